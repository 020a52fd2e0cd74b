package dev.migrationsentry.cli;

import dev.migrationsentry.SchemaAnswer;
import dev.migrationsentry.Sentry;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.ledger.DatabaseStatus;
import dev.migrationsentry.ledger.LiveWorld;
import dev.migrationsentry.ledger.MigrationStatus;
import dev.migrationsentry.ledger.Verification;
import dev.migrationsentry.web.Observation;
import dev.migrationsentry.web.StatusServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `serve`: the status of a database over HTTP.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Answers over HTTP whether a database is migrated: /api/ops/migration_status (the JSON of status; 200 when migrated, else 503), /readyz (200 when the schema is verified and nothing is pending), /healthz, /metrics (Prometheus) and /api-guard.js for browsers. Only reads, and only as often as --refresh says."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry serve                       on 127.0.0.1:8321, for probes on this machine",
      "  MIGRATION_SENTRY_TOKEN=... migration-sentry serve --host 0.0.0.0",
      "",
      "Runs until it is stopped. Exit codes: 0 stopped; 2 wrong usage or environment;",
      "3 no history was found."
    })
final class ServeCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private HistoryOptions histories = new HistoryOptions();

  @Mixin private LiveOptions live = new LiveOptions();

  @Mixin private PreludeOption prelude = new PreludeOption();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Where to listen. Default: 127.0.0.1, which other machines can't reach.")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8321",
      description = "The port; 0 takes a free one. Default: 8321.")
  private int port = 8321;

  @Option(
      names = "--refresh",
      paramLabel = "SECONDS",
      defaultValue = "15",
      description = "How old an answer may be. Default: 15.")
  private int refresh = 15;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "What clients must show to see /metrics: Authorization: Bearer TOKEN. Default: MIGRATION_SENTRY_TOKEN, which no list of processes shows; without a token only this machine sees them.")
  private @Nullable String token;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535 || refresh < 0) {
      throw new EnvironmentProblem(
          ExitCode.USAGE, "--port takes 0 to 65535, and --refresh seconds from 0 on.");
    }
    Discovery.Found found = histories.find(terminal);
    // What is wrong with the environment is said now, and not to the first client.
    live.open(terminal);
    String shown = token == null ? terminal.environment().get("MIGRATION_SENTRY_TOKEN") : token;
    try (StatusServer server =
        StatusServer.start(
            new InetSocketAddress(host, port),
            () -> observe(found),
            Duration.ofSeconds(refresh),
            shown)) {
      terminal
          .err()
          .println(
              "listening on http://"
                  + host
                  + ":"
                  + server.address().getPort()
                  + "/api/ops/migration_status");
      new CountDownLatch(1).await();
      return ExitCode.FINE;
    } catch (IOException e) {
      throw new EnvironmentProblem(
          ExitCode.USAGE, host + ":" + port + " can't be listened on: " + e.getMessage() + ".");
    }
  }

  private Observation observe(Discovery.Found found) {
    LiveWorld world = live.open(terminal);
    SchemaAnswer answer =
        Sentry.ask(
            found.histories(),
            histories.folder(),
            world,
            new Verification.Given(
                prelude.applyTo(world.snapshot().major()),
                prelude.statements(),
                histories.configuration(terminal).require(),
                Sentry.NO_SERVER));
    Map<String, Integer> states = new TreeMap<>();
    for (MigrationStatus.State state : MigrationStatus.State.values()) {
      states.put(state.name().toLowerCase(Locale.ROOT), answer.status().in(state).size());
    }
    return new Observation(
        answer.migrated(),
        answer.verified(),
        answer.ready(),
        json(answer.status()),
        states,
        answer.reasons());
  }

  private static String json(DatabaseStatus status) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      StatusJson.write(status, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
