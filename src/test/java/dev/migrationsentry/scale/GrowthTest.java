package dev.migrationsentry.scale;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.migrationsentry.Sentry;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.report.Report;
import dev.migrationsentry.timeline.World;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a check costs grows as its history does. The work is counted in bytes that are allocated,
/// not on a clock.
final class GrowthTest {
  /// Twice the history may cost a little more than twice as much: maps of twice the size are one
  /// level deeper.
  private static final double AT_MOST = 2.3;

  private static final int MIGRATIONS = 3000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void twiceTheHistoryCostsTwiceTheWork() {
    History simple = history(GeneratedHistory.of(MIGRATIONS, 1));
    History twice = history(GeneratedHistory.of(2 * MIGRATIONS, 1));

    assertThat(work(twice)).isLessThan((long) (AT_MOST * work(simple)));
  }

  @Test
  void aScriptOfTwiceTheLengthCostsTwiceTheWork() {
    History simple = history(Map.of("V1__all.sql", GeneratedHistory.script(8000, 1)));
    History twice = history(Map.of("V1__all.sql", GeneratedHistory.script(16_000, 1)));

    assertThat(work(twice)).isLessThan((long) (AT_MOST * work(simple)));
  }

  @Test
  void everyStatementOfTheGeneratedHistoryWorks() {
    Report report = check(history(GeneratedHistory.of(MIGRATIONS, 1)));

    assertThat(report.histories().getFirst().timelines().getFirst().failures()).isZero();
    assertThat(report.histories().getFirst().coverage().understood())
        .isEqualTo(report.histories().getFirst().coverage().statements())
        .isGreaterThan(MIGRATIONS);
  }

  /// The bytes that a check allocates in this thread.
  private static long work(History history) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Report report = check(history);
    long after = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(report.histories()).hasSize(1);
    assertThat(after - before).as("what ran in this thread").isGreaterThan(1_000_000);
    return after - before;
  }

  private static Report check(History history) {
    return Sentry.check(List.of(history), World.empty(18), List.of());
  }

  private static History history(Map<String, String> texts) {
    Discovery discovery = Histories.find(new GeneratedProject(texts), new Options(null, Map.of()));
    return ((Discovery.Found) discovery).histories().getFirst();
  }
}
