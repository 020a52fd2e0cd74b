package dev.migrationsentry.cli;

import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.ledger.LiveWorld;
import dev.migrationsentry.ledger.Verification;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.timeline.Introductions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `verify`: whether a database has what its applied migrations make.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Compares a database with what the migrations make that its ledger says have run, and names what is missing or different with the migration that should have made it. Only reads."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry verify                             the database of DATABASE_URL",
      "  migration-sentry verify --database production.json  the database of a snapshot",
      "",
      "Exit codes: 0 all is there; 1 something is there in another form; 21 something",
      "is missing; 2 wrong usage or environment; 3 it can't be judged: no history, no",
      "ledger, or migrations that could not be read."
    })
final class VerifyCommand implements Callable<Integer> {
  private static final int MOST_BEYOND = 20;

  private final Terminal terminal;

  @Mixin private HistoryOptions histories = new HistoryOptions();

  @Mixin private LiveOptions live = new LiveOptions();

  @Mixin private PreludeOption prelude = new PreludeOption();

  @Option(names = "--all", description = "List all that comes from no migration.")
  private boolean all;

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Discovery.Found found = histories.find();
    LiveWorld world = live.open(terminal);
    Verification verification =
        Verification.of(found.histories(), world, prelude.applyTo(world.snapshot().major()));
    verification.wanting().forEach(this::print);
    beyond(verification.beyond());
    String uncertain = verification.uncertain();
    if (uncertain != null) {
      terminal.out().println("Not all could be compared: " + uncertain + ".");
    }
    terminal
        .out()
        .println(
            world.name()
                + ": "
                + verification.applied()
                + " migrations have run; "
                + verification.wanting().size()
                + " of the objects that they make are missing or different");
    terminal.out().flush();
    if (verification.lacks()) {
      return ExitCode.MISSING;
    }
    if (!verification.wanting().isEmpty()) {
      return ExitCode.FOUND;
    }
    return verification.applied() == 0 || uncertain != null ? ExitCode.UNJUDGED : ExitCode.FINE;
  }

  private void print(Verification.Wanting wanting) {
    Difference difference = wanting.difference();
    StringBuilder line = new StringBuilder();
    if (difference.kind() == Difference.Kind.MISSING) {
      line.append("missing: ").append(difference.expected());
    } else {
      line.append("different: ").append(difference.actual());
      line.append("\n  expected: ").append(difference.expected());
    }
    Introductions.Introduction introduction = wanting.introduction();
    if (introduction != null) {
      line.append("\n  made by ")
          .append(introduction.span().file().path())
          .append(':')
          .append(introduction.span().line());
    }
    terminal.out().println(line);
  }

  private void beyond(List<Difference> beyond) {
    if (beyond.isEmpty()) {
      return;
    }
    terminal.out().println(beyond.size() + " objects come from no migration that has run:");
    beyond.stream()
        .limit(all ? Long.MAX_VALUE : MOST_BEYOND)
        .forEach(one -> terminal.out().println("  " + one.actual()));
    if (!all && beyond.size() > MOST_BEYOND) {
      terminal.out().println("  and " + (beyond.size() - MOST_BEYOND) + " more (--all)");
    }
  }
}
