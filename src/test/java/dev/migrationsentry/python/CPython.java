package dev.migrationsentry.python;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// CPython's own parser, in a process of its own that runs `oracle.py`.
final class CPython {
  private final List<String> command;

  /// @param command how the machine's Python is started, `python3` for example
  CPython(List<String> command) {
    this.command = command;
  }

  /// What CPython says of a file.
  ///
  /// @param accepted whether it parses
  /// @param number the number of calls in it; of a refused file the line of the fault
  /// @param detail the digest of the tree's text; of a refused file the message
  record Verdict(boolean accepted, int number, String detail) {}

  /// Its verdicts on files, in their order.
  ///
  /// @param version which Python it was
  record Answers(String version, List<Verdict> verdicts) {}

  Answers judge(List<Path> files) {
    try {
      Process python = start(List.of());
      CompletableFuture<Void> asking = CompletableFuture.runAsync(() -> ask(python, files));
      List<Verdict> verdicts = new ArrayList<>(files.size());
      String version;
      try (BufferedReader answers = python.inputReader(StandardCharsets.UTF_8)) {
        version = String.valueOf(answers.readLine()).substring("python\t".length());
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
          String[] parts = line.split("\t", 3);
          verdicts.add(new Verdict(parts[0].equals("ok"), Integer.parseInt(parts[1]), parts[2]));
        }
      }
      asking.join();
      if (python.waitFor() != 0 || verdicts.size() != files.size()) {
        throw new IllegalStateException(
            "CPython answered " + verdicts.size() + " of " + files.size() + " questions");
      }
      return new Answers(version, verdicts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// The text of its tree of one file.
  String tree(Path file) {
    try {
      Process python = start(List.of(file.toString()));
      python.getOutputStream().close();
      try (InputStream output = python.getInputStream()) {
        return new String(output.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start(List<String> arguments) throws IOException {
    Path script = Files.createTempFile("oracle", ".py");
    script.toFile().deleteOnExit();
    try (InputStream resource = CPython.class.getResourceAsStream("oracle.py")) {
      if (resource == null) {
        throw new IllegalStateException("oracle.py is missing");
      }
      Files.write(script, resource.readAllBytes());
    }
    List<String> line = new ArrayList<>(command);
    line.add(script.toString());
    line.addAll(arguments);
    return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void ask(Process python, List<Path> files) {
    try (BufferedWriter questions = python.outputWriter(StandardCharsets.UTF_8)) {
      for (Path file : files) {
        questions.write(file.toString());
        questions.write('\n');
        questions.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
