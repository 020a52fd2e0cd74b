package dev.migrationsentry.alembic;

import dev.migrationsentry.evaluation.Evaluator;
import dev.migrationsentry.evaluation.ResultRows;
import dev.migrationsentry.evaluation.Variables;
import dev.migrationsentry.migration.Connection;
import dev.migrationsentry.program.Fragment;
import dev.migrationsentry.program.Raised;
import dev.migrationsentry.program.Running;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sends the statements of one run and turns the answers into Python's results and exceptions.
final class Sender {
  private final Connection connection;
  private final SourceFile origin;
  private final Span whole;
  private int savepoints;

  /// @param whole the place shown for what stands in another file
  Sender(Connection connection, Span whole) {
    this.connection = connection;
    this.origin = whole.file();
    this.whole = whole;
  }

  Database database() {
    return connection.database();
  }

  Connection connection() {
    return connection;
  }

  /// The name of the next savepoint.
  String nextSavepoint() {
    return "sa_savepoint_" + ++savepoints;
  }

  /// Sends a text that holds one statement or several.
  ///
  /// @param span the call that sends it
  /// @throws Raised where the server refuses it
  Living.Answer send(Value.Text text, Span span, Running running) {
    SourceFile file = file(text, span);
    List<Span> gaps = places(file, Fragment.GAP);
    List<Span> open = new ArrayList<>(gaps);
    open.addAll(places(file, Fragment.PARAMETER));
    open.sort(Comparator.comparingInt(Span::start));
    List<Statement> statements =
        SqlReader.read(file, 0, file.text().length(), new SqlReader.Dialect(false, open));
    if (statements.isEmpty()) {
      throw raised("sqlalchemy.exc.ProgrammingError", "can't execute an empty query");
    }
    for (Statement statement : statements) {
      // The server reads a whole message before it runs any of it.
      if (gaps.isEmpty() && statement instanceof Opaque opaque && opaque.failure() != null) {
        return send(statement, span, running, false);
      }
    }
    Living.Answer answer = nothing();
    for (Statement statement : statements) {
      boolean gap = gaps.stream().anyMatch(each -> each.overlaps(statement.span()));
      answer = send(statement, span, running, gap);
    }
    return answer;
  }

  private Living.Answer send(Statement statement, Span span, Running running, boolean gap) {
    String doubt = running.doubt();
    Database before = connection.database();
    if (doubt != null || gap) {
      connection.doubt(
          sendable(statement, gap),
          doubt != null ? doubt : "a part of it is known only when it runs");
      running.mayRaise(possible(statement));
      return gap
          ? unknown("a part of the statement is not known")
          : answer(statement, before, span);
    }
    switch (connection.execute(statement)) {
      case Outcome.Fails(ServerError error) -> throw failure(error, statement);
      case Outcome.Unknown(String why, Database after, List<?> changes) -> {
        running.mayRaise(possible(statement));
        return statement instanceof Query ? answer(statement, before, span) : unknown(why);
      }
      case Outcome.Done done -> {
        return answer(statement, before, span);
      }
    }
  }

  /// A statement with gaps that can't be read is one that is not known, and no error.
  private static Statement sendable(Statement statement, boolean gap) {
    return gap && statement instanceof Opaque opaque && opaque.failure() != null
        ? new Opaque(opaque.kind(), "a part of it is known only when it runs", null, opaque.span())
        : statement;
  }

  private static Raised possible(Statement statement) {
    String message = "what the server answers to " + shown(statement) + " is not known";
    return new Raised(DriverErrors.ANY, message, new Value.Unknown(message));
  }

  private static String shown(Statement statement) {
    String text = statement.span().text().strip();
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  private Living.Answer answer(Statement statement, Database database, Span span) {
    if (!(statement instanceof Query query)) {
      return new Living.Answer(
          List.of(), "the rows of " + shown(statement), Living.Answer.Shape.ROW);
    }
    ResultRows rows = new Evaluator(database).rows(query, Variables.none());
    List<Map<String, Value>> converted = new ArrayList<>();
    for (Map<String, dev.migrationsentry.evaluation.Value> row : rows.certain()) {
      Map<String, Value> columns = new LinkedHashMap<>();
      row.forEach((name, value) -> columns.put(name, Results.of(value, span)));
      converted.add(columns);
    }
    return new Living.Answer(converted, rows.why(), Living.Answer.Shape.ROW);
  }

  private static Living.Answer nothing() {
    return new Living.Answer(List.of(), null, Living.Answer.Shape.ROW);
  }

  static Living.Answer unknown(String why) {
    return new Living.Answer(List.of(), why, Living.Answer.Shape.ROW);
  }

  /// Sends something that is not known.
  ///
  /// @param mentions the words of it that are known
  void sendUnknown(String why, List<String> mentions, Span span, Running running) {
    Span place = here(span);
    // The words of the code are no names of the database: only what is mentioned may be touched.
    String words = mentions.isEmpty() ? "?" : String.join(" ", mentions);
    SourceFile file =
        SourceFile.sent(origin, List.of(new SourceFile.Piece(words, place.start(), place.end())));
    Span shown = file.span(0, words.length());
    Opaque opaque = new Opaque(null, why, null, shown);
    String doubt = running.doubt();
    if (doubt != null) {
      connection.doubt(opaque, doubt);
    } else if (connection.execute(opaque) instanceof Outcome.Fails(ServerError error)) {
      throw failure(error, opaque);
    }
    running.mayRaise(possible(opaque));
  }

  private static Raised failure(ServerError error, Statement statement) {
    String type = DriverErrors.of(error.sqlState());
    return new Raised(
        type, error.message(), new Living.Failure(type, error.message(), error, statement));
  }

  /// An error of SQLAlchemy itself.
  static Raised raised(String type, String message) {
    return new Raised(type, message, new Living.Failure(type, message, null, null));
  }

  /// The text as the server gets it, with each part at its place in the revision's file.
  private SourceFile file(Value.Text text, Span span) {
    Span place = here(span);
    List<SourceFile.Piece> pieces = new ArrayList<>();
    for (Fragment fragment : text.fragments()) {
      Span from = fragment.from().file() == origin ? fragment.from() : place;
      if (!fragment.text().isEmpty()) {
        pieces.add(new SourceFile.Piece(fragment.text(), from.start(), from.end()));
      }
    }
    if (pieces.isEmpty()) {
      pieces.add(new SourceFile.Piece("", place.start(), place.end()));
    }
    return SourceFile.sent(origin, pieces);
  }

  private Span here(Span span) {
    return span.file() == origin ? span : whole;
  }

  private static List<Span> places(SourceFile file, String of) {
    List<Span> gaps = new ArrayList<>();
    String text = file.text();
    for (int at = text.indexOf(of); at >= 0; at = text.indexOf(of, at + 1)) {
      gaps.add(file.span(at, at + 1));
    }
    return gaps;
  }
}
