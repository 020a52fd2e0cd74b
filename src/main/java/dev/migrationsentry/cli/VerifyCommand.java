package dev.migrationsentry.cli;

import dev.migrationsentry.configuration.Configuration;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.ledger.LiveWorld;
import dev.migrationsentry.ledger.Verification;
import dev.migrationsentry.server.ServerRequest;
import dev.migrationsentry.server.ServerUnavailableException;
import dev.migrationsentry.server.ThrowAwayServer;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `verify`: whether a database has what its applied migrations make.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Compares a database with what the migrations make that its ledger says have run, and with what the configuration requires; names what is missing or different with the migration that should have made it. "
          + "Only reads; expressions are compared after a throw-away server has run the same migrations."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry verify                             the database of DATABASE_URL",
      "  migration-sentry verify --database production.json  the database of a snapshot",
      "  migration-sentry verify --format json               for programs",
      "",
      "Exit codes: 0 all is there; 1 something is there in another form; 21 something",
      "is missing; 2 wrong usage or environment; 3 it can't be judged: no history, no",
      "ledger, migrations that could not be read, or expressions that could not be",
      "compared (--no-server leaves them out)."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private HistoryOptions histories = new HistoryOptions();

  @Mixin private LiveOptions live = new LiveOptions();

  @Mixin private PreludeOption prelude = new PreludeOption();

  @Option(names = "--all", description = "List all that comes from no migration.")
  private boolean all;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: text.")
  private Format format = Format.TEXT;

  @Option(
      names = "--no-server",
      description =
          "Start no throw-away server: defaults, conditions and bodies are then not compared.")
  private boolean withoutServer;

  private enum Format {
    TEXT,
    JSON
  }

  VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Configuration configuration = histories.configuration(terminal);
    Supplier<LiveWorld> reading = live.begin(terminal);
    Discovery.Found found = histories.find(terminal);
    LiveWorld world = reading.get();
    Verification verification =
        Verification.of(
            found.histories(),
            world,
            new Verification.Given(
                prelude.applyTo(world.snapshot().major()),
                prelude.statements(),
                configuration.require(),
                this::server));
    switch (format) {
      case TEXT -> terminal.out().print(VerifyText.render(verification, world.name(), all));
      case JSON -> VerifyJson.write(verification, world.name(), terminal.out());
    }
    terminal.out().flush();
    if (verification.lacks()) {
      return ExitCode.MISSING;
    }
    if (!verification.holds()) {
      return ExitCode.FOUND;
    }
    boolean unjudged =
        (verification.applied() == 0 && verification.required().isEmpty())
            || verification.uncertain() != null
            || (verification.expressions().why() != null && !withoutServer);
    return unjudged ? ExitCode.UNJUDGED : ExitCode.FINE;
  }

  private ThrowAwayServer server(int major) {
    if (withoutServer) {
      throw new ServerUnavailableException("--no-server was given");
    }
    return ThrowAwayServer.start(ServerRequest.of(major, terminal.environment()));
  }
}
