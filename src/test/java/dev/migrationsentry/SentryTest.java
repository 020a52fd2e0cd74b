package dev.migrationsentry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The front door, as a service uses it at its start.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SentryTest {
  private EmbeddedPostgres server;
  @TempDir private Path folder;

  @BeforeAll
  void start() {
    server = TestServers.start(18);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Map<String, String> environment(String database) {
    return Map.of(
        "DATABASE_URL",
        "postgresql://postgres:"
            + server.password()
            + "@127.0.0.1:"
            + server.port()
            + "/"
            + database);
  }

  private Path project() throws Exception {
    Path migrations = Files.createDirectories(folder.resolve("db/migrations"));
    Files.writeString(
        migrations.resolve("20260101000000_shops.sql"),
        "-- migrate:up\ncreate table shops (id int);\n-- migrate:down\ndrop table shops;\n");
    return folder;
  }

  private void run(String database, String sql) throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void saysWhyADatabaseIsNotReadyUntilItIs() throws Exception {
    server.createDatabase("shop");
    run("shop", "create table schema_migrations (version varchar primary key)");
    SchemaAnswer pending = Sentry.ask(project(), environment("shop"));
    assertThat(pending.migrated()).isFalse();
    assertThat(pending.verified()).isTrue();
    assertThat(pending.ready()).isFalse();
    assertThat(pending.reasons()).containsExactly("20260101000000 is pending.");

    run("shop", "insert into schema_migrations values ('20260101000000')");
    SchemaAnswer lying = Sentry.ask(project(), environment("shop"));
    assertThat(lying.migrated()).isTrue();
    assertThat(lying.verified()).isFalse();
    assertThatThrownBy(lying::requireReady)
        .isInstanceOf(SchemaNotReadyException.class)
        .hasMessageContaining("table public.shops is missing.")
        .hasMessageNotContaining(server.password());

    run("shop", "create table shops (id int)");
    SchemaAnswer ready = Sentry.ask(project(), environment("shop"));
    assertThat(ready.reasons()).isEmpty();
    ready.requireReady();
  }

  @Test
  void followsTheConfigurationOfTheProject() throws Exception {
    server.createDatabase("required");
    run(
        "required",
        "create table shops (id int); create table schema_migrations (version varchar primary key); insert into schema_migrations values ('20260101000000')");
    Files.writeString(
        project().resolve("migration-sentry.yaml"),
        "histories:\n  - path: db/migrations\nrequire:\n  columns: [shops.name]\n");
    SchemaAnswer answer = Sentry.ask(folder, environment("required"));
    Files.delete(folder.resolve("migration-sentry.yaml"));
    assertThat(answer.ready()).isFalse();
    assertThat(answer.reasons()).singleElement().asString().contains("shops.name");
  }

  @Test
  void aDatabaseThatCanNotBeReadIsASentence() throws Exception {
    project();
    assertThatThrownBy(() -> Sentry.ask(folder, environment("nowhere")))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("does not exist")
        .hasMessageNotContaining(server.password());
    assertThatThrownBy(() -> Sentry.ask(folder, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DATABASE_URL");
  }

  /// The page's example is compiled, and run in a process of its own.
  @Test
  void theExampleOfThePageWorks() throws Exception {
    String page = Files.readString(Path.of("docs/embedding.md"));
    int start = page.indexOf("```java\n") + "```java\n".length();
    Path source =
        Files.writeString(
            folder.resolve("ShopService.java"), page.substring(start, page.indexOf("```", start)));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String all = ProductClasses.path();
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "-proc:none",
                    "-cp",
                    all,
                    "-d",
                    classes.toString(),
                    source.toString()))
        .isZero();
    server.createDatabase("embedded");
    run("embedded", "create table schema_migrations (version varchar primary key)");
    project();
    assertThat(example(all, classes)).contains("20260101000000 is pending.").contains("exit 1");
    run(
        "embedded",
        "create table shops (id int); insert into schema_migrations values ('20260101000000')");
    assertThat(example(all, classes)).contains("The shop is open.").contains("exit 0");
  }

  private String example(String path, Path classes) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes + System.getProperty("path.separator") + path,
                "ShopService")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment("embedded"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said + "exit " + process.waitFor();
  }
}
