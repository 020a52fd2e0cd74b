package dev.migrationsentry.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.ast.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Compares the reader with PostgreSQL's own parser, statement by statement, on folders of SQL
/// files outside of the project:
///
/// `./mvnw -Poracle verify -Doracle.directory=FOLDER[,FOLDER]`
///
/// Further properties: `oracle.psql` (whether psql runs the files: its commands, COPY data and
/// variables are blanked out), `oracle.mutations` (how many mutated statements per folder, 10000),
/// `oracle.seed` (1), `oracle.show` (how many disagreements of each sort to print, 20). The result
/// table goes to the output and to `target/oracle.md`.
final class ParserOracle {
  private final Oracle oracle = Oracle.in(Path.of("tools", "oracle"));
  private final List<ComparedSet> sets = new ArrayList<>();
  private final List<ComparedSet> statements = new ArrayList<>();
  private final List<ComparedSet> mutated = new ArrayList<>();

  @Test
  void agreesWithPostgres() throws IOException {
    String folders = System.getProperty("oracle.directory", "");
    assertThat(folders).as("-Doracle.directory=FOLDER[,FOLDER]").isNotBlank();
    for (String folder : folders.split(",", -1)) {
      compare(Path.of(folder.strip()));
    }
    report();
    for (ComparedSet set : sets) {
      assertThat(set.count(Agreement.CRASH)).as("crashes on %s", set.name()).isZero();
    }
    for (ComparedSet set : statements) {
      assertThat(set.typed()).as("share of %s read in full", set.name()).isGreaterThan(0.995);
    }
    for (ComparedSet set : mutated) {
      assertThat(set.sameVerdicts()).as("same verdicts on %s", set.name()).isGreaterThan(0.99);
    }
  }

  private void compare(Path folder) {
    List<Path> paths = SqlFolder.files(folder);
    assertThat(paths).as("SQL files below %s", folder).isNotEmpty();
    Map<String, Read> files = new LinkedHashMap<>();
    Map<String, Read> single = new LinkedHashMap<>();
    Map<String, Read> bodies = new LinkedHashMap<>();
    SqlReader.Dialect dialect =
        Boolean.getBoolean("oracle.psql") ? SqlReader.Dialect.PSQL : SqlReader.Dialect.PLAIN;
    for (Path path : paths) {
      String text = SqlFolder.text(path);
      String origin = folder.relativize(path).toString();
      String masked = Mask.apply(text, 0, text.length(), dialect.psql(), List.of());
      List<Statement> read =
          SqlReader.read(new SourceFile(origin, text), 0, text.length(), dialect);
      files.putIfAbsent(masked, new Read(origin, ReaderVerdicts.of(read)));
      for (Statement statement : read) {
        String sql = masked.substring(statement.span().start(), statement.span().end());
        single.computeIfAbsent(sql, _ -> new Read(origin, ReaderVerdicts.of(statement)));
        if (ReaderVerdicts.procedural(statement)) {
          bodies.computeIfAbsent(sql, _ -> new Read(origin, ReaderVerdicts.ofBody(sql)));
        }
      }
    }
    String name = String.valueOf(folder.getFileName());
    ComparedSet set = judge(name, single, false);
    ComparedSet broken = judge(name + ", mutated", mutated(set), false);
    statements.add(set);
    mutated.add(broken);
    sets.add(set);
    sets.add(judge(name + ", PL/pgSQL bodies", bodies, true));
    sets.add(judge(name + ", whole files", files, false));
    sets.add(broken);
  }

  /// What the reader made of a text.
  private record Read(String origin, ReaderVerdict verdict) {}

  private static Map<String, Read> mutated(ComparedSet set) {
    List<String> valid =
        set.comparisons().stream()
            .filter(comparison -> comparison.theirs().accepted())
            .map(Comparison::sql)
            .toList();
    Map<String, Read> mutated = new LinkedHashMap<>();
    for (String sql :
        new StatementMutations(valid, Long.getLong("oracle.seed", 1))
            .make(Integer.getInteger("oracle.mutations", 10_000))) {
      mutated.put(sql, new Read("", ReaderVerdicts.of(sql)));
    }
    return mutated;
  }

  private ComparedSet judge(String name, Map<String, Read> texts, boolean bodies) {
    List<@Nullable OracleVerdict> verdicts = oracle.judge(List.copyOf(texts.keySet()), bodies);
    List<Comparison> comparisons = new ArrayList<>(verdicts.size());
    int at = 0;
    for (Map.Entry<String, Read> text : texts.entrySet()) {
      OracleVerdict theirs = verdicts.get(at++);
      if (theirs != null) {
        Read read = text.getValue();
        comparisons.add(new Comparison(text.getKey(), read.origin(), theirs, read.verdict()));
      }
    }
    return new ComparedSet(name, comparisons);
  }

  private void report() throws IOException {
    String table = AgreementReport.table(sets);
    int show = Integer.getInteger("oracle.show", 20);
    System.out.print(AgreementReport.disagreements(sets, show));
    System.out.println(table);
    Files.writeString(Path.of("target", "oracle.md"), table + AgreementReport.kinds(sets));
  }
}
