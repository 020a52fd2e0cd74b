package dev.migrationsentry.cli;

import dev.migrationsentry.diagnosis.Origin;
import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.ledger.LiveWorld;
import dev.migrationsentry.remedy.Ailment;
import dev.migrationsentry.remedy.Offers;
import dev.migrationsentry.remedy.Tried;
import dev.migrationsentry.remedy.Workshop;
import dev.migrationsentry.report.Style;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `fix`: offers what repairs a history, each remedy rehearsed.
@Command(
    name = "fix",
    mixinStandardHelpOptions = true,
    description = {
      "Offers what mends the failures that check predicts: files of migrations, named and placed as the runner wants them. Each remedy is rehearsed on a throw-away PostgreSQL from every world at hand, and only what passes is offered. "
          + "After the first failure is mended the next one is looked for, until the whole history passes. It is printed; --write puts the files in place."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry fix                          look at it",
      "  migration-sentry fix --write                  put the files in place",
      "  migration-sentry fix --from production.json   also from a snapshot",
      "  migration-sentry fix --only multiple-heads    one kind of failure alone",
      "  migration-sentry fix heads                    Alembic's merge revision alone",
      "",
      "Exit codes: 0 nothing to mend, or all is mended by what was written; 1 a",
      "remedy is offered, or something is left without one; 2 wrong usage or",
      "environment; 3 no history, or nothing could be tried."
    },
    subcommands = {FixHeadsCommand.class})
final class FixCommand implements Callable<Integer> {
  /// More failures than this, one after the other, are no repair any more.
  private static final int MOST = 20;

  private enum Format {
    TEXT,
    JSON
  }

  private final Terminal terminal;

  @Mixin private HistoryOptions histories = new HistoryOptions();

  @Mixin private WorldOptions worlds = new WorldOptions();

  @Mixin private PreludeOption prelude = new PreludeOption();

  @Mixin private ServerOptions servers = new ServerOptions();

  @Option(
      names = "--only",
      paramLabel = "WHAT",
      description =
          "Only failures of one migration, of one SQLSTATE, or what one rule finds: the title, the code, or the rule's id.")
  private @Nullable String only;

  @Option(names = "--write", description = "Put the files of the best remedies in place.")
  private boolean write;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: text.")
  private Format format = Format.TEXT;

  FixCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    histories.find(terminal);
    ProjectFiles files = histories.files();
    List<Offers> all = new ArrayList<>();
    int mended = 0;
    try (Workshop workshop = workshop(files)) {
      Set<String> given = new HashSet<>();
      for (Ailment next = next(workshop, given);
          next != null && all.size() < MOST;
          next = next(workshop, given)) {
        given.add(next.title());
        Offers offers = workshop.offers(next);
        all.add(offers);
        Tried best = offers.best();
        if (best != null) {
          workshop.take(best.remedy());
          mended++;
        }
        if (offers.untried() != null) {
          break;
        }
      }
      if (write) {
        WrittenFiles.write(histories.directory(), workshop.changes());
      }
    }
    switch (format) {
      case TEXT ->
          terminal.out().print(RemedyText.render(all, write, new Style(terminal.coloured())));
      case JSON -> RemedyJson.write(all, write, terminal.out());
    }
    terminal.out().flush();
    if (all.isEmpty()) {
      return ExitCode.FINE;
    }
    if (all.getLast().untried() != null) {
      return ExitCode.UNJUDGED;
    }
    return write && mended == all.size() ? ExitCode.FINE : ExitCode.FOUND;
  }

  private Workshop workshop(ProjectFiles files) {
    Integer configured = histories.configuration(terminal).postgres();
    List<LiveWorld> live = new ArrayList<>();
    for (String from : worlds.from()) {
      if (LiveOptions.isDatabase(from)) {
        live.add(worlds.live(from, terminal));
      } else if (!WorldOptions.isEmpty(from)) {
        throw new EnvironmentProblem(
            ExitCode.USAGE,
            "fix goes from a new database, from the state before each failure and from snapshots or databases; --from "
                + from
                + " is none of them.");
      }
    }
    int major = live.isEmpty() ? worlds.major(configured) : live.getFirst().snapshot().major();
    List<Origin> places = new ArrayList<>();
    live.forEach(one -> places.add(new Origin.Live(one)));
    places.add(new Origin.Fresh(prelude.applyTo(major), major, prelude.statements()));
    return new Workshop(
        new Workshop.Given(
            files,
            histories.options(),
            other -> histories.in(terminal, other),
            places,
            asked -> servers.request(asked, terminal.environment()),
            terminal.now()));
  }

  private @Nullable Ailment next(Workshop workshop, Set<String> given) {
    for (Ailment ailment : workshop.ailments()) {
      if (!given.contains(ailment.title()) && isMeant(ailment)) {
        return ailment;
      }
    }
    return null;
  }

  private boolean isMeant(Ailment ailment) {
    if (only == null) {
      return true;
    }
    return switch (ailment) {
      case Ailment.Failing failing ->
          failing.migration().title().equals(only)
              || failing.migration().id().equals(only)
              || failing.migration().file().path().equals(only)
              || failing.error().sqlState().equals(only);
      case Ailment.Found found ->
          found.finding().rule().equals(only) || only.equals(found.finding().migration());
    };
  }
}
