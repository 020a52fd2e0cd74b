package dev.migrationsentry.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Compares the reader with CPython's own parser, file by file, on folders of Python files outside
/// of the project:
///
/// `./mvnw -Ppython verify -Dpython.directory=FOLDER[,FOLDER]`
///
/// Further properties: `python.command` (which Python, `python3`; it must be 3.10 or newer),
/// `python.mutations` (how many mutated files for each folder, 1000), `python.seed` (1),
/// `python.show` (how many disagreements of each sort to print, 20).
final class PythonParserOracle {

  @Test
  void agreesWithPython() {
    String folders = System.getProperty("python.directory", "");
    assertThat(folders).as("-Dpython.directory=FOLDER[,FOLDER]").isNotBlank();
    List<String> command = List.of(System.getProperty("python.command", "python3").split(" ", -1));
    PythonAgreement agreement =
        new PythonAgreement(new CPython(command), Integer.getInteger("python.show", 20));
    int mutations = Integer.getInteger("python.mutations", 1_000);
    for (String folder : folders.split(",", -1)) {
      agreement.compare(Path.of(folder.strip()), mutations, Long.getLong("python.seed", 1));
    }
    System.out.print(agreement.report());
    assertThat(agreement.sound()).as("reads what Python reads, and as Python does").isTrue();
    assertThat(agreement.worstMutated()).as("same verdicts on mutated files").isGreaterThan(0.99);
  }
}
