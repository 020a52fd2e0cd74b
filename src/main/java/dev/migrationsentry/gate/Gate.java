package dev.migrationsentry.gate;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.Secrets;
import dev.migrationsentry.gate.GateReport.Verdict;
import dev.migrationsentry.ledger.DatabaseStatus;
import dev.migrationsentry.ledger.LiveWorld;
import dev.migrationsentry.ledger.ProjectContents;
import dev.migrationsentry.ledger.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The steps before a deploy, in their order. The first one that is not well stops it; no step is
/// ever left out because something that it needs is missing.
public final class Gate {
  private final GatePlan plan;
  private final GateProject project;
  private final GateListener listener;
  private final EnvironmentCheck environment;
  private final UnaryOperator<String> clean;
  private final Steps steps;
  private final boolean off;
  private final AtomicReference<@Nullable String> lost = new AtomicReference<>();
  private final Proof proof = new Proof();

  private Gate(GatePlan plan, GateProject project, GateListener listener) {
    this.plan = plan;
    this.project = project;
    this.listener = listener;
    this.environment = new EnvironmentCheck(plan, project);
    environment.findDatabase();
    this.clean = secrets(plan, environment.url())::redact;
    this.steps = new Steps(listener, plan.limits(), clean, plan.wishes().dryRun());
    this.off = Switch.of(plan.environment()) == Switch.OFF;
  }

  /// Runs the gate. An interruption of the thread stops it: the command is ended, and the lock is
  /// given back.
  ///
  /// @param listener hears of each step while it runs
  public static GateReport run(GatePlan plan, GateProject project, GateListener listener) {
    return new Gate(plan, project, listener).run();
  }

  /// What of a plan must not be shown.
  private static Secrets secrets(GatePlan plan, @Nullable DatabaseUrl url) {
    List<String> secrets = new ArrayList<>(Secrets.in(plan.environment()));
    Set<String> open = new HashSet<>();
    if (url != null) {
      secrets.addAll(url.secrets());
      open.addAll(url.words());
    }
    return Secrets.of(secrets, open);
  }

  private GateReport run() {
    steps.run(GateStep.ENVIRONMENT, environment::run);
    DatabaseUrl url = environment.url();
    if (url == null) {
      for (GateStep step : GateStep.values()) {
        if (step != GateStep.ENVIRONMENT) {
          steps.leaveOut(step, "no database is known");
        }
      }
      return report("", List.of(), List.of());
    }
    HistoryCheck histories = new HistoryCheck(plan, project, url);
    ConnectionCheck connection =
        new ConnectionCheck(url, plan.reading(), steps.limit(GateStep.CONNECTION));
    steps.runByItself(GateStep.CONNECTION, connection::run);
    ConnectionCheck.Server server = connection.server();
    if (server == null) {
      for (GateStep step : GateStep.values()) {
        if (step.compareTo(GateStep.CONNECTION) > 0) {
          steps.leaveOut(step, "the database was not reached");
        }
      }
      return report(url.toString(), List.of(), List.of());
    }
    if (off || plan.wishes().dryRun()) {
      steps.leaveOut(GateStep.LOCK, "nothing is written");
      return reached(url, histories, null);
    }
    try (GateLock lock = new GateLock(plan, url, environment.histories(), server, lost)) {
      steps.runByItself(GateStep.LOCK, lock::take);
      return reached(url, histories, lock);
    }
  }

  private GateReport reached(DatabaseUrl url, HistoryCheck histories, @Nullable GateLock lock) {
    if (environment.histories().isEmpty()) {
      for (GateStep step : GateStep.values()) {
        if (step.compareTo(GateStep.CONNECTION) > 0) {
          steps.leaveOut(step, "there are no migrations");
        }
      }
      return report(url.toString(), List.of(), List.of());
    }
    if (off) {
      return switchedOff(url, histories);
    }
    steps.run(GateStep.HISTORY, histories::before);
    List<String> pending = histories.pending();
    boolean idle = histories.nothingToDo() && !plan.wishes().always();
    before(histories, idle);
    boolean ran = false;
    if (idle) {
      steps.leaveOut(GateStep.MIGRATIONS, "nothing is pending");
      steps.leaveOut(GateStep.LEDGER, "nothing was pending");
    } else if (plan.wishes().dryRun()) {
      steps.leaveOut(
          GateStep.MIGRATIONS,
          plan.wishes().rehearse()
              ? "a dry run; the command was rehearsed on a copy"
              : "a dry run; the command was not tried: --rehearse tries it on a copy");
      steps.leaveOut(GateStep.LEDGER, "a dry run");
    } else {
      ran = steps.goOn();
      steps.runByItself(GateStep.MIGRATIONS, say -> migrate(histories, pending, lock, say));
      steps.run(GateStep.LEDGER, histories::after);
    }
    boolean server = ran && plan.wishes().withServer();
    LiveWorld world = histories.world();
    if (world == null) {
      steps.leaveOut(GateStep.VERIFY, "the database was not read");
    } else {
      steps.run(
          GateStep.VERIFY,
          say -> {
            Verification verification = project.verify(read(histories), server);
            boolean unsure = !verification.wanting().isEmpty() || verification.uncertain() != null;
            // Where the prediction is not enough, a server has the last word, also where nothing
            // ran.
            boolean asked = server || (unsure && plan.wishes().withServer());
            return proof.judge(
                asked && !server ? project.verify(read(histories), true) : verification,
                plan.wishes().dryRun() && !idle,
                asked,
                say);
          });
    }
    return report(url.toString(), pending, applied(pending, histories));
  }

  private static LiveWorld read(HistoryCheck histories) {
    LiveWorld world = histories.world();
    if (world == null) {
      throw new GateProblem("The database was not read.");
    }
    return world;
  }

  /// The steps that look ahead.
  private void before(HistoryCheck histories, boolean idle) {
    String why =
        idle ? "nothing is pending" : histories.world() == null ? "the database was not read" : "";
    if (!why.isEmpty()) {
      steps.leaveOut(GateStep.CHECK, why);
    } else {
      steps.run(
          GateStep.CHECK,
          say -> Prediction.judge(project.check(read(histories)), plan.failOn(), say));
    }
    if (!plan.wishes().rehearse()) {
      return;
    }
    if (!why.isEmpty()) {
      steps.leaveOut(GateStep.REHEARSAL, why);
    } else {
      steps.run(GateStep.REHEARSAL, say -> rehearse(histories, say));
    }
  }

  private @Nullable GateStop rehearse(HistoryCheck histories, Consumer<String> say) {
    GateProject.RehearsalVerdict verdict = project.rehearse(read(histories));
    verdict.lines().forEach(say);
    if (verdict.problem().isEmpty()) {
      return null;
    }
    return new GateStop(
        verdict.refused() ? GateStop.FAULTY_COMMAND : GateStep.REHEARSAL.exitCode(),
        verdict.problem(),
        List.of(),
        List.of("Nothing was changed: this happened on a copy."));
  }

  private @Nullable GateStop migrate(
      HistoryCheck histories, List<String> pending, @Nullable GateLock lock, Consumer<String> say)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (lock != null) {
      lock.check();
    }
    if (plan.command().isEmpty()) {
      return builtIn(histories, pending, lock, say);
    }
    CommandResult result;
    try {
      result =
          new MigrationCommand(plan, clean, listener)
              .run(steps.limit(GateStep.MIGRATIONS), lost, lock == null ? "" : lock.tickets());
    } catch (GateProblem e) {
      return new GateStop(
          GateStop.FAULTY_COMMAND, String.valueOf(e.getMessage()), List.of(), List.of());
    }
    say.accept(
        "the command "
            + (result.exitCode().isPresent()
                ? "ended with exit code " + result.exitCode().getAsInt()
                : "was ended")
            + " after "
            + seconds(result.took()));
    result.strays().forEach(stray -> say.accept("left running, and ended: " + stray));
    List<String> state = new ArrayList<>();
    boolean moved = false;
    if (!result.saysSuccess()
        || result.signs().broken() != null
        || result.signs().refusal(0) != null) {
      moved = known(histories, pending, state);
    }
    GateStop stop = CommandVerdict.of(result, moved);
    if (stop == null) {
      if (!result.signs().suspicious().isEmpty()) {
        say.accept("its output speaks of errors; the ledger and the schema decide:");
        result.signs().suspicious().forEach(line -> say.accept("  " + line));
      }
      return null;
    }
    return stop.exitCode() == GateStop.FAULTY_COMMAND ? stop : stop.with(state);
  }

  private @Nullable GateStop builtIn(
      HistoryCheck histories, List<String> pending, @Nullable GateLock lock, Consumer<String> say) {
    DatabaseStatus status = histories.status();
    if (status == null || lock == null) {
      throw new GateProblem("The database was not read.");
    }
    GateStop stop;
    try (ProjectContents contents = project.contents()) {
      stop =
          new BuiltInRunner(plan, histories.url(), lock.schema(), lock::fence, lost)
              .run(
                  status.histories(),
                  read(histories),
                  contents,
                  steps.limit(GateStep.MIGRATIONS),
                  say);
    }
    if (stop == null) {
      return null;
    }
    List<String> state = new ArrayList<>();
    known(histories, pending, state);
    return stop.with(state);
  }

  /// Finds out what is known of the state after a run that did not end well.
  ///
  /// @param lines takes what is known
  /// @return whether the ledger has moved
  private static boolean known(HistoryCheck histories, List<String> pending, List<String> lines) {
    try {
      DatabaseStatus now = histories.read();
      List<String> open = histories.pending();
      List<String> done = new ArrayList<>(pending);
      done.removeAll(open);
      lines.add(
          done.isEmpty()
              ? "the ledger records none of what was pending"
              : "the ledger now records: " + HistoryCheck.named(done));
      if (!open.isEmpty()) {
        lines.add(
            "not recorded, though parts of the first of them may have been left behind where they ran outside of transactions: "
                + HistoryCheck.named(open));
      }
      now.wrongMigrations().forEach(lines::add);
      return !done.isEmpty();
    } catch (DatabaseProblem | GateProblem e) {
      lines.add(
          "nothing is known of what was applied, since the database can't be read now: "
              + e.getMessage());
      lines.add("run 'migration-sentry status' and 'migration-sentry verify' before anything else");
      return false;
    }
  }

  private GateReport switchedOff(DatabaseUrl url, HistoryCheck histories) {
    steps.run(
        GateStep.HISTORY,
        say -> {
          histories.before(say);
          return null;
        });
    String why = GatePlan.SKIP + "=1 switches migrations off: the schema may lag the code";
    steps.leaveOut(GateStep.MIGRATIONS, why);
    steps.leaveOut(GateStep.VERIFY, why);
    return report(url.toString(), histories.pending(), List.of());
  }

  private static List<String> applied(List<String> pending, HistoryCheck histories) {
    List<String> applied = new ArrayList<>(pending);
    applied.removeAll(histories.pending());
    return applied;
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  private GateReport report(String database, List<String> pending, List<String> applied) {
    GateStop stop = steps.stop();
    Verdict verdict =
        stop != null
            ? Verdict.STOPPED
            : off ? Verdict.SWITCHED_OFF : plan.wishes().dryRun() ? Verdict.READY : Verdict.SUCCESS;
    return new GateReport(
        verdict, database, steps.results(), pending, applied, proof.unknown(), stop);
  }
}
