package dev.migrationsentry.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import dev.migrationsentry.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The model answers as PostgreSQL does, and has the same structure afterwards.
///
/// A comment before a statement says when it is run, and what is allowed: `-- since 17` and `--
/// until 16` name majors; `-- unknown` says that the model can't tell. A file whose name begins
/// with a major and a hyphen holds for that major and later ones only.
final class ExecutionAgreementTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/migrationsentry/execution");

  /// The majors to compare with, and the part of a file's name to compare only: for work on one
  /// family of statements.
  private static final String MAJORS = System.getProperty("majors", "14,15,16,17,18");

  private static final String ONLY = System.getProperty("only", "");

  static Stream<Integer> majors() {
    return Stream.of(MAJORS.split(",", -1)).map(Integer::valueOf);
  }

  @ParameterizedTest
  @MethodSource("majors")
  void answersAsTheServerDoes(int major) throws Exception {
    List<String> disagreements = new ArrayList<>();
    int statements = 0;
    assumeTrue(EmbeddedPostgres.isPublished(major));
    try (EmbeddedPostgres server = TestServers.start(major)) {
      int number = 0;
      for (Path path : files(major)) {
        SourceFile file = new SourceFile(path.getFileName().toString(), Files.readString(path));
        ExecutionAgreement.Result result = ExecutionAgreement.of(server, file, "d" + number, false);
        if (!result.disagreements().isEmpty()) {
          // Once more, with a look at the structure after each statement.
          result = ExecutionAgreement.of(server, file, "e" + number, true);
        }
        number++;
        statements += result.statements();
        disagreements.addAll(result.disagreements());
      }
    }
    assertThat(statements).isPositive();
    assertThat(disagreements)
        .as(() -> String.join("\n", disagreements) + "\n" + disagreements.size())
        .isEmpty();
  }

  private static List<Path> files(int major) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(path -> path.toString().endsWith(".sql") && path.toString().contains(ONLY))
          .filter(path -> holds(path, major))
          .sorted()
          .toList();
    }
  }

  private static boolean holds(Path file, int major) {
    String name = file.getFileName().toString();
    int hyphen = name.indexOf('-');
    boolean numbered = hyphen > 0 && name.chars().limit(hyphen).allMatch(Character::isDigit);
    return !numbered || Integer.parseInt(name.substring(0, hyphen)) <= major;
  }
}
