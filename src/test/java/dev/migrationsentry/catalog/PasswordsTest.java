package dev.migrationsentry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Passwords of every shape reach the server in every way in which libpq takes them, and nothing
/// that is shown holds them.
final class PasswordsTest {
  private static final String LETTERS = "ab9@:/%$'\"\\ ?#&=+;,[]{}()<>!*~^|`._-\té€ß漢😀";
  private static final int COUNT = 300;

  @TempDir private Path folder;

  @Test
  void areTheSameForTheServerHoweverTheyAreWritten() throws Exception {
    Random random = new Random(4);
    int[] letters = LETTERS.codePoints().toArray();
    try (EmbeddedPostgres server = TestServers.start(18)) {
      for (int i = 0; i < COUNT; i++) {
        StringBuilder password = new StringBuilder("q");
        int length = 3 + random.nextInt(12);
        for (int at = 0; at < length; at++) {
          password.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        reaches(server, password.append('z').toString(), i);
      }
    }
  }

  private void reaches(EmbeddedPostgres server, String password, int number) throws Exception {
    String role = "role" + number;
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(
          "create role "
              + role
              + " login password e'"
              + password.replace("\\", "\\\\").replace("'", "\\'")
              + "'");
    }
    String port = Integer.toString(server.port());
    String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
    String place = "@127.0.0.1:" + port + "/postgres";
    String pairs = "host=127.0.0.1 port=" + port + " dbname=postgres user=" + role;
    String quoted = "'" + password.replace("\\", "\\\\").replace("'", "\\'") + "'";
    Path passwords = folder.resolve("pgpass");
    Files.writeString(
        passwords,
        "# host:port:database:user:password\nother:*:*:*:no\n127.0.0.1:"
            + port
            + ":*:"
            + role
            + ":"
            + password.replace("\\", "\\\\").replace(":", "\\:")
            + "\n");
    Path services = folder.resolve("services");
    Files.writeString(
        services,
        "[other]\nuser=no\n[shop]\nhost=127.0.0.1\nport="
            + port
            + "\ndbname=postgres\nuser="
            + role
            + "\n");
    Map<String, String> variables =
        Map.of("PGHOST", "127.0.0.1", "PGPORT", port, "PGUSER", role, "PGDATABASE", "postgres");
    Map<String, String> withPassword = new java.util.HashMap<>(variables);
    withPassword.put("PGPASSWORD", password);
    List<DatabaseUrl> urls = new ArrayList<>();
    for (String scheme :
        List.of("postgres://", "postgresql+psycopg://", "DATABASE_URL=postgresql://")) {
      urls.add(DatabaseUrl.parse(scheme + role + ":" + encoded + place));
    }
    urls.add(
        DatabaseUrl.parse(
            "jdbc:postgresql://127.0.0.1:"
                + port
                + "/postgres?user="
                + role
                + "&password="
                + encoded));
    urls.add(DatabaseUrl.parse(pairs + " password=" + quoted));
    urls.add(DatabaseUrl.parse(pairs, Map.of("PGPASSFILE", passwords.toString())));
    urls.add(DatabaseUrl.parse("postgresql://" + role + place, Map.of("PGPASSWORD", password)));
    urls.add(DatabaseUrl.named(withPassword).orElseThrow());
    urls.add(
        DatabaseUrl.parse(
            "service=shop passfile=" + passwords, Map.of("PGSERVICEFILE", services.toString())));
    for (DatabaseUrl url : urls) {
      assertThat(url.password()).isEqualTo(password);
      assertThat(url.toString()).isEqualTo("postgresql://" + role + place);
      for (String form : List.of(password, encoded, ":" + password + "@")) {
        assertThat(url.redact("<" + form + ">")).doesNotContain(password).doesNotContain(encoded);
      }
    }
    connects(urls.get(number % urls.size()));
    // As it is, a password may be read otherwise; it is never shown.
    String raw = "postgresql://" + role + ":" + password + place;
    try {
      assertThat(DatabaseUrl.parse(raw).toString()).doesNotContain(password);
    } catch (DatabaseProblem problem) {
      assertThat(problem).hasMessageNotContaining(password);
    }
  }

  private static void connects(DatabaseUrl url) throws SQLException {
    try (Connection connection = url.connect(new Properties())) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }
}
