package dev.migrationsentry.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.Sentry;
import dev.migrationsentry.framework.DirectoryFiles;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
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

/// Incidents that happened to others: for each the smallest project that has the fault, with what
/// its database's ledger says where the fault shows only there. A line of its `expected.txt` is a
/// rule, a revision that the finding has to name, and words that it has to contain.
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
              Report report =
                  Sentry.check(
                      found.histories(), history -> List.of(world(project, history)), List.of());
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

  /// A new database, or the one whose ledger has the rows of `ledger.txt`: the id of a migration
  /// that has run, `ID failed` of one that did not come to its end, and `ID stamped`, or `ID
  /// stamped after OTHER`, of one that a stamp has reached without running what is behind the other
  /// one.
  private static World world(Path project, History history) {
    Path file = project.resolve("ledger.txt");
    if (!Files.exists(file)) {
      return World.empty(18);
    }
    boolean heads = history.graph() != null;
    Ledger.Extent extent =
        heads
            ? Ledger.Extent.HEADS
            : history.framework().equals("golang-migrate")
                ? Ledger.Extent.UP_TO
                : Ledger.Extent.EACH;
    List<Ledger.Row> rows = new ArrayList<>();
    List<Ledger.Row> real = new ArrayList<>();
    for (String line : lines(file)) {
      String[] words = line.split(" ", -1);
      String state = words.length > 1 ? words[1] : "";
      Ledger.Ending ending = state.equals("failed") ? Ledger.Ending.FAILED : Ledger.Ending.APPLIED;
      rows.add(new Ledger.Row(words[0], null, null, ending, null));
      if (words.length == 4) {
        real.add(new Ledger.Row(words[3], null, null, ending, null));
      } else if (!state.equals("stamped")) {
        real.add(rows.getLast());
      }
    }
    List<Migration> ran = ledger(history, extent, real).applied(history);
    World database = World.empty(18).having(history, ran, "production");
    return World.live("production", database.database(), history, ledger(history, extent, rows));
  }

  private static Ledger ledger(History history, Ledger.Extent extent, List<Ledger.Row> rows) {
    return new Ledger("ledger", history.framework(), "the test says so", extent, rows);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> expected(Path project) {
    return lines(project.resolve("expected.txt"));
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
