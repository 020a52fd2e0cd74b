package dev.migrationsentry.sql;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.RoutineStatement.CreateFunction;
import dev.migrationsentry.sql.ast.RoutineStatement.DoBlock;
import dev.migrationsentry.sql.ast.RoutineStatement.ForeignBody;
import dev.migrationsentry.sql.ast.RoutineStatement.ProceduralBody;
import dev.migrationsentry.sql.ast.RoutineStatement.SqlBody;
import dev.migrationsentry.sql.ast.Statement;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs the project's reader and sums up what it made of a text.
final class ReaderVerdicts {
  private ReaderVerdicts() {}

  /// The reader's verdict on a text of its own.
  static ReaderVerdict of(String sql) {
    return guarded(sql, ReaderVerdicts::of);
  }

  /// The reader's verdict on the PL/pgSQL body in a text of its own.
  static ReaderVerdict ofBody(String sql) {
    return guarded(sql, ReaderVerdicts::ofBody);
  }

  private static ReaderVerdict guarded(
      String sql, Function<List<Statement>, ReaderVerdict> verdict) {
    try {
      return verdict.apply(SqlReader.read(new SourceFile("statement.sql", sql)));
    } catch (RuntimeException | StackOverflowError e) {
      StackTraceElement[] trace = e.getStackTrace();
      return new ReaderVerdict.Crashed(e + (trace.length == 0 ? "" : " at " + trace[0]));
    }
  }

  /// The verdict on statements that were read. A routine's body in a string counts as a string
  /// here, as it does for PostgreSQL's parser.
  static ReaderVerdict of(List<Statement> statements) {
    for (Statement statement : statements) {
      if (statement instanceof Opaque opaque) {
        return ofOpaque(opaque);
      }
    }
    String misplaced = "";
    for (Statement statement : statements) {
      for (NodeWalk.Place place : NodeWalk.below(statement)) {
        if (!place.orderly() && misplaced.isEmpty()) {
          misplaced = place.node().getClass().getSimpleName();
        }
      }
    }
    String kind = statements.isEmpty() ? "" : name(statements.getFirst());
    return new ReaderVerdict.Typed(kind, statements.size(), NodeWalk.words(statements), misplaced);
  }

  /// The verdict on one statement of a file; places count from where the statement starts.
  static ReaderVerdict of(Statement statement) {
    ReaderVerdict verdict = of(List.of(statement));
    return verdict instanceof ReaderVerdict.Refused refused
        ? new ReaderVerdict.Refused(refused.message(), refused.at() - statement.span().start())
        : verdict;
  }

  private static ReaderVerdict ofOpaque(Opaque opaque) {
    Opaque.SyntaxFailure failure = opaque.failure();
    if (failure != null) {
      return new ReaderVerdict.Refused(failure.message(), failure.at().start());
    }
    String kind = opaque.kind();
    return new ReaderVerdict.Unread(kind == null ? "?" : kind, opaque.reason());
  }

  private static ReaderVerdict ofBody(List<Statement> statements) {
    for (Statement statement : statements) {
      Object body = body(statement);
      if (body instanceof ForeignBody foreign) {
        Opaque.SyntaxFailure failure = foreign.failure();
        return failure == null
            ? new ReaderVerdict.Unread("body", "language " + foreign.language() + " is not read")
            : new ReaderVerdict.Refused(failure.message(), failure.at().start());
      }
      if (body instanceof ProceduralBody procedural) {
        for (NodeWalk.Place place : NodeWalk.below(procedural)) {
          if (place.node() instanceof Opaque opaque) {
            return ofOpaque(opaque);
          }
        }
      }
      if (body instanceof SqlBody) {
        return new ReaderVerdict.Unread("body", "read as SQL");
      }
    }
    return of(statements);
  }

  private static @Nullable Object body(Statement statement) {
    if (statement instanceof CreateFunction function) {
      return function.body();
    }
    return statement instanceof DoBlock block ? block.body() : null;
  }

  /// Whether a statement holds code in PL/pgSQL.
  static boolean procedural(Statement statement) {
    return switch (body(statement)) {
      case ProceduralBody _ -> true;
      case ForeignBody foreign -> foreign.language().equals("plpgsql");
      case null, default -> false;
    };
  }

  /// The record of a statement with the family it is declared in: `TypeStatement.CreateEnum`.
  private static String name(Statement statement) {
    Class<?> type = statement.getClass();
    Class<?> family = type.getDeclaringClass();
    return family == null
        ? type.getSimpleName()
        : family.getSimpleName() + "." + type.getSimpleName();
  }
}
