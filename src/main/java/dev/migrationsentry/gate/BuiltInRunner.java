package dev.migrationsentry.gate;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.ledger.HistoryStatus;
import dev.migrationsentry.ledger.LiveWorld;
import dev.migrationsentry.ledger.MigrationStatus.State;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.report.Excerpt;
import dev.migrationsentry.report.Style;
import dev.migrationsentry.runner.Fence;
import dev.migrationsentry.runner.LedgerTarget;
import dev.migrationsentry.runner.MigrationFailure;
import dev.migrationsentry.runner.MigrationOutcome;
import dev.migrationsentry.runner.MigrationRun;
import dev.migrationsentry.runner.RunListener;
import dev.migrationsentry.runner.RunPlan;
import dev.migrationsentry.runner.RunSettings;
import dev.migrationsentry.runner.ServerError;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The migrations step of a history of SQL files for which no command is given: the runner of this
/// program, as `migrate` uses it, under the lock of the gate.
final class BuiltInRunner {
  private static final String APPLICATION = LockRequest.APPLICATION + " gate";
  private static final RunSettings SETTINGS =
      new RunSettings(Duration.ofSeconds(5), 5, Duration.ZERO, List.of(), List.of());
  private static final long LOOK_MILLIS = 50;

  private final GatePlan plan;
  private final DatabaseUrl url;
  private final String schema;
  private final Function<String, Fence> fences;
  private final AtomicReference<@Nullable String> lost;

  /// @param schema where new tables are made
  /// @param fences the fence of a ledger
  /// @param lost why the lock is not held any more, as soon as that is known
  BuiltInRunner(
      GatePlan plan,
      DatabaseUrl url,
      String schema,
      Function<String, Fence> fences,
      AtomicReference<@Nullable String> lost) {
    this.plan = plan;
    this.url = url;
    this.schema = schema;
    this.fences = fences;
    this.lost = lost;
  }

  /// Runs what is pending, up to the first migration that does not come to its end.
  ///
  /// @param limit how long all of it may take
  @Nullable GateStop run(
      List<HistoryStatus> histories,
      LiveWorld world,
      HistoryStatus.Contents contents,
      Duration limit,
      Consumer<String> say) {
    long end = System.nanoTime() + limit.toNanos();
    for (HistoryStatus history : histories) {
      if (!history.in(State.PENDING).isEmpty()) {
        GateStop stop = run(history, world, contents, end, say);
        if (stop != null) {
          return stop;
        }
      }
    }
    return null;
  }

  private @Nullable GateStop run(
      HistoryStatus history,
      LiveWorld world,
      HistoryStatus.Contents contents,
      long end,
      Consumer<String> say) {
    RunPlan wanted =
        RunPlan.of(
            history,
            world.snapshot().ledgers(),
            contents,
            schema,
            new RunPlan.Permissions(List.of(), false, false));
    wanted.remarks().forEach(say);
    LedgerTarget ledger = wanted.ledger();
    if (!wanted.mayRun() || ledger == null) {
      List<String> why = new ArrayList<>(wanted.stops());
      why.addAll(wanted.unsupported());
      return GateStop.at(
          GateStep.MIGRATIONS,
          why.getFirst(),
          why.subList(1, why.size()),
          List.of("Nothing was changed. 'migration-sentry migrate --dry-run' shows all of it."));
    }
    RunSettings settings = url.schemas().isEmpty() ? SETTINGS : SETTINGS.searching(url.schemas());
    CountDownLatch done = new CountDownLatch(1);
    try (MigrationRun run =
        MigrationRun.open(
            url,
            plan.reading(),
            APPLICATION,
            ledger,
            fences.apply(ledger.shown()),
            settings,
            new Lines(say))) {
      Thread runner = Thread.currentThread();
      Thread watch = Thread.ofVirtual().name("limit").start(() -> watch(run, runner, done, end));
      List<MigrationOutcome> outcomes;
      boolean asked;
      try {
        outcomes = run.run(wanted.pending());
      } finally {
        done.countDown();
        watch.interrupt();
        // What became of it is still to be found out and said.
        asked = Thread.interrupted();
      }
      for (MigrationOutcome outcome : outcomes) {
        if (outcome.result() != MigrationOutcome.Result.APPLIED) {
          return stop(outcome, System.nanoTime() > end, asked);
        }
      }
      return asked ? GateStop.interrupted(GateStep.MIGRATIONS) : null;
    } catch (SQLException e) {
      return GateStop.at(
          GateStep.MIGRATIONS,
          "The migrations could not be run: "
              + url.redact(String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          List.of(),
          List.of());
    }
  }

  /// An interrupted thread does not notice it while it waits for the server: so its run is ended.
  private void watch(MigrationRun run, Thread runner, CountDownLatch done, long end) {
    try {
      while (!done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() > end || lost.get() != null || runner.isInterrupted()) {
          run.interrupt();
          return;
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private GateStop stop(MigrationOutcome outcome, boolean late, boolean asked) {
    List<String> evidence = new ArrayList<>();
    MigrationFailure failure = outcome.failure();
    String why = lost.get();
    if (why != null) {
      evidence.add(why);
    }
    if (failure != null) {
      evidence.add(failure.place().toString());
      Excerpt.of(failure.place(), new Style(false)).lines().forEach(evidence::add);
      ServerError error = failure.error();
      evidence.add(failure.sentence());
      if (error != null) {
        evidence.add(error.toString());
        detail("detail", error.detail(), evidence);
        detail("hint", error.hint(), evidence);
      }
    }
    evidence.addAll(outcome.remarks());
    evidence.add(state(outcome));
    if (asked) {
      return GateStop.interrupted(GateStep.MIGRATIONS).with(evidence);
    }
    return new GateStop(
        late ? GateStop.TIME_LIMIT : GateStep.MIGRATIONS.exitCode(),
        late
            ? "The migrations took longer than their limit, at " + outcome.migration().title() + "."
            : "The migration " + outcome.migration().title() + " did not come to its end.",
        evidence,
        List.of(
            "The gate never tries a failed migration again and never stamps. Correct it and deploy again."));
  }

  private static void detail(String name, @Nullable String text, List<String> lines) {
    if (text != null && !text.isBlank()) {
      text.lines().forEach(line -> lines.add(name + ": " + line));
    }
  }

  private static String state(MigrationOutcome outcome) {
    return switch (outcome.result()) {
      case APPLIED -> "It has run and is recorded.";
      case UNDONE -> "Nothing of it is left, and it is not recorded.";
      case NOT_BEGUN -> "It was not begun.";
      case PARTLY ->
          outcome.stepsDone() == 0
              ? "It is not recorded, and not all of it is gone; the next run begins with its first step."
              : outcome.stepsDone()
                  + " of its "
                  + outcome.steps()
                  + " steps are done and recorded; the next run goes on behind them.";
      case UNCLEAR ->
          "It is not known here whether it was completed; the next run looks in the database before it goes on.";
    };
  }

  /// Says what runs.
  private record Lines(Consumer<String> say) implements RunListener {
    @Override
    public void begins(Migration migration, int steps) {}

    @Override
    public void step(Migration migration, int number, String text) {
      say.accept("  step " + number + " " + text.lines().findFirst().orElse(""));
    }

    @Override
    public void waits(Migration migration, ServerError error, Duration pause) {
      say.accept(
          "waiting: "
              + migration.title()
              + ", "
              + error
              + "; again in "
              + pause.toMillis()
              + " ms");
    }

    @Override
    public void ended(MigrationOutcome outcome) {
      if (outcome.result() == MigrationOutcome.Result.APPLIED) {
        say.accept("applied " + outcome.migration().title());
      }
    }
  }
}
