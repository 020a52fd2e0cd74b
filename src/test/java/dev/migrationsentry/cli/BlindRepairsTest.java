package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What blind repairs leave in ledgers: rows of two programs in one table, and a stamp past the
/// real state.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BlindRepairsTest {
  private EmbeddedPostgres server;

  @BeforeAll
  void start() {
    server = TestServers.start(18);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void rowsOfTwoProgramsAreNoEdits(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("migrations"));
    write(folder, "migrations/001_guests.sql", "create table guests (id bigint);\n");
    write(folder, "migrations/002_rooms.sql", "create table rooms (id bigint);\n");
    write(folder, "migrations/003_stays.sql", "create table stays (id bigint);\n");
    String url =
        database(
            "two_programs",
            "create table guests (id bigint); create table rooms (id bigint); create table stays (id bigint)",
            "create table _ran (filename text primary key, checksum text not null, applied_at timestamptz default now())",
            "insert into _ran (filename, checksum) select name, encode(sha256(content::bytea), 'hex') from (values"
                + " ('001_guests.sql', E'create table guests (id bigint);\\n'),"
                + " ('002_rooms.sql', E'create table rooms (id bigint);\\n')) files (name, content)",
            // sha1sum of the third file, as the other program writes it
            "insert into _ran (filename, checksum) values ('003_stays.sql', '"
                + "ea5c063316d5173669e03c145422b1bf59ef25bc"
                + "')");
    assertThat(run(url, "status", folder.toString()))
        .contains(
            "checksums: 2 by SHA-256, 1 by SHA-1: programs write this table in different ways")
        // The newest row is the runner's own: programs that rewrite checksums leave the times
        // alone.
        .contains("OTHER_ALGORITHM 001_guests.sql")
        .contains("same content: SHA-256 of the file as it is")
        .contains("APPLIED         003_stays.sql")
        .doesNotContain("DIVERGED")
        .endsWith("exit code 0\n");
  }

  @Test
  void aStampOverABranchAndItsMergeIsTold(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("alembic/versions"));
    write(folder, "alembic/env.py", "from alembic import context\n");
    revision(folder, "a1", "None", "op.create_table('guests', sa.Column('id', sa.BigInteger))");
    revision(folder, "b2", "'a1'", "op.create_table('rooms', sa.Column('id', sa.BigInteger))");
    revision(folder, "c3", "'a1'", "op.create_table('stays', sa.Column('id', sa.BigInteger))");
    revision(folder, "d4", "('b2', 'c3')", "pass");
    revision(folder, "e5", "'d4'", "op.add_column('rooms', sa.Column('beds', sa.Integer))");
    String url =
        database(
            "stamped",
            "create table guests (id bigint)",
            "create table alembic_version (version_num varchar(32) not null primary key)",
            "insert into alembic_version values ('d4')");
    assertThat(run(url, "check", folder.toString(), "--from", url))
        .contains("b2.py has run, and the database lacks what it makes: table public.rooms.")
        .contains("Up to a1.py everything is there.")
        .contains("c3.py has run, and the database lacks what it makes: table public.stays.")
        .contains("relation \"rooms\" does not exist")
        .endsWith("exit code 1\n");
  }

  private static void revision(Path folder, String id, String parents, String up)
      throws IOException {
    write(
        folder,
        "alembic/versions/" + id + ".py",
        "import sqlalchemy as sa\nfrom alembic import op\n\nrevision = '"
            + id
            + "'\ndown_revision = "
            + parents
            + "\n\n\ndef upgrade():\n    "
            + up
            + "\n");
  }

  private static void write(Path folder, String path, String text) throws IOException {
    Files.writeString(folder.resolve(path), text);
  }

  private String database(String name, String... statements) throws SQLException {
    server.createDatabase(name);
    try (Connection connection = server.connect(name);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return "postgresql://postgres:"
        + server.password()
        + "@127.0.0.1:"
        + server.port()
        + "/"
        + name;
  }

  private static String run(String url, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code =
        Main.run(List.of(words), new Terminal(stream, stream, false, Map.of("DATABASE_URL", url)));
    return out.toString(StandardCharsets.UTF_8) + "exit code " + code + "\n";
  }
}
