package dev.migrationsentry.cli;

import dev.migrationsentry.cause.CausePage;
import dev.migrationsentry.cause.Explainer;
import dev.migrationsentry.cause.Explainers;
import dev.migrationsentry.configuration.Nearest;
import dev.migrationsentry.rule.Rule;
import dev.migrationsentry.rule.RulePage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `explain RULE`: what a rule means, with examples.
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "Prints the page of a rule, or of a class of failures that diagnose names: what it means, examples, and what to do.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry explain                                all rules, a line each",
      "  migration-sentry explain uses-column-introduced-later   one page"
    })
final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "RULE",
      description = "The rule's id. All rules are listed when it is left out.")
  private @Nullable String rule;

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String id = rule;
    if (id == null) {
      for (Rule each : AllRules.ALL) {
        terminal
            .out()
            .printf(
                "%-32s %-8s %s%n", each.id(), each.severity().word(), RulePage.of(each).title());
      }
      for (Explainer each : Explainers.ALL) {
        terminal.out().printf("%-40s %s%n", each.id(), CausePage.of(each).title());
      }
      return ExitCode.FINE;
    }
    List<String> pages = new ArrayList<>();
    AllRules.of(id).ifPresent(known -> pages.add(RulePage.of(known).text()));
    Explainers.of(id).ifPresent(known -> pages.add(CausePage.of(known).text()));
    if (pages.isEmpty()) {
      throw unknown(id);
    }
    terminal.out().print(String.join("\n", pages));
    return ExitCode.FINE;
  }

  private static EnvironmentProblem unknown(String id) {
    List<String> ids = new ArrayList<>(AllRules.ids());
    Explainers.ALL.forEach(each -> ids.add(each.id()));
    return new EnvironmentProblem(
        ExitCode.USAGE,
        "There is no rule '"
            + id
            + "'."
            + Nearest.question(id, ids)
            + " 'migration-sentry explain' lists all.");
  }
}
