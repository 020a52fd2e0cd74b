package dev.migrationsentry.cli;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.server.ServerRequest;
import dev.migrationsentry.server.ServerUnavailableException;
import dev.migrationsentry.server.ThrowAwayServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Uses the program once as people do. The launcher lets the JVM watch, and keeps what it has
/// loaded and linked for the next processes (JEP 483, 514, 515): what is not used here is slower to
/// start.
public final class TrialRun {
  private static final Map<String, String> MIGRATIONS =
      Map.of(
          "001_customers.sql",
          "create table customers (id bigint primary key, name text not null default '');",
          "002_orders.sql",
          "create table orders (id bigserial primary key, customer bigint references customers (id));\n"
              + "create index orders_customer on orders (customer);",
          "003_total.sql",
          "alter table orders add column total numeric(12, 2);\nupdate orders set total = 0;");

  private TrialRun() {}

  /// Runs the commands; what they say goes nowhere.
  ///
  /// @param arguments a folder with projects
  /// @throws IOException when no project can be written to a temporary folder
  public static void main(String[] arguments) throws IOException {
    run(System.getenv(), "check", arguments[0]);
    Path project = Files.createTempDirectory("migration-sentry-trial");
    // Without a PostgreSQL for this machine only the commands that need a database start slower.
    try (ThrowAwayServer server = ThrowAwayServer.start(ServerRequest.of(18, System.getenv()))) {
      DatabaseUrl database = server.newDatabase("trial");
      Map<String, String> environment = new HashMap<>(System.getenv());
      environment.put("DATABASE_URL", database.withSecret());
      Path migrations = Files.createDirectory(project.resolve("migrations"));
      for (Map.Entry<String, String> migration : MIGRATIONS.entrySet()) {
        Files.writeString(migrations.resolve(migration.getKey()), migration.getValue());
      }
      String folder = project.toString();
      run(environment, "migrate", folder);
      run(environment, "gate", folder);
      run(environment, "status", folder);
      run(environment, "verify", folder);
      run(environment, "snapshot", "--output", project.resolve("snapshot.json").toString());
      run(environment, "rehearse", folder);
    } catch (ServerUnavailableException notHere) {
      // Nothing to try them on.
    } finally {
      remove(project);
    }
  }

  private static void run(Map<String, String> environment, String... arguments) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Main.run(List.of(arguments), new Terminal(nowhere, nowhere, false, environment));
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(file);
      }
    }
  }
}
