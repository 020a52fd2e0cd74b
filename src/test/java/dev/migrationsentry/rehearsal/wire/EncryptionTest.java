package dev.migrationsentry.rehearsal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// Clients that insist on TLS, and log in with a password by SCRAM.
final class EncryptionTest {
  private static EmbeddedPostgres server;

  @BeforeAll
  static void startServer() {
    server = TestServers.start(18);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  private static TracedRun run(TestInfo test) throws SQLException {
    return TracedRun.in(server, test.getTestMethod().orElseThrow().getName(), TraceSettings.FULL);
  }

  private static void useIt(TracedRun run, String... properties) throws SQLException {
    String text = "ä".repeat(200_000);
    try (Connection connection = run.connect(properties);
        Statement statement = connection.createStatement()) {
      statement.execute("create table a (b text)");
      statement.execute("insert into a values ('" + text + "')");
      try (var rows = statement.executeQuery("select b from a")) {
        rows.next();
        assertThat(rows.getString(1)).isEqualTo(text);
      }
    }
    assertThat(run.statement("create").tag()).isEqualTo("CREATE TABLE");
  }

  @Test
  void servesClientsThatRequireIt(TestInfo test) throws SQLException {
    try (TracedRun run = run(test)) {
      useIt(run, "sslmode", "require");
    }
  }

  @Test
  void servesClientsThatBeginWithIt(TestInfo test) throws SQLException {
    try (TracedRun run = run(test)) {
      useIt(run, "sslmode", "require", "sslNegotiation", "direct");
    }
  }

  @Test
  void servesClientsThatVerifyTheCertificate(TestInfo test, @TempDir Path folder) throws Exception {
    try (TracedRun run = run(test)) {
      Path certificate = folder.resolve("root.crt");
      Files.writeString(certificate, run.proxy.certificate());
      useIt(run, "sslmode", "verify-full", "sslrootcert", certificate.toString());
    }
  }

  @Test
  void refusesWrongPasswords(TestInfo test) throws SQLException {
    try (TracedRun run = run(test)) {
      assertThatThrownBy(() -> run.connect("password", "wrong", "sslmode", "require"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void servesAlembicThatRequiresIt(TestInfo test, @TempDir Path folder) throws Exception {
    String python = AlembicProject.python().orElse("");
    assumeTrue(!python.isEmpty(), "there is no Alembic with psycopg2 on this machine");
    try (TracedRun run = run(test)) {
      AlembicProject project =
          AlembicProject.write(folder, List.of("op.create_table('a', sa.Column('b', sa.Text))"));
      int exit = project.upgrade(python, run.proxy.url(), "?sslmode=require");
      assertThat(project.output()).doesNotContain("Error");
      assertThat(exit).isZero();
      assertThat(run.statement("\nCREATE TABLE a").tag()).isEqualTo("CREATE TABLE");
    }
  }
}
