package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.gate.GateStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// docs/gate.md: its examples are read as their hosts read them, and its commands are ours.
final class GateDocumentationTest {
  private static final Path PAGE = Path.of("docs/gate.md");
  private static final String GATE = "migration-sentry gate";

  /// The blocks of a language.
  private static List<String> blocks(String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : Files.readAllLines(PAGE)) {
      if (block == null && line.equals("```" + language)) {
        block = new StringBuilder();
      } else if (block != null && line.equals("```")) {
        blocks.add(block.toString());
        block = null;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }

  static Stream<String> structured() throws IOException {
    return Stream.concat(blocks("yaml").stream(), blocks("json").stream());
  }

  @ParameterizedTest
  @MethodSource("structured")
  void eachExampleIsWellFormed(String block) {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(block);
    assertThat(read).isInstanceOf(Map.class);
    boolean ofOurs = block.startsWith("gate:");
    assertThat(ofOurs || block.contains("migration-sentry")).isTrue();
  }

  @Test
  void hasOneExampleForEachHost() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page)
        .contains(
            "Render, `render.yaml`:",
            "Heroku, `Procfile`:",
            "Fly, `fly.toml`:",
            "Railway, `railway.json`:",
            "Kubernetes, an init container:",
            "GitHub Actions:",
            "GitLab:",
            "Docker Compose:");
  }

  static Stream<String> commands() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.contains(GATE + " "))
        .filter(line -> !line.startsWith("`") && !line.contains(GATE + " -- COMMAND"))
        .map(line -> line.substring(line.indexOf(GATE)));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachCommandLineIsTaken(String line) {
    String[] words =
        line.substring("migration-sentry ".length()).split(" -- ", -1)[0].split(" ", -1);
    List<String> withHelp = new ArrayList<>(List.of(words));
    withHelp.add("--help");
    CommandRun run = CommandRun.of(Map.of(), withHelp.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(line).contains(" -- ");
  }

  @ParameterizedTest
  @MethodSource("steps")
  void eachStepHasItsRowItsMarkerAndItsExitCode(GateStep step) throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page).containsPattern("\\| `" + step.word() + "` \\| .* s \\| " + step.exitCode());
    assertThat(page)
        .containsPattern(
            "`=== MIGRATION SENTRY: stopped at " + step.word() + " ===` \\| " + step.exitCode());
  }

  static Stream<GateStep> steps() {
    return Stream.of(GateStep.values());
  }

  @Test
  void theHelpNamesAllExitCodes() {
    String help = CommandRun.of(Map.of(), "gate", "--help").out();
    for (GateStep step : GateStep.values()) {
      assertThat(help.replace("\n", " ")).contains(step.exitCode() + " " + step.word());
    }
    assertThat(help).contains("19 ", "21 ", "MIGRATION_SENTRY_SKIP=1");
  }

  @Test
  void theConfigurationOfThePageIsTaken(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("migration-sentry.yaml"), blocks("yaml").getFirst());
    Files.writeString(folder.resolve("001_a.sql"), "create table a (id int);\n");
    CommandRun run = CommandRun.of(Map.of(), "gate", folder.toString());
    assertThat(run.out())
        .contains("DIRECT_URL is not set")
        .contains("SECRET_KEY is not set; migration-sentry.yaml:2 requires it.")
        .contains("command: alembic upgrade head");
    assertThat(run.code()).isEqualTo(10);
  }
}
