package dev.migrationsentry.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/// A project that is rehearsed.
abstract class RehearsedProject {
  /// The project's folder.
  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>(System.getenv());

  record Said(int code, String out, String err) {}

  /// Runs the command line on the project.
  ///
  /// @param options ours
  /// @param command what stands behind `--`; nothing for the built-in runner
  final Said rehearse(List<String> options, String... command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> arguments = new ArrayList<>(List.of("rehearse", folder.toString()));
    arguments.addAll(options);
    if (command.length > 0) {
      arguments.add("--");
      arguments.addAll(List.of(command));
    }
    int code =
        Main.run(
            arguments,
            new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                environment));
    return new Said(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// Writes a file of the project.
  final void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /// Where a program is missing, its test has nothing to say; in continuous integration all are
  /// there.
  static void needs(String... probe) throws Exception {
    boolean there;
    try {
      Process process = new ProcessBuilder(probe).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      there = process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      there = false;
    }
    assumeTrue(there, () -> String.join(" ", probe) + " does not work on this machine");
  }
}
