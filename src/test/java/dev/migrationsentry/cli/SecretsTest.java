package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Passwords of 300 shapes, given in every way that libpq knows, to the commands: nothing that
/// they, their children or the driver say holds one, nor does the list of processes. Each password
/// meets some of the commands, in turn; with the system property `secrets.all` each meets all of
/// them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SecretsTest {
  private static final String LETTERS = "ab9@:/%$'\"\\ ?#&=+;,[]{}()<>!*~^|`._-\té€ß漢😀";
  private static final int COUNT = 300;
  private static final int WAYS = 8;
  private static final int COMMANDS = 12;
  private static final boolean ALL = Boolean.getBoolean("secrets.all");

  private EmbeddedPostgres server;
  private Path folder;

  @BeforeAll
  void start(@TempDir Path made) throws Exception {
    folder = made;
    server = TestServers.start(18);
    server.createDatabase("shop");
    sql("create role app superuser login password 'none'");
    sql("create table shops (id int)");
    sql("create table schema_migrations (version varchar primary key)");
    sql("insert into schema_migrations values ('20260101000000')");
    Path migrations = Files.createDirectories(folder.resolve("db/migrations"));
    Files.writeString(
        migrations.resolve("20260101000000_shops.sql"),
        "-- migrate:up\ncreate table shops (id int);\n-- migrate:down\ndrop table shops;\n");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private void sql(String text) throws Exception {
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(text);
    }
  }

  /// The same ones in each run.
  private static List<String> passwords() {
    Random random = new Random(6);
    int[] letters = LETTERS.codePoints().toArray();
    List<String> passwords = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      StringBuilder password = new StringBuilder("q");
      int length = 4 + random.nextInt(12);
      for (int at = 0; at < length; at++) {
        password.appendCodePoint(letters[random.nextInt(letters.length)]);
      }
      passwords.add(password.append('z').toString());
    }
    return passwords;
  }

  @Test
  void standInNothingThatIsShown() throws Exception {
    int fine = 0;
    int runs = 0;
    List<String> passwords = passwords();
    for (int i = 0; i < COUNT; i++) {
      String password = passwords.get(i);
      sql("alter role app password " + literal(password));
      // Twelve commands and eight ways have common divisors: the sum moves on by itself.
      for (int command = ALL ? 0 : i % COMMANDS;
          command < COMMANDS;
          command += ALL ? 1 : COMMANDS) {
        fine += run(password, command, (i + i / COMMANDS + command) % WAYS) ? 1 : 0;
        runs++;
      }
      refused(password, i % WAYS);
      if (ALL || i % 30 == 0) {
        serves(given(password, i % WAYS, server.port()), password);
      }
    }
    // Raw passwords with an @ or a / in a URL can't be read as they are meant.
    assertThat(fine).isGreaterThan(runs * 8 / 10);
  }

  private static String literal(String password) {
    return "e'" + password.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /// All of them at once, in all their forms, in what one command writes: on its output, in its
  /// errors, and as the end of its output in the report.
  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void allOfThemAreHiddenInWhatACommandWrites(String format) throws Exception {
    sql("alter role app password 'q7'");
    Map<String, String> environment = new HashMap<>();
    environment.put("DATABASE_URL", "postgresql://app:q7@127.0.0.1:" + server.port() + "/shop");
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    StringBuilder text = new StringBuilder();
    List<String> passwords = passwords();
    for (int i = 0; i < COUNT; i++) {
      String password = passwords.get(i);
      String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
      if (i % 3 == 0 && password.length() >= 8) {
        environment.put("N" + i + "_PASSWORD", password);
      } else {
        environment.put("N" + i + "_URL", "amqp://app:" + encoded + "@queue.example.com/");
      }
      if (i % 3 != 0 || password.length() >= 8) {
        text.append("raw ").append(password).append(" and encoded ").append(encoded);
        text.append(" and pairs password='").append(backslashed(password)).append("'\n");
      }
    }
    Path written = folder.resolve("written");
    Files.writeString(written, text);
    CommandRun run =
        CommandRun.of(
            environment,
            "gate",
            folder.toString(),
            "--no-server",
            "--always",
            "--format",
            format,
            "--",
            "sh",
            "-c",
            "cat '" + written + "'; cat '" + written + "' >&2; env; exit 3");
    assertThat(run.code()).isEqualTo(16);
    assertThat(run.out() + run.err())
        .contains("| raw *** and encoded *** and pairs password='***'");
    for (int i = 0; i < COUNT; i++) {
      if (i % 3 != 0 || passwords.get(i).length() >= 8) {
        hides(run.out() + run.err(), passwords.get(i), "password " + i);
      }
    }
  }

  private static String backslashed(String password) {
    return password.replace("\\", "\\\\").replace("'", "\\'");
  }

  /// Runs one of the commands.
  ///
  /// @return whether it got into the database
  private boolean run(String password, int command, int way) throws Exception {
    Map<String, String> environment = new HashMap<>(given(password, way, server.port()));
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    Path processes = folder.resolve("processes");
    Files.deleteIfExists(processes);
    String look =
        "printf '%s\\n' \"$DATABASE_URL\" \"$PGPASSWORD\"; cat \"${PGPASSFILE:-/dev/null}\" \"${PGSERVICEFILE:-/dev/null}\";"
            + " printf 'refused: %s\\n' \"$DATABASE_URL\" >&2; cat /proc/[0-9]*/cmdline | tr '\\0' ' ' > '"
            + processes
            + "'";
    String project = folder.toString();
    Path log = folder.resolve("deploy.log");
    Files.writeString(log, deployLog(environment, password));
    List<List<String>> commands =
        List.of(
            List.of("snapshot"),
            List.of("status", project),
            List.of("status", project, "--format", "json"),
            List.of("verify", project, "--no-server"),
            List.of("check", project, "--from", environment.getOrDefault("DATABASE_URL", "empty")),
            List.of("reconcile", project, "--no-server"),
            List.of("reconcile", project, "--no-server", "--accept", "--format", "json"),
            List.of("migrate", project),
            List.of("gate", project, "--no-server", "--always", "--", "sh", "-c", look),
            List.of(
                "gate",
                project,
                "--no-server",
                "--always",
                "--format",
                "json",
                "--",
                "sh",
                "-c",
                look + "; exit 3"),
            List.of("gate", project, "--dry-run", "--no-server", "--", "true"),
            List.of("diagnose", log.toString(), "--no-project", "--format", "json"));
    assertThat(commands).hasSize(COMMANDS);
    List<String> words = commands.get(command);
    CommandRun run = CommandRun.of(environment, words.toArray(String[]::new));
    String what = words.getFirst() + " with way " + way;
    hides(run.out() + run.err(), password, what);
    if (words.contains(look) || words.contains(look + "; exit 3")) {
      assertThat(Files.exists(processes))
          .as(run.out() + run.err())
          .isEqualTo(run.code() != 11 && run.code() != 10);
    }
    if (Files.exists(processes)) {
      assertThat(run.out() + run.err()).contains("***");
      hides(Files.readString(processes, StandardCharsets.ISO_8859_1), password, "processes");
      hides(Files.readString(processes), password, "processes");
    }
    return run.code() == 0 || run.code() == 16 || words.contains("diagnose");
  }

  /// The log of a deploy in which people and drivers repeat what they were given.
  private static String deployLog(Map<String, String> environment, String password) {
    String url = environment.getOrDefault("DATABASE_URL", "");
    return "+ migrate "
        + url
        + "\nconnecting with password="
        + password
        + "\npsql: error: connection to server at \"127.0.0.1\", port 5432 failed: FATAL:  password authentication failed for user \"app\" "
        + url
        + "\nERROR:  relation \"orders\" does not exist\n";
  }

  /// A login that the server refuses.
  private void refused(String password, int way) throws Exception {
    CommandRun refused =
        CommandRun.of(
            given(password + "x", way, server.port()),
            "status",
            folder.toString(),
            "--format",
            "json");
    assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
    hides(refused.out() + refused.err(), password, "refused with way " + way);
  }

  /// The environment that gives a password in one of the ways of libpq.
  private Map<String, String> given(String password, int way, int port) throws Exception {
    String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
    String place = "127.0.0.1:" + port + "/shop";
    String pairs = "host=127.0.0.1 port=" + port + " dbname=shop user=app";
    Path passwords = folder.resolve("pgpass");
    Files.writeString(
        passwords, "*:*:*:app:" + password.replace("\\", "\\\\").replace(":", "\\:") + "\n");
    Path services = folder.resolve("services");
    Files.writeString(
        services,
        "[shop]\nhost=127.0.0.1\nport="
            + port
            + "\ndbname=shop\nuser=app\npassword="
            + password
            + "\n");
    return switch (way) {
      case 0 -> Map.of("DATABASE_URL", "postgresql://app:" + encoded + "@" + place);
      case 1 ->
          Map.of("DATABASE_URL", "postgresql+psycopg://app:" + partly(password) + "@" + place);
      case 2 ->
          Map.of(
              "DATABASE_URL",
              pairs + " password='" + password.replace("\\", "\\\\").replace("'", "\\'") + "'");
      case 3 ->
          Map.of("DATABASE_URL", "postgresql://app@" + place, "PGPASSFILE", passwords.toString());
      case 4 -> Map.of("DATABASE_URL", "service=shop", "PGSERVICEFILE", services.toString());
      case 5 -> Map.of("DATABASE_URL", "postgresql://app@" + place, "PGPASSWORD", password);
      case 6 -> Map.of("DATABASE_URL", "postgresql://" + place + "?user=app&password=" + encoded);
      default -> Map.of("DATABASE_URL", "postgresql://app:" + password + "@" + place);
    };
  }

  /// With only those characters in their percent form that would otherwise end a password.
  private static String partly(String password) {
    return password
        .replace("%", "%25")
        .replace("@", "%40")
        .replace(":", "%3a")
        .replace("/", "%2F")
        .replace("?", "%3F")
        .replace("#", "%23");
  }

  private static void hides(String text, String password, String what) {
    String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8);
    String backslashes = password.replace("\\", "\\\\");
    for (String form :
        List.of(
            password,
            partly(password),
            encoded,
            encoded.replace("+", "%20"),
            backslashes,
            backslashes.replace("\"", "\\\"").replace("\t", "\\t"),
            backslashes.replace("'", "\\'"),
            backslashes.replace(":", "\\:"),
            password.replace("'", "''"),
            Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8)))) {
      assertThat(text).as("%s, password %s", what, password).doesNotContain(form);
    }
  }

  /// Everything that `serve` answers.
  private void serves(Map<String, String> environment, String password) throws Exception {
    PipedInputStream said = new PipedInputStream(1 << 16);
    PrintStream err = new PrintStream(new PipedOutputStream(said), true, StandardCharsets.UTF_8);
    Thread serving =
        Thread.startVirtualThread(() -> {
          try (err) {
            Main.run(
                List.of("serve", folder.toString(), "--port", "0"),
                new Terminal(err, err, false, environment));
          }
        });
    StringBuilder all = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        all.append(line).append('\n');
        if (line.startsWith("listening on ")) {
          URI status = URI.create(line.substring("listening on ".length()));
          sql("alter role app password 'other'");
          for (String path : List.of("/api/ops/migration_status", "/readyz", "/metrics", "/no")) {
            HttpResponse<String> answer =
                HttpClient.newHttpClient()
                    .send(
                        HttpRequest.newBuilder(status.resolve(path)).build(),
                        HttpResponse.BodyHandlers.ofString());
            all.append(answer.headers().map()).append(answer.body());
          }
          serving.interrupt();
        }
      }
    }
    serving.join();
    sql("alter role app password " + literal(password));
    assertThat(all).contains("refuses the login");
    hides(all.toString(), password, "serve");
  }

  @Test
  void harmlessTextStaysAsItIs() throws Exception {
    sql("alter role app password 'app'");
    CommandRun run =
        CommandRun.of(
            Map.of(
                "DATABASE_URL",
                "postgresql://app:app@127.0.0.1:" + server.port() + "/shop",
                "PATH",
                System.getenv().getOrDefault("PATH", "/usr/bin:/bin")),
            "gate",
            folder.toString(),
            "--no-server",
            "--always",
            "--",
            "sh",
            "-c",
            "echo application app applied app/models.py; echo $DATABASE_URL");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("application app applied app/models.py")
        .contains("postgresql://app:***@127.0.0.1:" + server.port() + "/shop")
        .contains("postgresql://app@127.0.0.1:" + server.port() + "/shop");
  }

  @Test
  void aRehearsalShowsNoPasswordEither() throws Exception {
    for (String password : List.of("q@:/%$'\" z", "qé漢😀+z")) {
      sql("alter role app password e'" + password.replace("\\", "\\\\").replace("'", "\\'") + "'");
      Path processes = folder.resolve("processes");
      String look =
          "echo \"$DATABASE_URL\"; cat /proc/[0-9]*/cmdline | tr '\\0' ' ' > '" + processes + "'";
      for (int way : new int[] {0, 2}) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(given(password, way, server.port()));
        List<String> words = new ArrayList<>(List.of("rehearse", folder.toString()));
        words.addAll(
            List.of(
                "--from", environment.getOrDefault("DATABASE_URL", ""), "--", "sh", "-c", look));
        CommandRun run = CommandRun.of(environment, words.toArray(String[]::new));
        hides(run.out() + run.err(), password, "rehearse");
        assertThat(processes).as(run.out() + run.err()).exists();
        hides(Files.readString(processes), password, "processes");
        Files.delete(processes);
      }
    }
  }
}
