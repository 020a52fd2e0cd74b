package dev.migrationsentry.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// A command line that has run.
///
/// @param out what it wrote as its result
/// @param err what it said besides
record CommandRun(int code, String out, String err) {
  /// Runs a command line.
  ///
  /// @param environment the variables that it sees
  static CommandRun of(Map<String, String> environment, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream said = new PrintStream(err, true, StandardCharsets.UTF_8);
    int code = Main.run(List.of(words), new Terminal(printed, said, false, environment));
    return new CommandRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
