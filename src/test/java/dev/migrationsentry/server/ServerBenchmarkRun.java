package dev.migrationsentry.server;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.catalog.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;

/// Prints how long throw-away servers and copies take: the first run ever, then from a warm cache.
///
/// Arguments: the major version (18), then numbers of tables (150 1500).
final class ServerBenchmarkRun {
  private static final int ROUNDS = 5;

  private ServerBenchmarkRun() {}

  static void main(String[] arguments) throws Exception {
    int major = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 18;
    List<Integer> sizes =
        arguments.length > 1
            ? List.of(arguments).subList(1, arguments.length).stream()
                .map(Integer::parseInt)
                .toList()
            : List.of(150, 1500);
    Path cache = Files.createTempDirectory(Path.of("/var/tmp"), "migration-sentry-benchmark-");
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("MIGRATION_SENTRY_CACHE", cache.toString());
    // No server of the machine: the published one is what most people get.
    environment.put("PATH", "");
    try {
      ServerRequest request = ServerRequest.of(major, environment);
      timed(
          "first run ever, without download",
          () -> {
            ThrowAwayServer.start(request).close();
            return "";
          });
      for (int round = 0; round < ROUNDS; round++) {
        timed(
            "server with an empty database",
            () -> {
              try (ThrowAwayServer server = ThrowAwayServer.start(request)) {
                connect(server.newDatabase("production"));
              }
              return "with stop";
            });
      }
      for (int tables : sizes) {
        copies(request, tables);
      }
    } finally {
      ServerCache.delete(cache);
    }
  }

  private static void copies(ServerRequest request, int tables) throws Exception {
    Snapshot snapshot = snapshot(request, tables);
    IO.println(tables + " tables: " + snapshot.definitions().size() + " definitions");
    timed(tables + " tables copied the first time", () -> ready(request, snapshot));
    for (int round = 0; round < ROUNDS; round++) {
      timed(tables + " tables from the kept copy", () -> ready(request, snapshot));
    }
  }

  /// Until a statement has run in a database for a rehearsal.
  private static String ready(ServerRequest request, Snapshot snapshot) throws Exception {
    long start = System.nanoTime();
    ProductionCopy copy = ProductionCopy.start(request, snapshot);
    long started = System.nanoTime();
    connect(copy.newDatabase("production"));
    long ready = System.nanoTime();
    copy.close();
    return String.format(
        Locale.ROOT,
        "server %d ms, database %d ms, ready after %d ms; %s",
        (started - start) / 1_000_000,
        (ready - started) / 1_000_000,
        (ready - start) / 1_000_000,
        copy.schema().isExact() ? "exact" : copy.schema().reasons().getFirst());
  }

  private static void connect(DatabaseUrl url) throws Exception {
    try (Connection connection = url.connect(new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute("select count(*) from pg_class");
    }
  }

  private static Snapshot snapshot(ServerRequest request, int tables) throws Exception {
    try (ThrowAwayServer server = ThrowAwayServer.start(request)) {
      DatabaseUrl url = server.newDatabase("source");
      try (Connection connection = url.connect(new Properties());
          Statement statement = connection.createStatement()) {
        for (int i = 0; i < tables; i++) {
          statement.execute(table(i));
        }
        statement.execute("analyze");
      }
      LiveDatabase live = new LiveDatabase(url, Duration.ofMinutes(2));
      timed(
          "snapshot of " + tables + " tables",
          () -> {
            Snapshot.of(live, Clock.systemUTC());
            return "";
          });
      return Snapshot.of(live, Clock.systemUTC());
    }
  }

  /// A table as applications have them: a key, references, indexes, checks, a default.
  private static String table(int number) {
    String parent =
        number == 0
            ? ""
            : ", parent_id bigint references table_" + (number - 1) + " on delete cascade";
    return """
    create table table_%1$d (
      id bigserial primary key, name varchar(200) not null, email text unique, amount numeric(12,2) default 0,
      state text not null default 'new' check (state in ('new', 'done')), payload jsonb,
      created_at timestamptz not null default now(), updated_at timestamptz%2$s);
    create index on table_%1$d (name);
    create index on table_%1$d (created_at) where state = 'new';
    """
        .formatted(number, parent);
  }

  private static void timed(String what, Callable<String> work) throws Exception {
    long start = System.nanoTime();
    String remark = work.call();
    IO.println(
        String.format(
            Locale.ROOT, "%-40s %6d ms %s", what, (System.nanoTime() - start) / 1_000_000, remark));
  }
}
