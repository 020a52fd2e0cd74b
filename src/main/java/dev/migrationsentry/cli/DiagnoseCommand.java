package dev.migrationsentry.cli;

import dev.migrationsentry.Sentry;
import dev.migrationsentry.cause.Diagnosing;
import dev.migrationsentry.cause.Diagnosis;
import dev.migrationsentry.cause.Project;
import dev.migrationsentry.framework.DirectoryFiles;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.log.Log;
import dev.migrationsentry.log.LogReader;
import dev.migrationsentry.report.Report;
import dev.migrationsentry.report.Style;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.timeline.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `diagnose`: from the log of a failed deploy to its cause.
@Command(
    name = "diagnose",
    mixinStandardHelpOptions = true,
    description = {
      "Reads the log of a failed deploy, of any runner and any length, and says which failure was the first, what it comes from, and how sure that is. With the project's folder the failing migration and line are found in it, and what check says of them counts as evidence."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry diagnose deploy.log               with the project in this folder",
      "  migration-sentry diagnose deploy.log ../shop       with another project",
      "  kubectl logs job/migrate | migration-sentry diagnose -",
      "  migration-sentry diagnose deploy.log --no-project  from the log alone",
      "  migration-sentry diagnose deploy.log --format json for programs",
      "",
      "Exit codes: 0 the log tells of no failure; 1 a cause was found; 2 wrong usage or",
      "environment; 3 a failure that is not understood, or whose first error is not there."
    })
final class DiagnoseCommand implements Callable<Integer> {
  private enum Format {
    TEXT,
    JSON
  }

  private final Terminal terminal;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LOG",
      defaultValue = "-",
      description = "The log's file, or - for standard input. Default: standard input.")
  private String log = "-";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROJECT",
      defaultValue = ".",
      description = "The project that the log is about. Default: this folder.")
  private Path folder = Path.of(".");

  @Option(names = "--no-project", description = "Go by the log alone.")
  private boolean withoutProject;

  @Option(
      names = "--postgres",
      paramLabel = "MAJOR",
      description =
          "The server's major version, 14 to 18. Default: the one that the log names, else 18.")
  private @Nullable Integer postgres;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: text.")
  private Format format = Format.TEXT;

  DiagnoseCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Log read = read();
    Diagnosis diagnosis = Diagnosing.of(read, withoutProject ? null : project(read));
    switch (format) {
      case TEXT ->
          terminal.out().print(DiagnoseText.render(diagnosis, new Style(terminal.coloured())));
      case JSON -> DiagnoseJson.write(diagnosis, terminal.out());
    }
    terminal.out().flush();
    if (read.isFirstErrorMissing()) {
      return ExitCode.UNJUDGED;
    }
    if (read.first().isPresent()) {
      return ExitCode.FOUND;
    }
    return read.failures().isEmpty() ? ExitCode.FINE : ExitCode.UNJUDGED;
  }

  private Log read() throws IOException {
    if (log.equals("-")) {
      return LogReader.read(System.in);
    }
    Path file = Path.of(log);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new EnvironmentProblem(ExitCode.USAGE, "There is no log " + log + " to read.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return LogReader.read(in);
    }
  }

  /// The project, or nothing where there is no history: a log can be diagnosed without.
  private @Nullable Project project(Log read) {
    try {
      if (!(Histories.find(DirectoryFiles.open(folder), Options.NONE)
          instanceof Discovery.Found found)) {
        return null;
      }
      Report report =
          Sentry.check(found.histories(), World.empty(major(read.serverVersion())), List.of());
      List<Finding> findings = new ArrayList<>();
      report.histories().forEach(history -> findings.addAll(history.findings()));
      return new Project(found.histories(), findings);
    } catch (UncheckedIOException e) {
      throw new EnvironmentProblem(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private int major(@Nullable String version) {
    if (postgres != null) {
      if (postgres < 14 || postgres > 18) {
        throw new EnvironmentProblem(ExitCode.USAGE, "--postgres takes 14 to 18.");
      }
      return postgres;
    }
    String start = version == null ? "" : version.split("\\.", 2)[0];
    boolean plain = start.length() == 2 && start.chars().allMatch(Character::isDigit);
    int named = plain ? Integer.parseInt(start) : 18;
    return Math.max(14, Math.min(18, named));
  }
}
