package dev.migrationsentry.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.Sentry;
import dev.migrationsentry.framework.DirectoryFiles;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.report.Report;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Related;
import dev.migrationsentry.timeline.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Incidents that happened to others: for each the smallest Alembic or Flask-Migrate project that
/// has the fault. A line of its `expected.txt` is a rule, a revision that the finding has to name,
/// and words that it has to contain.
final class IncidentTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/migrationsentry/incident");

  static Stream<Path> projects() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("projects")
  void theFindingNamesTheFault(Path project) throws IOException {
    assertThat(Histories.find(DirectoryFiles.open(project), Options.NONE))
        .isInstanceOfSatisfying(
            Discovery.Found.class,
            found -> {
              Report report = Sentry.check(found.histories(), World.empty(18), List.of());
              List<String> findings = new ArrayList<>();
              for (Report.CheckedHistory history : report.histories()) {
                history.findings().forEach(finding -> findings.add(text(finding)));
              }
              for (String line : expected(project)) {
                String[] parts = line.split(" \\| ", 3);
                assertThat(findings)
                    .as(line)
                    .anySatisfy(finding ->
                        assertThat(finding)
                            .startsWith(parts[0] + " ")
                            .contains(parts[1], parts[2]));
              }
            });
  }

  private static List<String> expected(Path project) {
    try {
      return Files.readAllLines(project.resolve("expected.txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Finding finding) {
    StringBuilder text =
        new StringBuilder(finding.rule())
            .append(' ')
            .append(finding.where())
            .append(' ')
            .append(finding.seen())
            .append(' ')
            .append(finding.effect());
    for (Related related : finding.related()) {
      text.append(' ').append(related.where()).append(' ').append(related.text());
    }
    return text.toString();
  }
}
