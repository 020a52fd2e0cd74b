package dev.migrationsentry.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.migrationsentry.Sentry;
import dev.migrationsentry.framework.DirectoryFiles;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.report.JsonReport;
import dev.migrationsentry.report.Report;
import dev.migrationsentry.report.Style;
import dev.migrationsentry.report.TextReport;
import dev.migrationsentry.timeline.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever stands in a history, checking it comes to an end with a whole report, without a mistake
/// of the program.
///
/// `-Dmutations=N` makes another number of histories, `-Dmutations.seed=N` others.
final class MutatedHistoriesTest {
  private static final int RUNS = Integer.getInteger("mutations", 150);
  private static final long SEED = Long.getLong("mutations.seed", 1);

  private static final List<Path> ORIGINALS =
      List.of(
          Path.of("examples/telegram-bot/migrations"),
          Path.of("examples/jobs-service/migrations"),
          Path.of("src/test/resources/dev/migrationsentry/execution"));

  @TempDir private Path folder;

  @Test
  void everyHistoryHasAReport() throws IOException {
    List<String> mistakes = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      long seed = SEED * 1_000_003 + run;
      Path project = folder.resolve("run" + run);
      HistoryMutations.write(mutated(run, seed), project.resolve("migrations"));
      try {
        String problem = check(project);
        if (!problem.isEmpty()) {
          mistakes.add("seed " + seed + ", run " + run + ": " + problem);
        }
      } catch (RuntimeException | StackOverflowError mistake) {
        StackTraceElement place = mistake.getStackTrace()[0];
        mistakes.add("seed " + seed + ", run " + run + ": " + mistake + " at " + place);
      }
    }
    assertThat(mistakes).as(() -> String.join("\n", mistakes)).isEmpty();
  }

  private static List<List<String>> mutated(int run, long seed) throws IOException {
    List<List<String>> files = HistoryMutations.statements(ORIGINALS.get(run % ORIGINALS.size()));
    if (run % ORIGINALS.size() == ORIGINALS.size() - 1) {
      int at = (int) (seed % files.size());
      files = files.subList(at, at + 1);
    }
    return HistoryMutations.of(files, seed, 1 + run % 9, true);
  }

  private static String check(Path project) throws IOException {
    if (!(Histories.find(DirectoryFiles.open(project), Options.NONE)
        instanceof Discovery.Found found)) {
      return "";
    }
    List<History> histories = found.histories();
    Report report = Sentry.check(histories, World.empty(18), List.of());
    String text = TextReport.render(report, new Style(true));
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    JsonReport.write(report, "test", json);
    try (JsonParser parser = new JsonFactory().createParser(json.toByteArray())) {
      while (parser.nextToken() != null) {
        parser.getText();
      }
    }
    int fault = text.indexOf("a fault of Migration Sentry");
    return fault < 0 ? "" : text.substring(fault, text.indexOf('\n', fault));
  }
}
