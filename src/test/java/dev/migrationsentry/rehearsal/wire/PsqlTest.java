package dev.migrationsentry.rehearsal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// psql and its library libpq, which most drivers are made of.
final class PsqlTest {
  private static final String SCRIPT =
      """
      \\set ON_ERROR_STOP 1
      create table orders (id int, note text);
      \\copy orders from 'rows.csv' csv
      copy orders from stdin;
      3	three
      \\.
      begin;
      update orders set note = 'ä' where id = 1;
      commit;
      select 'rows', count(*) from orders \\; select 'last', max(id) from orders;
      \\copy orders to 'copied.csv' csv
      select nothing from orders;
      """;

  @ParameterizedTest
  @ValueSource(strings = {"disable", "prefer", "require"})
  void runsAScript(String encryption, @TempDir Path folder) throws Exception {
    assumeTrue(isThere(), "there is no psql on this machine");
    Files.writeString(folder.resolve("script.sql"), SCRIPT);
    Files.writeString(folder.resolve("rows.csv"), "1,one\n2,two\n");
    try (EmbeddedPostgres server = TestServers.start(18);
        TracedRun run = TracedRun.in(server, "script", TraceSettings.FULL)) {
      File output = folder.resolve("output").toFile();
      ProcessBuilder builder =
          new ProcessBuilder("psql", "-X", "-q", "-A", "-t", "-f", "script.sql")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output);
      builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
      builder.environment().put("PGHOST", "127.0.0.1");
      builder.environment().put("PGPORT", Integer.toString(run.proxy.port()));
      builder.environment().put("PGUSER", "postgres");
      builder.environment().put("PGPASSWORD", server.password());
      builder.environment().put("PGDATABASE", "script");
      builder.environment().put("PGSSLMODE", encryption);
      builder.environment().put("PGCLIENTENCODING", "UTF8");
      assertThat(builder.start().waitFor()).isEqualTo(3);
      assertThat(Files.readString(output.toPath()))
          .contains("rows|3\n", "last|3\n", "column \"nothing\" does not exist");
      assertThat(Files.readString(folder.resolve("copied.csv"))).contains("1,ä");
      assertThat(run.statements())
          .extracting(TracedStatement::tag)
          .containsExactly(
              "CREATE TABLE",
              "COPY 2",
              "COPY 1",
              "BEGIN",
              "UPDATE 1",
              "COMMIT",
              "SELECT 1",
              "SELECT 1",
              "COPY 3",
              null);
      assertThat(TracedRun.sqlState(run.statements().getLast())).isEqualTo("42703");
    }
  }

  private static boolean isThere() {
    String path = System.getenv().getOrDefault("PATH", "");
    try (Stream<String> folders = List.of(path.split(File.pathSeparator, -1)).stream()) {
      return folders.anyMatch(folder -> Files.isExecutable(Path.of(folder, "psql")));
    }
  }
}
