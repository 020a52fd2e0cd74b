package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrationsentry.ProductClasses;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.PgBouncer;
import dev.migrationsentry.server.TestServers;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The scripts of docs/privileges.md: with them each command works, and without one of their grants
/// a sentence names what is missing.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PrivilegesTest {
  private EmbeddedPostgres server;
  private Path folder;

  @BeforeAll
  void start(@TempDir Path made) throws Exception {
    folder = made;
    server = TestServers.start(18);
    Path migrations = Files.createDirectories(folder.resolve("db/migrations"));
    write(migrations, "20260101000000_shops.sql", "create table shops (id int);");
    write(migrations, "20260102000000_clients.sql", "create table clients (id int);");
    Files.createDirectories(folder.resolve("flyway"));
    Files.writeString(folder.resolve("flyway/V1__shops.sql"), "create table shops (id int);\n");
  }

  private static void write(Path migrations, String name, String up) throws Exception {
    Files.writeString(
        migrations.resolve(name), "-- migrate:up\n" + up + "\n-- migrate:down\nselect 1;\n");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void createDatabase() throws SQLException {
    server.createDatabase("shop");
    sql(
        "revoke all on database shop from public",
        "revoke all on schema public from public",
        "create table shops (id int)",
        "create table schema_migrations (version varchar primary key)",
        "insert into schema_migrations values ('20260101000000')");
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    server.dropDatabase("shop");
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      for (String name : List.of("reading", "reconcile", "migrate", "gate")) {
        statement.execute("drop role if exists sentry_" + name);
      }
    }
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /// The statements of a script of the page, and a password.
  private static List<String> script(String name) throws Exception {
    String page = Files.readString(Path.of("docs/privileges.md"));
    int start = page.indexOf("```sql " + name + "\n") + ("```sql " + name + "\n").length();
    List<String> statements = new ArrayList<>();
    for (String one : page.substring(start, page.indexOf("```", start)).split(";", -1)) {
      if (!one.isBlank()) {
        statements.add(one.strip());
      }
    }
    statements.add("alter role sentry_" + name + " password 'q7'");
    return statements;
  }

  private CommandRun run(String name, String command) {
    return run(name, command, server.port());
  }

  private CommandRun run(String name, String command, int port) {
    List<String> words = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
    words.replaceAll(word -> word.equals("PROJECT") ? folder.resolve("db").toString() : word);
    if (words.getLast().equals("--")) {
      words.addAll(
          ProductClasses.command(Main.class.getName(), "migrate", folder.resolve("db").toString()));
    }
    String url = "postgresql://sentry_" + name + ":q7@127.0.0.1:" + port + "/shop";
    if (words.getLast().equals("--from")) {
      words.add(url);
    }
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("DATABASE_URL", url);
    return CommandRun.of(environment, words.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "reading, snapshot",
    "reading, status PROJECT",
    "reading, verify PROJECT --no-server",
    "migrate, check PROJECT --from",
    "reading, rehearse PROJECT --from",
    "reading, reconcile PROJECT --no-server",
    "migrate, gate PROJECT --dry-run --no-server -- true",
    "migrate, migrate PROJECT",
    "gate, gate PROJECT --no-server --"
  })
  void worksWithExactlyItsRole(String name, String command) throws Exception {
    sql(script(name).toArray(String[]::new));
    CommandRun run = run(name, command);
    assertThat(run.code()).as(run.out() + run.err()).isZero();
  }

  /// What `serve` answers to a probe.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "connect on database shop",
        "usage on schema public",
        "select on public.schema_migrations"
      })
  void servesWithExactlyItsRole(String missing) throws Exception {
    sql(script("reading").toArray(String[]::new));
    if (!missing.isEmpty()) {
      sql("revoke " + missing + " from sentry_reading");
    }
    PipedInputStream said = new PipedInputStream(1 << 16);
    PrintStream err = new PrintStream(new PipedOutputStream(said), true, StandardCharsets.UTF_8);
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put(
        "DATABASE_URL", "postgresql://sentry_reading:q7@127.0.0.1:" + server.port() + "/shop");
    List<String> words = List.of("serve", folder.resolve("db").toString(), "--port", "0");
    Thread serving =
        Thread.startVirtualThread(
            () -> Main.run(words, new Terminal(err, err, false, environment)));
    String first =
        new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8)).readLine();
    if (!missing.isEmpty()) {
      serving.join();
      assertNames(missing, first);
      return;
    }
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(first.substring("listening on ".length())))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    serving.interrupt();
    serving.join();
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"pending\" : [\n    \"20260102000000\"\n  ]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "create on schema public",
        "usage on schema public",
        "select on public.schema_migrations",
        "insert on public.schema_migrations"
      })
  void theGateTakesItsLeaseBehindAPoolerWithExactlyItsRole(String missing) throws Exception {
    assumeTrue(PgBouncer.isInstalled(), "PgBouncer is not installed");
    sql(script("gate").toArray(String[]::new));
    if (!missing.isEmpty()) {
      sql("revoke " + missing + " from sentry_gate");
    }
    try (PgBouncer pooler =
        PgBouncer.start(server, "transaction", 5, Map.of("sentry_gate", "q7"))) {
      CommandRun run = run("gate", "gate PROJECT --no-server", pooler.port());
      if (missing.isEmpty()) {
        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).contains("since there is a pooler before the server");
      } else {
        assertThat(run.code()).as(run.out()).isNotZero();
        assertNames(missing, run.out() + run.err());
      }
    }
  }

  /// Whoever makes the table of leases beforehand need not let the role make tables.
  @ParameterizedTest
  @ValueSource(strings = {"", "select", "insert", "update"})
  void aTableOfLeasesThatIsThereNeedsNoRightToMakeOne(String missing) throws Exception {
    assumeTrue(PgBouncer.isInstalled(), "PgBouncer is not installed");
    sql(script("gate").toArray(String[]::new));
    sql(script("lease").subList(0, 2).toArray(String[]::new));
    sql("revoke create on schema public from sentry_gate");
    if (!missing.isEmpty()) {
      sql("revoke " + missing + " on public.migration_sentry_lock from sentry_gate");
    }
    sql("insert into schema_migrations values ('20260102000000')", "create table clients (id int)");
    try (PgBouncer pooler =
        PgBouncer.start(server, "transaction", 5, Map.of("sentry_gate", "q7"))) {
      CommandRun run = run("gate", "gate PROJECT --no-server", pooler.port());
      if (missing.isEmpty()) {
        assertThat(run.code()).as(run.out()).isZero();
      } else {
        assertThat(run.code()).as(run.out()).isEqualTo(12);
        assertNames(missing + " on public.migration_sentry_lock", run.out());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "usage", "create", "select", "update"})
  void reconcileWritesWithExactlyItsRole(String missing, @TempDir Path made) throws Exception {
    String clients = "create table clients (id int);\n";
    CRC32 checksum = new CRC32();
    checksum.update(clients.strip().getBytes(StandardCharsets.UTF_8));
    try (ReconciledProject project = new ReconciledProject(made, server)) {
      project.commit("db/V1__clients.sql", clients);
      project.commit("db/V1__clients.sql", "-- Who buys.\n" + clients);
      project.sql(
          clients,
          "create table flyway_schema_history (installed_rank int primary key, version varchar(50),"
              + " description varchar(200), type varchar(20), script varchar(1000), checksum int,"
              + " installed_by varchar(100), installed_on timestamp default now(), execution_time int, success boolean)",
          "insert into flyway_schema_history values (1, '1', 'clients', 'SQL', 'V1__clients.sql', "
              + (int) checksum.getValue()
              + ", 'ann', now(), 5, true)",
          "revoke all on schema public from public");
      String database = project.query("select current_database()");
      for (String statement : script("reconcile")) {
        project.sql(
            statement
                .replace("database shop", "database " + database)
                .replace("schema_migrations", "flyway_schema_history"));
      }
      String object =
          missing.equals("usage") || missing.equals("create")
              ? "schema public"
              : "flyway_schema_history";
      if (!missing.isEmpty()) {
        project.sql("revoke " + missing + " on " + object + " from sentry_reconcile");
      }
      String said =
          project.run(
              Map.of("DATABASE_URL", project.url("sentry_reconcile:q7")),
              "reconcile",
              made.toString(),
              "--accept");
      boolean audit = project.hasAudit();
      project.sql("drop owned by sentry_reconcile");
      if (missing.isEmpty()) {
        assertThat(said).endsWith("exit code 0\n");
        assertThat(audit).isTrue();
      } else {
        assertThat(said).doesNotContain("exit code 0");
        assertThat(said.lines())
            .as(said)
            .anyMatch(line ->
                line.contains("sentry_reconcile")
                    && line.contains(missing)
                    && line.contains(object.replace("schema public", "schema")));
        assertThat(audit).isFalse();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "reading, snapshot, connect on database shop",
    "reading, status PROJECT, connect on database shop",
    "reading, status PROJECT, usage on schema public",
    "reading, status PROJECT, select on public.schema_migrations",
    "reading, verify PROJECT --no-server, connect on database shop",
    "reading, verify PROJECT --no-server, usage on schema public",
    "reading, check PROJECT --from, connect on database shop",
    "reading, check PROJECT --from, usage on schema public",
    "reading, check PROJECT --from, select on public.schema_migrations",
    "reading, rehearse PROJECT --from, connect on database shop",
    "reading, rehearse PROJECT --from, usage on schema public",
    "reading, rehearse PROJECT --from, select on public.schema_migrations",
    "reading, reconcile PROJECT --no-server, connect on database shop",
    "reading, reconcile PROJECT --no-server, usage on schema public",
    "reading, reconcile PROJECT --no-server, select on public.schema_migrations",
    "reading, verify PROJECT --no-server, select on public.schema_migrations",
    "reading, gate PROJECT --dry-run --no-server -- true, connect on database shop",
    "reading, gate PROJECT --dry-run --no-server -- true, select on public.schema_migrations",
    "migrate, migrate PROJECT, connect on database shop",
    "migrate, migrate PROJECT, usage on schema public",
    "migrate, migrate PROJECT, create on schema public",
    "migrate, migrate PROJECT, select on public.schema_migrations",
    "migrate, migrate PROJECT, insert on public.schema_migrations",
    "gate, gate PROJECT --no-server --, connect on database shop",
    "gate, gate PROJECT --no-server --, usage on schema public",
    "gate, gate PROJECT --no-server --, select on public.schema_migrations",
    "gate, gate PROJECT --no-server --, create on schema public",
    "gate, gate PROJECT --no-server --, insert on public.schema_migrations"
  })
  void namesTheGrantThatIsMissing(String name, String command, String grant) throws Exception {
    sql(script(name).toArray(String[]::new));
    sql("revoke " + grant + " from sentry_" + name);
    CommandRun run = run(name, command);
    assertThat(run.code()).as(run.out()).isNotZero();
    assertNames(grant, run.out() + run.err());
  }

  /// A line names the privilege and the object.
  private static void assertNames(String grant, String said) {
    String privilege = grant.substring(0, grant.indexOf(' '));
    String object = grant.substring(grant.lastIndexOf(' ') + 1);
    String bare = object.substring(object.indexOf('.') + 1);
    assertThat(said.lines())
        .as(said)
        .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains(privilege) && line.contains(bare));
  }
}
