package dev.migrationsentry.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandHostTest {
  private static final HostedService SHOP = new HostedService("shop", "shop", null, "");
  private static final String FAILED =
      "{\"id\":\"2\",\"service\":\"shop\",\"status\":\"failed\",\"commit\":\"1234567\",\"subject\":\"Add prices\",\"created\":\"2026-11-12T12:00:00+01:00\",\"finished\":\"2026-11-12T11:01:00Z\"}";

  @TempDir private Path folder;

  private Host host(String script) {
    List<String> log = List.of("sh", "-c", "echo log of $MIGRATION_SENTRY_DEPLOY");
    List<String> trigger =
        List.of(
            "sh",
            "-c",
            "echo '{\"id\":\"3\",\"status\":\"running\",\"created\":\"2026-11-12T12:00:00Z\",\"subject\":\"'$MIGRATION_SENTRY_COMMIT'\"}'");
    return new HostPlan(
            "command",
            null,
            null,
            List.of("shop"),
            List.of("sh", "-c", script),
            log,
            trigger,
            folder.toString())
        .open(
            System.getenv(), new HostTiming(Duration.ofSeconds(2), Pause.SLEEP, Clock.systemUTC()));
  }

  private List<Deploy> deploys(String script) {
    try (Stream<Deploy> all = host(script).deploys(SHOP)) {
      return all.toList();
    }
  }

  @Test
  void readsLinesOfItsService() throws IOException {
    List<Deploy> deploys =
        deploys(
            "echo '"
                + FAILED
                + "'; echo; echo '"
                + FAILED.replace("\"shop\"", "\"other\"")
                + "'; echo warning >&2");
    assertThat(deploys).hasSize(1);
    Deploy deploy = deploys.getFirst();
    assertThat(deploy.state()).isEqualTo(DeployState.FAILED);
    assertThat(deploy.duration()).contains(Duration.ofSeconds(60));
    assertThat(new String(host("").log(SHOP, deploy).readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("log of 2\n");
    assertThat(host("").trigger(SHOP, new TriggerRequest("abcdef1", false)))
        .hasValueSatisfying(one -> assertThat(one.subject()).isEqualTo("abcdef1"));
  }

  @Test
  void endsACommandThatNobodyReadsOn() {
    try (Stream<Deploy> all = host("while echo '" + FAILED + "'; do :; done").deploys(SHOP)) {
      assertThat(all.limit(5).count()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "echo hello|The command sh printed something wrong: line 1 is no object of JSON.",
        "echo '[]'|The command sh printed something wrong: line 1 is no object of JSON.",
        "echo '{\"id\":\"1\"'|The command sh printed something wrong: line 1 is no object of JSON.",
        "echo '{\"id\":\"1\",\"status\":\"ok\"}'|The command sh printed something wrong: in line 1, there is no status ok.",
        "echo '{\"id\":\"1\",\"status\":\"live\"}'|The command sh printed something wrong: in line 1, created is missing.",
        "exit 3|The command sh failed with exit code 3.",
        "sleep 60|The command sh takes too long and was ended.",
      })
  void whatGoesWrongIsOneSentence(String script, String said) {
    assertThatThrownBy(() -> deploys(script)).isInstanceOf(HostProblem.class).hasMessage(said);
  }

  @Test
  void saysThatThereIsNoSuchProgram() {
    Host host =
        new HostPlan(
                "command",
                null,
                null,
                List.of("shop"),
                List.of("no-such-program-here"),
                List.of(),
                List.of(),
                folder.toString())
            .open(Map.of(), HostTiming.real());
    assertThatThrownBy(() -> host.deploys(SHOP).toList())
        .hasMessage("The command no-such-program-here can't be started.");
  }
}
