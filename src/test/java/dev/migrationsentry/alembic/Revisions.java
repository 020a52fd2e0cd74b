package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Ending;
import dev.migrationsentry.program.Interpreter;
import dev.migrationsentry.program.Modules;
import dev.migrationsentry.python.PythonReader;
import dev.migrationsentry.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The revisions beside the tests, and what their operations send.
final class Revisions {
  static final Path FILES = Path.of("src/test/resources/dev/migrationsentry/alembic");

  private Revisions() {}

  /// The names of all files.
  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".py"))
          .sorted()
          .toList();
    }
  }

  /// What the operations of a file send; an error that ends it is its last line.
  static List<String> sent(String name) throws IOException {
    return sent(
        new SourceFile(name, Files.readString(FILES.resolve(name), StandardCharsets.UTF_8)));
  }

  /// What the operations of a revision send.
  static List<String> sent(SourceFile file) {
    RecordingLibrary library = new RecordingLibrary();
    Ending ending =
        new Interpreter(library, Modules.NONE).run(PythonReader.read(file), "revision", "upgrade");
    switch (ending) {
      case Ending.Reached reached -> {}
      case Ending.Uncaught uncaught ->
          library
              .sent()
              .add("-- " + uncaught.raised().type() + ": " + uncaught.raised().getMessage());
      case Ending.Abandoned abandoned -> library.sent().add("-- abandoned: " + abandoned.why());
    }
    return library.sent();
  }
}
