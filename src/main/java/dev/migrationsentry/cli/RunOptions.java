package dev.migrationsentry.cli;

import dev.migrationsentry.rehearsal.CommandRun;
import dev.migrationsentry.rehearsal.wire.TraceLevel;
import dev.migrationsentry.rehearsal.wire.TraceSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/// How a command is run in a rehearsal, and what is recorded of it.
final class RunOptions {
  /// Files that programs read variables from where the environment has none of the name.
  private static final List<String> FILES =
      List.of(".env", ".env.local", ".env.development", ".env.production", ".flaskenv");

  @Option(
      names = "--no-locks",
      description =
          "Do not record locks, rewrites, scans and written rows, which makes long histories faster.")
  private boolean noLocks;

  @Option(
      names = "--hang-after",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "A command whose statement waits longer than this for another connection is ended. Default: 30.")
  private int hangAfter = 30;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      defaultValue = "1800",
      description = "How long a command may run as a whole. Default: 1800.")
  private int timeLimit = 1800;

  @Option(
      names = "--down",
      description =
          "When all has worked, take the migrations back and run them again, and compare the schemas.")
  private boolean down;

  /// What is to be run.
  ///
  /// @throws EnvironmentProblem when there is no such program
  CommandRun.Order order(List<String> command, HistoryOptions histories, Terminal terminal) {
    Path folder = histories.directory().toAbsolutePath().normalize();
    if (!isProgram(command.getFirst(), folder, terminal.environment())) {
      throw new EnvironmentProblem(
          ExitCode.USAGE, "There is no program " + command.getFirst() + " on this machine.");
    }
    return new CommandRun.Order(
        command,
        folder,
        terminal.environment(),
        variables(folder),
        trace(),
        Duration.ofSeconds(timeLimit),
        down);
  }

  /// Whether migrations are taken back afterwards, and run again.
  boolean down() {
    return down;
  }

  /// What is recorded.
  TraceSettings trace() {
    if (hangAfter < 1 || timeLimit < 1) {
      throw new EnvironmentProblem(
          ExitCode.USAGE, "--hang-after and --time-limit take seconds, from 1 on.");
    }
    return TraceSettings.FULL
        .at(noLocks ? TraceLevel.STATEMENTS : TraceLevel.EFFECTS)
        .hangingAfter(Duration.ofSeconds(hangAfter));
  }

  private static boolean isProgram(String name, Path folder, Map<String, String> environment) {
    if (name.contains("/")) {
      return Files.isExecutable(folder.resolve(name));
    }
    for (String place : environment.getOrDefault("PATH", "").split(":", -1)) {
      if (!place.isEmpty() && Files.isExecutable(Path.of(place).resolve(name))) {
        return true;
      }
    }
    return false;
  }

  /// The variables in the files of a project, the first file of each winning.
  private static Map<String, String> variables(Path folder) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String name : FILES) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        try {
          String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
          text.lines().forEach(line -> variable(line.strip(), variables));
        } catch (IOException e) {
          throw new EnvironmentProblem(
              ExitCode.USAGE,
              "The file " + file + " can't be read, so that it may lead to another database.");
        }
      }
    }
    return variables;
  }

  private static void variable(String line, Map<String, String> variables) {
    String rest = line.startsWith("export ") ? line.substring("export ".length()).strip() : line;
    int equals = rest.indexOf('=');
    if (equals <= 0 || rest.startsWith("#")) {
      return;
    }
    String value = rest.substring(equals + 1).strip();
    boolean quoted =
        value.length() > 1
            && "\"'".indexOf(value.charAt(0)) >= 0
            && value.charAt(value.length() - 1) == value.charAt(0);
    variables.putIfAbsent(
        rest.substring(0, equals).strip(), quoted ? value.substring(1, value.length() - 1) : value);
  }
}
