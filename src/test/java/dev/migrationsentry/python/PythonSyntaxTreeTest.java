package dev.migrationsentry.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each Python file in the resources reads as the tree in the text file beside it, with all
/// positions. The trees are CPython's own: `oracle.py FILE` of Python 3.13 wrote them, for
/// `latest.py` that of Python 3.14.
final class PythonSyntaxTreeTest {
  private static final Path FILES =
      Path.of("src/test/resources/dev/migrationsentry/python/syntax-trees");

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".py"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void readsAsTheTreeBesideIt(String name) throws IOException {
    String text = Files.readString(FILES.resolve(name), StandardCharsets.UTF_8);
    Module module = PythonReader.read(new SourceFile(name, text));
    assertThat(module.failure()).isNull();
    Path golden = FILES.resolve(name.replace(".py", ".expected.txt"));
    assertThat(PythonTreeText.of(module, text, true))
        .isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
  }
}
