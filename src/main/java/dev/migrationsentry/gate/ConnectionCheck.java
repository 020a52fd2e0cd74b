package dev.migrationsentry.gate;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LedgerTable;
import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.ledger.Ledgers;
import dev.migrationsentry.migration.Ledger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The second step: whether the database lets the role in. Only what may pass by itself is tried
/// again; a refused login is not.
final class ConnectionCheck {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

  private static final String WHO =
      """
      select current_setting('server_version'), current_database(), current_user,
             coalesce(host(inet_server_addr()) || ':' || inet_server_port(), 'a local socket'),
             pg_is_in_recovery(), current_schema()
      """;

  private final DatabaseUrl url;
  private final Duration reading;
  private final Duration limit;
  private @Nullable Server server;

  ConnectionCheck(DatabaseUrl url, Duration reading, Duration limit) {
    this.url = url;
    this.reading = reading;
    this.limit = limit;
  }

  /// Who answers, and what the lock is about.
  ///
  /// @param line for people
  /// @param schema where new tables are made
  record Server(String line, boolean standby, String schema, List<Ledger> ledgers) {
    Server {
      ledgers = List.copyOf(ledgers);
    }
  }

  /// Who answered, or null.
  @Nullable Server server() {
    return server;
  }

  /// Does the step.
  @Nullable GateStop run(Consumer<String> say) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    Duration pause = FIRST_PAUSE;
    int tries = 0;
    while (true) {
      tries++;
      try {
        Server found = new LiveDatabase(url, reading).read(this::who);
        server = found;
        say.accept(found.line());
        return found.standby()
            ? GateStop.at(
                GateStep.CONNECTION,
                "This server is a standby, which takes no migrations.",
                List.of(found.line()),
                List.of("Give the URL of the primary."))
            : null;
      } catch (DatabaseProblem e) {
        String message = String.valueOf(e.getMessage());
        if (!e.isPassing() || System.nanoTime() + pause.toNanos() > end) {
          return GateStop.at(
              GateStep.CONNECTION,
              message,
              tries == 1 ? List.of() : List.of("tried " + tries + " times"),
              List.of("Nothing was changed. Check the URL and the server, and deploy again."));
        }
        say.accept(message + " Trying again in " + pause.toMillis() / 1000.0 + " s.");
        Thread.sleep(pause);
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }
    }
  }

  private Server who(Connection connection) throws SQLException {
    List<Ledger> ledgers = Ledgers.of(LedgerTable.read(connection));
    try (Statement statement = connection.createStatement()) {
      statement.execute("reset search_path");
      try (ResultSet row = statement.executeQuery(WHO)) {
        row.next();
        String line =
            "PostgreSQL "
                + row.getString(1)
                + " at "
                + row.getString(4)
                + ", database "
                + row.getString(2)
                + ", role "
                + row.getString(3);
        String current = row.getString(6);
        String schema = current == null ? "public" : current;
        return new Server(
            line,
            row.getBoolean(5),
            url.schemas().isEmpty() ? schema : url.schemas().getFirst(),
            ledgers);
      }
    }
  }
}
