package dev.migrationsentry.sql;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.ast.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/// How many statements and characters a second one thread reads when it is warm. The texts are the
/// `.sql` files below the folder `benchmark.histories`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class SqlReaderBenchmark {
  private final List<SourceFile> files = new ArrayList<>();

  /// What one pass over all files reads.
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Read {
    /// Statements read.
    public long statements;

    /// Characters read.
    public long characters;
  }

  /// Loads the files.
  @Setup
  public void load() throws IOException {
    Path folder = Path.of(System.getProperty("benchmark.histories", "examples"));
    try (Stream<Path> paths =
        Files.find(
            folder,
            Integer.MAX_VALUE,
            (path, attributes) -> attributes.isRegularFile() && path.toString().endsWith(".sql"))) {
      for (Path path : paths.sorted().toList()) {
        files.add(new SourceFile(path.toString(), Files.readString(path)));
      }
    }
  }

  /// Reads all files once.
  @Benchmark
  public int readAll(Read read) {
    int hash = 0;
    for (SourceFile file : files) {
      List<Statement> statements = SqlReader.read(file);
      read.statements += statements.size();
      read.characters += file.text().length();
      hash += System.identityHashCode(statements);
    }
    return hash;
  }
}
