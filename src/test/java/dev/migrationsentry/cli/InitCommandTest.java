package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `init` on copies of the examples, each with another host, and the gate afterwards.
final class InitCommandTest extends GatedFolder {
  private static final String RENDER =
      """
      # The shop's services.
      services:
        - type: worker
          name: mails   # first in the file
          runtime: python
          startCommand: |
            pip list
            celery worker
        - type: web
          name: shop
          runtime: python
          preDeployCommand: poetry run alembic upgrade heads   # once
          startCommand: gunicorn app:app
      """;

  @Test
  void putsTheGateInFrontOfThePreDeployCommandOfAlembic() throws Exception {
    example("deal-platform");
    write("render.yaml", RENDER);
    write(".github/workflows/ci.yml", "on: push\njobs: {}\n");
    write(".pre-commit-config.yaml", "repos:\n  - repo: local\n    hooks: []\n");
    Map<String, String> before = files();

    CommandRun asked = init();
    assertThat(asked.code()).isEqualTo(1);
    assertThat(asked.out()).contains("Nothing was written; --yes writes it.");
    assertThat(files()).isEqualTo(before);

    assertThat(init("--yes").code()).isZero();
    assertThat(files())
        .containsEntry(
            "render.yaml", RENDER.replace("poetry run", "migration-sentry gate -- poetry run"))
        .containsKeys("migration-sentry.yaml", ".github/workflows/migration-sentry.yml");
    assertThat(files().get(".pre-commit-config.yaml"))
        .startsWith("repos:\n  - repo: local\n    hooks: []\n  - repo: local\n    hooks:\n");
    stopsAtTheCheck("command: alembic upgrade heads\n");
    again(before);
  }

  @Test
  void addsThePreDeployLineToOneServiceForFlask() throws Exception {
    example("proposals");
    String written =
        RENDER.replace("    preDeployCommand: poetry run alembic upgrade heads   # once\n", "");
    write("render.yaml", written);
    write(".gitlab-ci.yml", "build:\r\n  script: [make]");
    Map<String, String> before = files();
    assertThat(init("--yes").code()).isZero();
    assertThat(files())
        .containsEntry(
            "render.yaml",
            written.replace(
                "    celery worker\n",
                "    celery worker\n    preDeployCommand: migration-sentry gate\n"));
    assertThat(files().get(".gitlab-ci.yml"))
        .startsWith("build:\r\n  script: [make]\r\n\r\n# Replays")
        .endsWith("    - migration-sentry check\r\n");
    assertThat(files().get("migration-sentry.yaml")).contains("command: [flask, db, upgrade]\n");
    again(before);
  }

  @Test
  void addsAReleaseToTheProcfileForFilesOfSql() throws Exception {
    example("telegram-bot");
    write("Procfile", "web: node server.js\n");
    Map<String, String> before = files();
    assertThat(init("--yes", "--ci", "github").code()).isZero();
    assertThat(files())
        .containsEntry("Procfile", "release: migration-sentry gate\nweb: node server.js\n");
    stopsAtTheCheck("migrations: ");
    again(before);
  }

  @Test
  void addsAReleaseCommandToFlyAndAHookToGit() throws Exception {
    example("jobs-service");
    String fly = "app = \"jobs\" # ours\n\n[deploy]\n  strategy = \"rolling\"\n";
    write("fly.toml", fly);
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/hooks/sample", "\n");
    Map<String, String> before = files();
    assertThat(init("--yes").code()).isZero();
    assertThat(files())
        .containsEntry(
            "fly.toml",
            fly.replace("[deploy]\n", "[deploy]\n  release_command = \"migration-sentry gate\"\n"))
        .containsKey(".git/hooks/pre-commit");
    assertThat(Files.isExecutable(folder.resolve(".git/hooks/pre-commit"))).isTrue();
    stopsAtTheCheck("migrations: ");
    again(before);
  }

  @Test
  void leavesWhatWasChangedSince() throws Exception {
    example("jobs-service");
    write("railway.json", "{\n  \"deploy\": {\n    \"startCommand\": \"node app.js\"\n  }\n}\n");
    assertThat(init("--yes").code()).isZero();
    assertThat(files().get("railway.json"))
        .isEqualTo(
            """
            {
              "deploy": {
                "preDeployCommand": ["migration-sentry gate"],
                "startCommand": "node app.js"
              }
            }
            """);
    Files.writeString(
        folder.resolve("migration-sentry.yaml"), "postgres: 16\n", StandardCharsets.UTF_8);
    CommandRun removed = init("--remove");
    assertThat(removed.code()).isEqualTo(1);
    assertThat(removed.out())
        .contains("restored railway.json\n")
        .contains("migration-sentry.yaml was changed since and was left; remove it by hand.\n");
    assertThat(files()).containsEntry("migration-sentry.yaml", "postgres: 16\n");
  }

  /// A second run writes nothing, and `--remove` restores each byte.
  private void again(Map<String, String> before) throws IOException {
    Map<String, String> after = files();
    CommandRun second = init("--yes");
    assertThat(second.out()).contains("Nothing to write.\n");
    assertThat(second.code()).isZero();
    assertThat(files()).isEqualTo(after);
    assertThat(init("--remove").code()).isZero();
    assertThat(files()).isEqualTo(before);
  }

  /// The examples are broken on purpose: the gate stops before their migrations run.
  private void stopsAtTheCheck(String says) throws Exception {
    try (EmbeddedPostgres server = TestServers.start(18)) {
      database(server, "shop");
      CommandRun run = CommandRun.of(environment, "gate", folder.toString());
      assertThat(run.out())
          .contains(says)
          .endsWith("Exit code 14.\n=== MIGRATION SENTRY: stopped at check ===\n");
      assertThat(run.code()).isEqualTo(14);
    }
  }

  private CommandRun init(String... options) {
    String[] words =
        Stream.concat(Stream.of("init", folder.toString()), Stream.of(options))
            .toArray(String[]::new);
    return CommandRun.of(environment, words);
  }

  private void example(String name) throws IOException {
    Path source = Path.of("examples", name);
    try (Stream<Path> all = Files.walk(source)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        write(source.relativize(file).toString(), Files.readString(file));
      }
    }
  }

  /// All files of the project with their texts.
  private Map<String, String> files() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        texts.put(
            folder.relativize(file).toString().replace('\\', '/'),
            Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    return texts;
  }
}
