package dev.migrationsentry.cli;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.configuration.ConfigurationProblem;
import dev.migrationsentry.configuration.Nearest;
import dev.migrationsentry.host.HostProblem;
import dev.migrationsentry.server.ServerUnavailableException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line: `migration-sentry COMMAND`.
@Command(
    name = "migration-sentry",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    description = "Says what your database migrations will break, before any database is touched.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry check                      the project in this folder",
      "  migration-sentry check --format json app    for programs",
      "  migration-sentry explain drop-column        what a rule means, with examples",
      "",
      "Exit codes: 0 fine; 1 something was found; 2 wrong usage or environment;",
      "3 could not judge."
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /// Runs the program and ends the process with its exit code.
  public static void main(String[] arguments) {
    // Not System.out, which tells nobody when it can't write.
    Results results = new Results(new FileOutputStream(FileDescriptor.out));
    PrintStream out =
        new PrintStream(new BufferedOutputStream(results, 1 << 16), false, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int code =
        run(
            Arrays.asList(arguments),
            new Terminal(out, err, Terminal.colours(System.getenv()), System.getenv()));
    out.flush();
    System.exit(results.exitCode(code, err));
  }

  /// Runs one command line.
  ///
  /// @param arguments as the shell passes them
  /// @param given where results and messages go
  /// @return the exit code
  public static int run(List<String> arguments, Terminal given) {
    Terminal terminal = SecretFilter.of(given, arguments);
    // What follows "--" is somebody else's command line, with options that may look like ours.
    boolean takesCommand = arguments.contains("rehearse") || arguments.contains("gate");
    int end = takesCommand ? arguments.indexOf("--") : -1;
    List<String> own = end < 0 ? arguments : arguments.subList(0, end);
    List<String> foreign = end < 0 ? List.of() : arguments.subList(end + 1, arguments.size());
    CommandLine commandLine = new CommandLine(new Main(), new Commands(terminal, foreign));
    Commands.wanted(own).forEach(commandLine::addSubcommand);
    commandLine
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.ansi()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .registerConverter(Path.class, Main::path)
        .registerConverter(int.class, Main::number)
        .registerConverter(Integer.class, Main::number)
        .setParameterExceptionHandler((problem, ignored) -> misused(problem, terminal))
        .setExecutionExceptionHandler((problem, ignored, alsoIgnored) -> failed(problem, terminal));
    try {
      return commandLine.execute(own.toArray(String[]::new));
    } catch (OutOfMemoryError e) {
      terminal
          .err()
          .println(
              "migration-sentry: The memory of this process is used up; give Java more with -Xmx.");
      return ExitCode.USAGE;
    } catch (StackOverflowError e) {
      return failed(new IllegalStateException("the stack is used up", e), terminal);
    }
  }

  private static Path path(String written) {
    try {
      return Path.of(written);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          "'" + written + "' is no path that can be expressed in this locale (try LC_ALL=C.UTF-8)");
    }
  }

  private static int number(String written) {
    try {
      return Integer.parseInt(written);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + written + "' is no whole number");
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which command to run.");
  }

  private static int misused(ParameterException problem, Terminal terminal) {
    terminal.err().println("migration-sentry: " + said(problem));
    String command = problem.getCommandLine().getCommandSpec().qualifiedName();
    terminal.err().println("Run '" + command + " --help' to see what can be said.");
    return ExitCode.USAGE;
  }

  /// A misspelt command or option with what it was probably meant to be.
  private static String said(ParameterException problem) {
    String message = String.valueOf(problem.getMessage());
    if (!(problem instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return message;
    }
    String asked = unmatched.getUnmatched().getFirst();
    CommandLine commandLine = problem.getCommandLine();
    Set<String> known =
        unmatched.isUnknownOption()
            ? commandLine.getCommandSpec().optionsMap().keySet()
            : commandLine.getSubcommands().keySet();
    return message + "." + Nearest.question(asked, known);
  }

  /// Says why a command did not come to its end.
  static int failed(Exception problem, Terminal terminal) {
    if (problem instanceof EnvironmentProblem expected) {
      terminal.err().println("migration-sentry: " + expected.getMessage());
      return expected.exitCode();
    }
    if (problem instanceof DatabaseProblem
        || problem instanceof ConfigurationProblem
        || problem instanceof HostProblem
        || problem instanceof ServerUnavailableException) {
      terminal.err().println("migration-sentry: " + problem.getMessage());
      return ExitCode.USAGE;
    }
    terminal.err().println("migration-sentry: this is a fault of the program: " + problem);
    for (StackTraceElement frame : problem.getStackTrace()) {
      terminal.err().println("  at " + frame);
    }
    return ExitCode.USAGE;
  }
}
