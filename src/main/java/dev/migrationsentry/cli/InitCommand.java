package dev.migrationsentry.cli;

import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.platform.Deployment;
import dev.migrationsentry.report.Excerpt;
import dev.migrationsentry.setup.Change;
import dev.migrationsentry.setup.SetupPlan;
import dev.migrationsentry.setup.SetupRecord;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `init`: puts the sentry into a project.
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description =
        "Recognises the runner, the host and the CI of a project, shows what it would write, and writes it on yes:"
            + " the configuration, the gate in the host's file, a check in the CI and before commits.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry init            show it, and ask",
      "  migration-sentry init --yes      write it",
      "  migration-sentry init --remove   take all of it out again",
      "",
      "Exit codes: 0 all is in place; 1 something would be written, or could not be",
      "taken out; 2 wrong usage or environment; 3 no history."
    })
final class InitCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private HistoryOptions histories = new HistoryOptions();

  @Option(
      names = {"-y", "--yes"},
      description = "Write without asking.")
  private boolean yes;

  @Option(names = "--remove", description = "Take out what an earlier init has put in.")
  private boolean remove;

  @Option(
      names = "--ci",
      paramLabel = "CI",
      description = "github, gitlab or none. Default: what the project shows.")
  private SetupPlan.@Nullable Ci ci;

  InitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path project = histories.directory().toAbsolutePath().normalize();
    try {
      return remove ? remove(project) : add(project);
    } catch (IOException e) {
      throw new EnvironmentProblem(ExitCode.USAGE, "It can't be written: " + e.getMessage() + ".");
    }
  }

  private int add(Path project) throws IOException {
    Discovery.Found found = histories.find(terminal);
    Deployment deployment = DeployLint.of(histories.files(), found.histories(), terminal);
    SetupPlan plan =
        SetupPlan.of(
            histories.files(),
            found.histories(),
            deployment,
            ci,
            Files.isDirectory(project.resolve(".git")));
    for (History history : found.histories()) {
      line(history.path() + " " + history.runner().title());
    }
    for (String left : plan.left()) {
      line(left);
    }
    line("");
    for (Change change : plan.changes()) {
      change.shown().lines().forEach(this::line);
      line("");
    }
    if (plan.changes().isEmpty()) {
      line("Nothing to write.");
      return ExitCode.FINE;
    }
    if (!yes && !agreed(plan.changes().size())) {
      line("Nothing was written; --yes writes it.");
      return ExitCode.FOUND;
    }
    SetupRecord.write(project, plan.changes());
    line(
        String.format(
            Locale.ROOT,
            "%d files written; 'migration-sentry init --remove' takes it out again.",
            plan.changes().size()));
    return ExitCode.FINE;
  }

  // Without a terminal there is no console in JDK 25, unlike in 22 to 24.
  @SuppressWarnings("SystemConsoleNull")
  private boolean agreed(int files) {
    terminal.out().flush();
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      return false;
    }
    String answer = console.readLine("Write %d files? [y/N] ", files);
    return answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
  }

  private int remove(Path project) throws IOException {
    if (!Files.exists(project.resolve(SetupRecord.FILE))) {
      line("Nothing to take out: there is no " + SetupRecord.FILE + ".");
      return ExitCode.FINE;
    }
    SetupRecord.remove(project).forEach(this::line);
    return Files.exists(project.resolve(SetupRecord.FILE)) ? ExitCode.FOUND : ExitCode.FINE;
  }

  private void line(String text) {
    terminal.out().println(Excerpt.visible(text));
  }
}
