package dev.migrationsentry.timeline;

import dev.migrationsentry.sql.ast.PlBlock;
import dev.migrationsentry.sql.ast.PlStatement;
import dev.migrationsentry.sql.ast.RoutineStatement;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The SQL statements inside of code that a statement runs at once: a DO block, its nested blocks,
/// branches, loops and handlers, and EXECUTE of constant strings. Bodies of functions are not among
/// them: they run when they are called.
public final class Nested {
  private Nested() {}

  /// The SQL statements inside of a statement, in the order of the text; none for plain SQL.
  public static List<Statement> statements(Statement statement) {
    List<Statement> found = new ArrayList<>();
    if (statement instanceof RoutineStatement.DoBlock block) {
      body(block.body(), found);
    }
    return found;
  }

  private static void body(RoutineStatement.Body body, List<Statement> found) {
    switch (body) {
      case RoutineStatement.SqlBody sql -> found.addAll(sql.statements());
      case RoutineStatement.ProceduralBody procedural -> block(procedural.block(), found);
      case RoutineStatement.ForeignBody ignored -> {}
    }
  }

  private static void block(PlBlock block, List<Statement> found) {
    all(block.body(), found);
    block.handlers().forEach(handler -> all(handler.body(), found));
  }

  private static void all(List<PlStatement> statements, List<Statement> found) {
    statements.forEach(statement -> one(statement, found));
  }

  private static void one(PlStatement statement, List<Statement> found) {
    switch (statement) {
      case PlStatement.Block nested -> block(nested.block(), found);
      case PlStatement.Sql sql -> add(sql.statement(), found);
      case PlStatement.If branching -> {
        branching.branches().forEach(branch -> all(branch.body(), found));
        all(branching.otherwise(), found);
      }
      case PlStatement.Case branching -> {
        branching.branches().forEach(branch -> all(branch.body(), found));
        List<PlStatement> otherwise = branching.otherwise();
        if (otherwise != null) {
          all(otherwise, found);
        }
      }
      case PlStatement.Loop loop -> {
        if (loop.header() instanceof PlStatement.ForQuery query) {
          add(query.query(), found);
        }
        all(loop.body(), found);
      }
      case PlStatement.Execute execute -> {
        List<Statement> constant = execute.constant();
        if (constant != null) {
          found.addAll(constant);
        }
      }
      case PlStatement.ReturnQuery query -> add(query.query(), found);
      case PlStatement.Cursor cursor -> add(cursor.query(), found);
      case PlStatement.Assign ignored -> {}
      case PlStatement.Exit ignored -> {}
      case PlStatement.Return ignored -> {}
      case PlStatement.Raise ignored -> {}
      case PlStatement.Assert ignored -> {}
      case PlStatement.GetDiagnostics ignored -> {}
      case PlStatement.Nothing ignored -> {}
      case PlStatement.EndTransaction ignored -> {}
    }
  }

  private static void add(@Nullable Statement statement, List<Statement> found) {
    if (statement != null) {
      found.add(statement);
    }
  }
}
