package dev.migrationsentry.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.treesitter.TSParser;
import org.treesitter.TreeSitterBash;

/// The native grammar of the shell, loaded when the first script is read and not before.
///
/// By itself the library unpacks its native parts to the home folder, where two processes that
/// start together would write over what the other one runs. Here they go to a folder of this
/// process, which is removed as soon as they are loaded.
final class ShellLibrary {
  private static final String PROPERTY = "tree-sitter-lib";
  private static final ShellLibrary LOADED = new ShellLibrary();

  private final @Nullable TSParser parser;
  private final String problem;

  private ShellLibrary() {
    TSParser made = null;
    String why = "";
    String before = System.getProperty(PROPERTY);
    Path folder = null;
    try {
      folder = Files.createTempDirectory("migration-sentry-shell");
      System.setProperty(PROPERTY, folder.toString());
      made = new TSParser();
      if (!made.setLanguage(new TreeSitterBash())) {
        made = null;
        why = "the grammar and its reader do not fit together";
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      why = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      made = null;
    } finally {
      if (before == null) {
        System.clearProperty(PROPERTY);
      } else {
        System.setProperty(PROPERTY, before);
      }
      if (folder != null) {
        remove(folder);
      }
    }
    parser = made;
    problem = why;
  }

  /// The parser, which one thread may use at a time.
  ///
  /// @throws UnreadableFile when there is none for this machine; the message says why
  static TSParser parser() {
    TSParser parser = LOADED.parser;
    if (parser == null) {
      throw new UnreadableFile(
          "is not judged: there is no reader of shell scripts for "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + " here ("
              + LOADED.problem
              + ")");
    }
    return parser;
  }

  /// What stays of a folder in the temporary one is no reason to fail: Windows keeps what is
  /// loaded.
  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      folder.toFile().deleteOnExit();
    }
  }
}
