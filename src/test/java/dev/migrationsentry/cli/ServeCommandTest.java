package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
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
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `serve` over a real server.
final class ServeCommandTest {
  @TempDir Path folder;

  @Test
  void tellsWhenTheLastMigrationHasRun() throws Exception {
    Files.createDirectories(folder.resolve("db/migrations"));
    Files.writeString(
        folder.resolve("db/migrations/20260101000000_shops.sql"),
        "-- migrate:up\ncreate table shops (id int);\n-- migrate:down\ndrop table shops;\n");
    try (EmbeddedPostgres server = TestServers.start(18)) {
      server.createDatabase("shop");
      try (Connection connection = server.connect("shop");
          Statement statement = connection.createStatement()) {
        statement.execute("create table schema_migrations (version varchar primary key)");
        String url =
            "postgresql://postgres:" + server.password() + "@127.0.0.1:" + server.port() + "/shop";
        PipedInputStream said = new PipedInputStream(1 << 16);
        PrintStream err =
            new PrintStream(new PipedOutputStream(said), true, StandardCharsets.UTF_8);
        Terminal terminal =
            new Terminal(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                err,
                false,
                Map.of("DATABASE_URL", url));
        Thread serving =
            Thread.startVirtualThread(() ->
                Main.run(
                    List.of("serve", folder.toString(), "--port", "0", "--refresh", "0"),
                    terminal));
        String line =
            new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8)).readLine();
        assertThat(line).startsWith("listening on http://127.0.0.1:");
        URI status = URI.create(line.substring("listening on ".length()));

        assertThat(get(status).statusCode()).isEqualTo(503);
        assertThat(get(status).body()).contains("\"migrated\" : false").doesNotContain("password");
        HttpResponse<String> pending = get(status.resolve("/readyz"));
        assertThat(pending.statusCode()).isEqualTo(503);
        assertThat(pending.body()).contains("20260101000000 is pending.");

        statement.execute("insert into schema_migrations values ('20260101000000')");
        HttpResponse<String> lying = get(status.resolve("/readyz"));
        assertThat(lying.statusCode()).isEqualTo(503);
        assertThat(lying.body()).contains("table public.shops is missing.");

        statement.execute("create table shops (id int)");
        assertThat(get(status).statusCode()).isEqualTo(200);
        assertThat(get(status.resolve("/readyz")).statusCode()).isEqualTo(200);
        assertThat(get(status.resolve("/metrics")).body())
            .contains("migration_sentry_migrations{state=\"applied\"} 1\n");
        serving.interrupt();
        serving.join();
      }
    }
  }

  private static HttpResponse<String> get(URI uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
