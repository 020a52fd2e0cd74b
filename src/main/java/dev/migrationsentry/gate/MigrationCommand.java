package dev.migrationsentry.gate;

import dev.migrationsentry.process.WatchedProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The command of another tool that runs the migrations: once, with the environment of this
/// process.
final class MigrationCommand {
  private static final Duration LOOK = Duration.ofMillis(50);

  private final GatePlan plan;
  private final UnaryOperator<String> clean;
  private final GateListener listener;

  MigrationCommand(GatePlan plan, UnaryOperator<String> clean, GateListener listener) {
    this.plan = plan;
    this.clean = clean;
    this.listener = listener;
  }

  /// Runs it and waits for its end, or for an interruption of this thread. All its processes are
  /// gone afterwards.
  ///
  /// @param limit how long it may take
  /// @param lost why the lock is not held any more, as soon as that is known
  /// @param tickets the locks under which it works, if it can be told so; see [JoinedLock]
  /// @throws GateProblem when it can't be started
  CommandResult run(Duration limit, AtomicReference<@Nullable String> lost, String tickets) {
    Map<String, String> environment = new HashMap<>(plan.environment());
    environment.put(JoinedLock.VARIABLE, tickets);
    OutputSigns signs = new OutputSigns();
    long start = System.nanoTime();
    CommandResult.Ending ending = CommandResult.Ending.EXITED;
    OptionalInt code = OptionalInt.empty();
    String why = "";
    try (WatchedProcess process =
        WatchedProcess.start(
            plan.command(),
            plan.folder(),
            environment,
            clean,
            line -> {
              signs.hear(line);
              listener.writes(line);
            })) {
      try {
        while (code.isEmpty() && ending == CommandResult.Ending.EXITED) {
          code = process.await(LOOK);
          String noLock = lost.get();
          if (code.isEmpty() && noLock != null) {
            ending = CommandResult.Ending.LOCK_LOST;
            why = noLock;
          } else if (code.isEmpty() && System.nanoTime() - start > limit.toNanos()) {
            ending = CommandResult.Ending.TIMED_OUT;
            why = "It ran longer than its limit of " + limit.toSeconds() + " s.";
          }
        }
      } catch (InterruptedException e) {
        // Not handed on: what the command has done is still to be found out and said.
        ending = CommandResult.Ending.INTERRUPTED;
      }
      List<String> strays = process.end();
      return new CommandResult(
          ending,
          code,
          why,
          Duration.ofNanos(System.nanoTime() - start),
          process.tail(),
          signs,
          strays);
    } catch (IOException e) {
      throw new GateProblem(
          "The command " + plan.command().getFirst() + " can't be started: " + e.getMessage());
    }
  }
}
