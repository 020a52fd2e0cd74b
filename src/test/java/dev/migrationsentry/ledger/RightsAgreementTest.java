package dev.migrationsentry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.execution.Executor;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// What roles with few and with many rights may do: a snapshot that the role itself has taken
/// predicts each statement, and then the role runs it. Each role runs all statements, so that false
/// alarms show as well.
final class RightsAgreementTest {
  private static final Path FOLDER =
      Path.of("src/test/resources/dev/migrationsentry/ledger/rights");

  private static final List<String> ROLES =
      List.of("postgres", "owner", "member", "switcher", "holder", "creator", "reader", "deploy");

  private static final Set<String> MAY_BE_UNKNOWN =
      Set.of("select id from app.cols", "select secret from app.cols");

  @ParameterizedTest
  @ValueSource(ints = {14, 15, 16, 18})
  void aServerRefusesWhatTheSnapshotLetsExpect(int major) throws Exception {
    List<String> disagreements = new ArrayList<>();
    try (EmbeddedPostgres server = TestServers.start(major)) {
      server.createDatabase("shop");
      try (Connection connection = server.connect("shop");
          Statement statement = connection.createStatement()) {
        statement.execute(Files.readString(FOLDER.resolve("setup.sql")));
        statement.execute("alter role owner login");
        for (String role : ROLES) {
          if (!role.equals("postgres")) {
            statement.execute("alter role " + role + " password 'secret'");
          }
        }
      }
      for (String role : ROLES) {
        compare(server, role, false, disagreements);
      }
    }
    assertThat(disagreements)
        .as(() -> String.join("\n", disagreements) + "\n" + disagreements.size())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void whatAnOldSnapshotDoesNotKnowIsNeverFine(int major) throws Exception {
    List<String> disagreements = new ArrayList<>();
    try (EmbeddedPostgres server = TestServers.start(major)) {
      server.createDatabase("shop");
      try (Connection connection = server.connect("shop");
          Statement statement = connection.createStatement()) {
        statement.execute(Files.readString(FOLDER.resolve("setup.sql")));
        statement.execute("alter role deploy password 'secret'");
      }
      compare(server, "deploy", true, disagreements);
    }
    assertThat(disagreements)
        .as(() -> String.join("\n", disagreements) + "\n" + disagreements.size())
        .isEmpty();
  }

  /// A snapshot as it was taken before rights were part of it.
  private static Snapshot old(Snapshot now) {
    return new Snapshot(
        now.format(),
        now.takenAt(),
        now.database(),
        now.serverVersion(),
        now.major(),
        now.role(),
        now.definitions(),
        now.extensions(),
        now.availableExtensions(),
        List.of(),
        now.tables(),
        now.ledgers(),
        null,
        now.fingerprint());
  }

  private static void compare(
      EmbeddedPostgres server, String role, boolean old, List<String> disagreements)
      throws Exception {
    String password = role.equals("postgres") ? server.password() : "secret";
    String place = "127.0.0.1:" + server.port() + "/shop";
    DatabaseUrl url = DatabaseUrl.parse("postgresql://" + role + ":" + password + "@" + place);
    Snapshot snapshot =
        Snapshot.of(new LiveDatabase(url, Duration.ofMinutes(1)), Clock.systemUTC());
    Database database =
        LiveWorld.of("production", old ? old(snapshot) : snapshot).schema().database();
    try (Connection connection =
            DriverManager.getConnection("jdbc:postgresql://" + place, role, password);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      SourceFile file =
          new SourceFile("statements", Files.readString(FOLDER.resolve("statements.sql")));
      for (dev.migrationsentry.sql.ast.Statement read : SqlReader.read(file)) {
        String sql = read.span().text().strip();
        String actual = answer(statement, sql);
        connection.rollback();
        Database inTransaction =
            database.in(dev.migrationsentry.schema.Transaction.begin(database, false));
        String predicted = predicted(Executor.execute(read, inTransaction));
        boolean agree =
            predicted.equals(actual)
                || (old && predicted.startsWith("unknown"))
                // What is refused in any case may be refused for something else before.
                || (old && !predicted.equals("works") && !actual.equals("works"))
                || (predicted.startsWith("unknown")
                    && isOpen(sql, predicted)
                    && (actual.equals("works") || MAY_BE_UNKNOWN.contains(sql)));
        if (!agree) {
          disagreements.add(
              server.major()
                  + " "
                  + role
                  + ": "
                  + sql
                  + "\n    server: "
                  + actual
                  + "\n    model:  "
                  + predicted);
        }
      }
    }
  }

  private static boolean isOpen(String sql, String predicted) {
    return MAY_BE_UNKNOWN.contains(sql) || predicted.contains("depends on the rows of");
  }

  private static String answer(Statement statement, String sql) throws SQLException {
    try {
      statement.execute(sql);
      return "works";
    } catch (PSQLException refused) {
      ServerErrorMessage error = refused.getServerErrorMessage();
      if (error == null) {
        throw refused;
      }
      return "42501".equals(error.getSQLState())
          ? error.getSQLState()
              + " "
              + error.getMessage()
              + " / "
              + error.getDetail()
              + " / "
              + error.getHint()
          : error.getSQLState() + " " + error.getMessage();
    }
  }

  private static String predicted(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done ignored -> "works";
      case Outcome.Unknown unknown -> "unknown: " + unknown.why();
      case Outcome.Fails(ServerError error) ->
          "42501".equals(error.sqlState())
              ? error.sqlState()
                  + " "
                  + error.message()
                  + " / "
                  + error.detail()
                  + " / "
                  + error.hint()
              : error.sqlState() + " " + error.message();
    };
  }
}
