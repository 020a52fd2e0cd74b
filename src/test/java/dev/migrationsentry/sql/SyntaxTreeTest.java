package dev.migrationsentry.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each SQL file in the resources reads as the tree in the text file beside it.
final class SyntaxTreeTest {
  private static final Path FILES =
      Path.of("src/test/resources/dev/migrationsentry/sql/syntax-trees");

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".sql"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void readsAsTheTreeBesideIt(String name) throws IOException {
    String sql = Files.readString(FILES.resolve(name), StandardCharsets.UTF_8);
    String actual = SyntaxTreeText.of(SqlReader.read(new SourceFile(name, sql)));
    Path golden = FILES.resolve(name.replace(".sql", ".expected.txt"));
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(golden, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
  }
}
