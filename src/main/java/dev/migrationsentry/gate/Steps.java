package dev.migrationsentry.gate;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.configuration.ConfigurationProblem;
import dev.migrationsentry.gate.StepResult.State;
import dev.migrationsentry.runner.LockLostException;
import dev.migrationsentry.server.ServerUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Runs steps one after the other, each within its time, and keeps what became of them.
final class Steps {
  /// What people may nest in SQL needs more than a thread usually has.
  private static final long STACK_BYTES = 64L << 20;

  private final GateListener listener;
  private final Map<GateStep, Duration> limits;
  private final UnaryOperator<String> clean;
  private final boolean goesOn;
  private final List<StepResult> results = new ArrayList<>();
  private boolean interrupted;

  /// @param clean takes secrets out of all that is said
  /// @param goesOn whether a step is run although one before it has stopped
  Steps(
      GateListener listener,
      Map<GateStep, Duration> limits,
      UnaryOperator<String> clean,
      boolean goesOn) {
    this.listener = listener;
    this.limits = limits;
    this.clean = clean;
    this.goesOn = goesOn;
  }

  /// The work of a step.
  @FunctionalInterface
  interface Work {
    /// Does it.
    ///
    /// @param say takes a line for people
    /// @return why the gate stops, or null
    @Nullable GateStop run(Consumer<String> say) throws InterruptedException;
  }

  /// Runs a step, unless the gate has stopped.
  void run(GateStep step, Work work) {
    run(step, work, true);
  }

  /// Runs a step that keeps to its time itself, unless the gate has stopped.
  void runByItself(GateStep step, Work work) {
    run(step, work, false);
  }

  private void run(GateStep step, Work work, boolean limited) {
    if (!goOn()) {
      return;
    }
    Duration limit = limit(step);
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    listener.begins(step, limit);
    long start = System.nanoTime();
    Work guarded = say -> guarded(step, work, say);
    Consumer<String> say =
        line -> {
          String cleaned = clean.apply(line);
          lines.add(cleaned);
          listener.says(cleaned);
        };
    GateStop stop;
    try {
      stop = limited ? within(step, guarded, say) : guarded.run(say);
    } catch (InterruptedException e) {
      // Not handed on: what is left to do now is to give the lock back and to say what happened.
      interrupted = true;
      stop = GateStop.interrupted(step);
    }
    List<String> said;
    synchronized (lines) {
      said = List.copyOf(lines);
    }
    end(
        new StepResult(
            step,
            stop == null ? State.PASSED : State.STOPPED,
            Duration.ofNanos(System.nanoTime() - start),
            limit,
            said,
            stop == null ? null : cleaned(stop)));
  }

  /// Leaves a step out, unless the gate has stopped.
  void leaveOut(GateStep step, String why) {
    if (goOn()) {
      end(
          new StepResult(
              step, State.LEFT_OUT, Duration.ZERO, limit(step), List.of(clean.apply(why)), null));
    }
  }

  private void end(StepResult result) {
    results.add(result);
    listener.ended(result);
  }

  /// Whether there is anything more to do.
  boolean goOn() {
    return !interrupted && (goesOn || stop() == null);
  }

  /// The first stop, or null.
  @Nullable GateStop stop() {
    for (StepResult result : results) {
      if (result.stop() != null) {
        return result.stop();
      }
    }
    return null;
  }

  /// What became of the steps.
  List<StepResult> results() {
    return List.copyOf(results);
  }

  /// How long a step may take.
  Duration limit(GateStep step) {
    return limits.getOrDefault(step, Duration.ofSeconds(step.usualSeconds()));
  }

  private @Nullable GateStop within(GateStep step, Work work, Consumer<String> say)
      throws InterruptedException {
    FutureTask<@Nullable GateStop> task = new FutureTask<>(() -> work.run(say));
    Thread thread = new Thread(null, task, step.word(), STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit(step).toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      task.cancel(true);
      throw e;
    } catch (TimeoutException e) {
      task.cancel(true);
      return new GateStop(
          GateStop.TIME_LIMIT,
          "This step took longer than its limit of " + limit(step).toSeconds() + " s.",
          List.of(),
          List.of(
              "See why it takes so long, or set gate: limits: "
                  + step.word()
                  + " in migration-sentry.yaml."));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static @Nullable GateStop guarded(GateStep step, Work work, Consumer<String> say)
      throws InterruptedException {
    try {
      return work.run(say);
    } catch (DatabaseProblem
        | ConfigurationProblem
        | ServerUnavailableException
        | LockLostException
        | GateProblem e) {
      List<String> lines = String.valueOf(e.getMessage()).lines().toList();
      return GateStop.at(step, lines.getFirst(), lines.subList(1, lines.size()), List.of());
    } catch (RuntimeException | StackOverflowError e) {
      // Whatever goes wrong in here, the deploy must not go through, and somebody must hear of it.
      return GateStop.at(
          step,
          "This is a fault of the program: " + e,
          Arrays.stream(e.getStackTrace()).limit(20).map(frame -> "at " + frame).toList(),
          List.of("Report it with these lines."));
    }
  }

  private GateStop cleaned(GateStop stop) {
    return new GateStop(
        stop.exitCode(),
        clean.apply(stop.reason()),
        stop.evidence().stream().map(clean).toList(),
        stop.todo().stream().map(clean).toList());
  }
}
