package dev.migrationsentry.scale;

import dev.migrationsentry.Sentry;
import dev.migrationsentry.framework.DirectoryFiles;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.report.Report;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How many statements a second one thread checks when it is warm: reads, replays and judges. The
/// histories are those below the folder `benchmark.histories`; where there are several, the first.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 10, time = 2)
public class CheckBenchmark {
  private List<History> histories = List.of();
  private World empty = World.empty(18);

  /// What one pass over the history checks.
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Checked {
    /// Statements checked.
    public long statements;
  }

  /// Finds the history.
  @Setup
  public void load() {
    ProjectFiles files =
        DirectoryFiles.open(Path.of(System.getProperty("benchmark.histories", "examples")));
    Discovery.Found found = (Discovery.Found) Histories.find(files, new Options(null, Map.of()));
    histories = found.histories().subList(0, 1);
    empty = World.empty(18);
  }

  /// Replays and judges the history once.
  @Benchmark
  public Report replayAndJudge(Checked checked) {
    Report report = Sentry.check(histories, empty, List.of());
    checked.statements += report.histories().getFirst().coverage().statements();
    return report;
  }

  /// Reads the history's texts once, then replays and judges it.
  @Benchmark
  public int readReplayAndJudge(Checked checked) {
    int hash = 0;
    for (Migration migration : histories.getFirst().migrations()) {
      SourceFile file = migration.file();
      List<Statement> statements = SqlReader.read(file);
      hash += System.identityHashCode(statements);
    }
    return hash + System.identityHashCode(replayAndJudge(checked));
  }
}
