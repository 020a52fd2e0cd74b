package dev.migrationsentry.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.execution.Executor;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.schema.TypeText;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Prepares statements on a server and resolves them in the model: the errors, the names of the
/// result's columns and their types are the same.
///
/// A comment `-- undecided` before a statement says that the model can't tell; a type that the
/// model does not know is compared with nothing.
final class ResolutionAgreementTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/migrationsentry/resolution");

  @ParameterizedTest
  @ValueSource(ints = {16, 18})
  void resolvesWhatTheServerResolves(int major) throws Exception {
    try (EmbeddedPostgres server = TestServers.start(major)) {
      server.createDatabase("names");
      try (Connection connection = server.connect("names")) {
        assertThat(differences(connection, major, FOLDER.resolve("queries.sql"))).isEmpty();
      }
    }
  }

  private static Database prepared(Connection connection, int major)
      throws IOException, SQLException {
    Database database = World.empty(major).database();
    for (Statement statement : statements(FOLDER.resolve("objects.sql"))) {
      try (java.sql.Statement run = connection.createStatement()) {
        run.execute(statement.span().text());
      }
      Outcome outcome = Executor.execute(statement, database);
      assertThat(outcome).isInstanceOf(Outcome.Done.class);
      database = ((Outcome.Done) outcome).after();
    }
    return database;
  }

  private static List<Statement> statements(Path file) throws IOException {
    return SqlReader.read(new SourceFile(file.getFileName().toString(), Files.readString(file)));
  }

  static List<String> differences(Connection connection, int major, Path file)
      throws IOException, SQLException {
    Database database = prepared(connection, major);
    List<String> differences = new ArrayList<>();
    int end = 0;
    for (Statement statement : statements(file)) {
      String before = statement.span().file().text().substring(end, statement.span().start());
      end = statement.span().end();
      String answer = answer(connection, statement.span().text());
      String predicted = predicted(statement, database, answer);
      boolean same =
          before.contains("-- undecided")
              ? predicted.startsWith("undecided")
              : predicted.equals(answer);
      if (!same) {
        differences.add(
            statement.span().text() + "\n  server: " + answer + "\n  model:  " + predicted);
      }
    }
    return differences;
  }

  private static String predicted(Statement statement, Database database, String answer) {
    Resolved resolved =
        switch (statement) {
          case Query query -> Resolver.query(query, database, Scope.empty());
          case DataStatement data -> Resolver.data(data, database, Scope.empty());
          default -> throw new IllegalArgumentException(statement.span().text());
        };
    return switch (resolved) {
      case Resolved.Refused refused -> text(refused.error());
      case Resolved.Undecided undecided -> "undecided: " + undecided.why();
      case Resolved.Meaning meaning -> {
        String[] actual = answer.split(", ", -1);
        List<String> columns = new ArrayList<>();
        for (Resolved.OutputColumn column : meaning.columns()) {
          String text = column.name() + " " + type(column.type(), database);
          boolean unknown = column.type() instanceof DataType.Undecided;
          boolean named =
              columns.size() < actual.length
                  && actual[columns.size()].startsWith(column.name() + " ");
          columns.add(unknown && named ? actual[columns.size()] : text);
        }
        yield String.join(", ", columns);
      }
    };
  }

  private static String type(DataType type, Database database) {
    return type instanceof DataType.Undecided
        ? "undecided"
        : new TypeText(database.schema(), object -> true).bare(type);
  }

  private static String text(ServerError error) {
    return text(error.sqlState(), error.message(), error.detail(), error.hint());
  }

  private static String text(
      @Nullable String state,
      @Nullable String message,
      @Nullable String detail,
      @Nullable String hint) {
    return "ERROR "
        + state
        + ": "
        + message
        + (detail == null ? "" : " DETAIL: " + detail)
        + (hint == null ? "" : " HINT: " + hint);
  }

  private static String answer(Connection connection, String sql) throws SQLException {
    try (java.sql.Statement run = connection.createStatement()) {
      run.setEscapeProcessing(false);
      run.execute("deallocate all");
      run.execute("prepare query as " + sql);
      List<String> columns = new ArrayList<>();
      try (PreparedStatement names = connection.prepareStatement(sql)) {
        @Nullable ResultSetMetaData data = names.getMetaData();
        for (int i = 1; data != null && i <= data.getColumnCount(); i++) {
          columns.add(data.getColumnLabel(i));
        }
      }
      try (ResultSet types =
          run.executeQuery(
              "select unnest(result_types)::text from pg_prepared_statements where name = 'query'")) {
        for (int i = 0; types.next(); i++) {
          columns.set(i, columns.get(i) + " " + types.getString(1));
        }
      }
      return String.join(", ", columns);
    } catch (PSQLException refused) {
      @Nullable ServerErrorMessage message = refused.getServerErrorMessage();
      if (message == null) {
        throw refused;
      }
      return text(
          refused.getSQLState(), message.getMessage(), message.getDetail(), message.getHint());
    }
  }
}
