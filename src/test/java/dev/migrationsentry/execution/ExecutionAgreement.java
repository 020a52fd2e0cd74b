package dev.migrationsentry.execution;

import dev.migrationsentry.rehearsal.CatalogReader;
import dev.migrationsentry.rehearsal.SchemaDifference;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Description;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// Runs the statements of a file on a server and on the model, and collects where they disagree: in
/// the answer to a statement, or in the structure afterwards.
final class ExecutionAgreement {
  private final int major;
  private final Connection connection;
  private Database database;
  private List<String> structure = List.of();
  private int statements;
  private final List<String> disagreements = new ArrayList<>();

  private ExecutionAgreement(int major, Connection connection) {
    this.major = major;
    this.connection = connection;
    this.database = FreshDatabase.create(major);
  }

  /// What came out of it.
  ///
  /// @param statements the number of statements that were compared
  /// @param disagreements a description of each
  record Result(int statements, List<String> disagreements) {}

  /// Compares all statements of a file in a database of its own.
  ///
  /// @param each whether the structure is compared after each statement, and not only at the end
  static Result of(EmbeddedPostgres server, SourceFile file, String name, boolean each)
      throws SQLException {
    server.createDatabase(name);
    Properties properties = new Properties();
    properties.setProperty("preferQueryMode", "simple");
    try (Connection connection = server.connect(name, properties)) {
      ExecutionAgreement agreement = new ExecutionAgreement(server.major(), connection);
      int end = 0;
      for (Statement statement : SqlReader.read(file)) {
        String before = file.text().substring(end, statement.span().start());
        end = statement.span().end();
        if (agreement.applies(before)) {
          agreement.compare(statement, before.contains("-- unknown"));
          if (each) {
            agreement.compareStructure(statement);
          }
        }
      }
      if (!each) {
        agreement.compareStructure(null);
      }
      return new Result(agreement.statements, agreement.disagreements);
    } finally {
      server.dropDatabase(name);
      dropRoles(server);
    }
  }

  /// Roles belong to the server, and would be there for the next file.
  private static void dropRoles(EmbeddedPostgres server) throws SQLException {
    try (Connection connection = server.connect("postgres");
        java.sql.Statement query = connection.createStatement();
        java.sql.Statement drop = connection.createStatement();
        ResultSet roles =
            query.executeQuery(
                "select quote_ident(rolname) from pg_roles where oid >= 16384"
                    + " and rolname <> current_user")) {
      while (roles.next()) {
        drop.execute("drop owned by " + roles.getString(1) + " cascade");
        drop.execute("drop role " + roles.getString(1));
      }
    }
  }

  private boolean applies(String comment) {
    int since = comment.indexOf("-- since ");
    if (since >= 0 && major < Integer.parseInt(comment.substring(since + 9, since + 11))) {
      return false;
    }
    int until = comment.indexOf("-- until ");
    return until < 0 || major <= Integer.parseInt(comment.substring(until + 9, until + 11));
  }

  private void compare(Statement statement, boolean unknown) throws SQLException {
    String text = statement.span().text();
    statements++;
    ServerAnswer actual = ServerAnswer.of(connection, text);
    Outcome outcome = Executor.execute(statement, database);
    ServerAnswer predicted = ServerAnswer.of(outcome);
    boolean agree =
        unknown
            ? outcome instanceof Outcome.Unknown && Fault.in(outcome) == null
            : predicted.equals(actual);
    if (!agree) {
      disagreements.add(
          major
              + " "
              + statement.span()
              + ": "
              + text.strip()
              + "\n    server: "
              + actual.text()
              + "\n    model:  "
              + predicted.text());
    }
    if (actual.equals(ServerAnswer.WORKS)) {
      database =
          switch (outcome) {
            case Outcome.Done done -> done.after();
            case Outcome.Unknown undecided -> undecided.after();
            case Outcome.Fails ignored -> database;
          };
    }
  }

  /// Compares the structure as far as this statement changed the difference.
  private void compareStructure(@org.jspecify.annotations.Nullable Statement statement)
      throws SQLException {
    if (database.transaction() != null) {
      // The reader ends the transaction that it finds.
      return;
    }
    SchemaDifference difference =
        SchemaDifference.between(Description.of(database.schema()), CatalogReader.read(connection));
    List<String> lines = new ArrayList<>();
    difference.onlyActual().forEach(line -> lines.add("server: " + line));
    difference.onlyPredicted().forEach(line -> lines.add("model:  " + line));
    for (String line : lines) {
      if (!structure.contains(line)) {
        disagreements.add(
            major
                + " "
                + (statement == null ? "" : statement.span() + ": after " + start(statement))
                + "\n    "
                + line);
      }
    }
    structure = lines;
  }

  private static String start(Statement statement) {
    String text = statement.span().text();
    return text.substring(0, Math.min(text.length(), 80)).strip();
  }
}
