package dev.migrationsentry.rehearsal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProbeCasesTest {
  private static int databases;

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void theRowsThatBreakAMigrationAreFoundAndNoOthers(int major) throws Exception {
    SoftAssertions softly = new SoftAssertions();
    try (EmbeddedPostgres server = TestServers.start(major)) {
      for (ProbeCase one : ProbeCase.all()) {
        if (one.least() > major) {
          continue;
        }
        try {
          judge(server, one, softly);
        } catch (Exception e) {
          softly.fail(one.name(), e);
        }
      }
    }
    softly.assertAll();
    assertThat(ProbeCase.all()).hasSizeGreaterThan(20);
  }

  private static void judge(EmbeddedPostgres server, ProbeCase one, SoftAssertions softly)
      throws Exception {
    ProbeTrial clean = trial(server, one, one.clean());
    softly.assertThat(clean.failure()).as(one.name() + ", clean: " + clean.told()).isNull();
    softly
        .assertThat(clean.answers())
        .as(one.name() + ", clean: " + clean.told())
        .allMatch(answer -> answer.verdict() == Verdict.NO || mentions(one, "maybe"));
    ProbeTrial bad = trial(server, one, one.clean() + "\n;" + one.bad());
    boolean fails = !mentions(one, "works");
    softly
        .assertThat(bad.failure() != null)
        .as(one.name() + ", bad: " + bad.told())
        .isEqualTo(fails);
    List<String> found =
        bad.answers().stream()
            .filter(answer -> answer.verdict() != Verdict.NO)
            .map(ProbeCasesTest::line)
            .sorted()
            .collect(Collectors.toList());
    List<String> expected =
        one.expected().stream().filter(line -> line.contains(" ")).sorted().toList();
    softly.assertThat(found).as(one.name() + ", bad: " + bad.told()).isEqualTo(expected);
  }

  private static boolean mentions(ProbeCase one, String word) {
    return one.expected().contains(word);
  }

  private static String line(ProbeAnswer answer) {
    return answer.verdict()
        + " "
        + answer.probe().kind().words()
        + (answer.keys().isEmpty() ? "" : " " + String.join(" ", answer.keys()));
  }

  private static ProbeTrial trial(EmbeddedPostgres server, ProbeCase one, String rows)
      throws Exception {
    String name = "case_" + databases++;
    server.createDatabase(name);
    try {
      try (Connection connection = server.connect(name);
          Statement statement = connection.createStatement()) {
        statement.execute(one.schema() + "\n;" + rows);
      }
      return ProbeTrial.of(server, name, one.migration());
    } catch (RuntimeException e) {
      throw new IllegalStateException(one.name(), e);
    } finally {
      server.dropDatabase(name);
    }
  }
}
