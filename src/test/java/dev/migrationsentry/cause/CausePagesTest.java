package dev.migrationsentry.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.log.LogReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pages can't lie: their logs are diagnosed.
final class CausePagesTest {
  static Stream<String> causes() {
    return Explainers.ALL.stream().map(Explainer::id);
  }

  @ParameterizedTest
  @MethodSource("causes")
  void thePagesLogIsDiagnosedAsThePagesClass(String id) throws IOException {
    List<String> logs = logs(id);
    assertThat(logs).isNotEmpty();
    for (String log : logs) {
      assertThat(diagnosed(log).getFirst()).isEqualTo(id);
    }
  }

  @Test
  void everyPageHasItsTitleAndEveryClassIsListedOnce() {
    for (Explainer explainer : Explainers.ALL) {
      assertThat(CausePage.of(explainer).title()).as(explainer.id()).isNotBlank();
      assertThat(CausePage.of(explainer).text()).as(explainer.id()).contains("## What to do");
    }
    assertThat(Explainers.ALL.stream().map(Explainer::id).distinct()).hasSameSizeAs(Explainers.ALL);
  }

  private static List<String> diagnosed(String log) throws IOException {
    byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
    return Diagnosing.of(LogReader.read(new ByteArrayInputStream(bytes)), null)
        .candidates()
        .stream()
        .map(Cause::id)
        .toList();
  }

  private static List<String> logs(String id) {
    List<String> logs = new ArrayList<>();
    StringBuilder block = null;
    for (String line : CausePage.of(Explainers.of(id).orElseThrow()).text().lines().toList()) {
      if (line.equals("```log")) {
        block = new StringBuilder();
      } else if (line.equals("```") && block != null) {
        logs.add(block.toString());
        block = null;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return logs;
  }
}
