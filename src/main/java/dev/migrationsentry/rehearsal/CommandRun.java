package dev.migrationsentry.rehearsal;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.process.WatchedProcess;
import dev.migrationsentry.rehearsal.wire.Hang;
import dev.migrationsentry.rehearsal.wire.TraceEvent;
import dev.migrationsentry.rehearsal.wire.TraceLevel;
import dev.migrationsentry.rehearsal.wire.TraceSettings;
import dev.migrationsentry.rehearsal.wire.TracedStatement;
import dev.migrationsentry.rehearsal.wire.WireProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A run of somebody else's command on a throw-away database, as the database saw it.
///
/// @param command the program and its arguments
/// @param end how it ended
/// @param exitCode its exit code; nothing when it was ended
/// @param elapsed from its start to its end
/// @param environment what it was told of databases
/// @param recording what the proxy saw
/// @param output the last lines that it wrote, without secrets
public record CommandRun(
    List<String> command,
    Ending end,
    OptionalInt exitCode,
    Duration elapsed,
    CommandEnvironment environment,
    Recording recording,
    List<String> output) {
  private static final Duration LOOK = Duration.ofMillis(20);

  /// Copies the lists.
  public CommandRun {
    command = List.copyOf(command);
    output = List.copyOf(output);
  }

  /// How a command can end.
  public enum Ending {
    /// By itself.
    EXITED,
    /// One of its statements waited for too long.
    HUNG,
    /// It took too long.
    TIMED_OUT
  }

  /// What is run.
  ///
  /// @param command the program and its arguments
  /// @param folder where it runs
  /// @param environment the variables that it would have without a rehearsal
  /// @param files variables that it will read from files, see [CommandEnvironment]
  /// @param trace what is recorded, and when waiting is a hang
  /// @param limit how long it may take as a whole
  /// @param down whether what it has applied is taken back afterwards, and applied again
  public record Order(
      List<String> command,
      Path folder,
      Map<String, String> environment,
      Map<String, String> files,
      TraceSettings trace,
      Duration limit,
      boolean down) {
    /// Copies what is mutable.
    public Order {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
      files = Map.copyOf(files);
    }

    /// The same, recorded at another level.
    Order at(TraceLevel level) {
      return new Order(command, folder, environment, files, trace.at(level), limit, down);
    }

    /// Another command, for which the rest is the same.
    Order running(List<String> other) {
      return new Order(other, folder, environment, files, trace, limit, down);
    }
  }

  /// Runs a command and waits for its end. All its processes are gone afterwards.
  ///
  /// @param watcher is told what the proxy sees while it runs
  /// @throws IOException when it can't be started
  static CommandRun of(Order order, DatabaseUrl database, Consumer<TraceEvent> watcher)
      throws IOException, InterruptedException {
    List<TraceEvent> events = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean hangs = new AtomicBoolean();
    long start = System.nanoTime();
    Ending end;
    OptionalInt code;
    CommandEnvironment environment;
    List<String> output;
    try (WireProxy proxy =
        WireProxy.start(
            database,
            order.trace(),
            event -> {
              events.add(event);
              if (event instanceof Hang) {
                hangs.set(true);
              }
              watcher.accept(event);
            })) {
      CommandArguments arguments = CommandArguments.to(proxy.url(), order.command());
      environment =
          CommandEnvironment.to(proxy.url(), order.environment(), order.files())
              .and(arguments.redirected());
      try (WatchedProcess process =
          WatchedProcess.start(
              arguments.words(),
              order.folder(),
              environment.variables(),
              database::redact,
              line -> {})) {
        code = process.await(LOOK);
        end = Ending.EXITED;
        while (code.isEmpty() && end == Ending.EXITED) {
          if (hangs.get()) {
            end = Ending.HUNG;
          } else if (System.nanoTime() - start > order.limit().toNanos()) {
            end = Ending.TIMED_OUT;
          } else {
            code = process.await(LOOK);
          }
        }
        process.end();
        output = process.tail();
      }
    }
    return new CommandRun(
        order.command(),
        end,
        code,
        Duration.ofNanos(System.nanoTime() - start),
        environment,
        Recording.of(List.copyOf(events)),
        output);
  }

  /// Whether it ended by itself and said that all is well.
  public boolean succeeded() {
    return end == Ending.EXITED && exitCode.orElse(1) == 0;
  }

  /// Why it did not succeed, for people; null when it did.
  @Nullable String problem() {
    if (succeeded()) {
      return recording.connections().isEmpty() ? "never came to the throw-away server" : null;
    }
    Answer refusal = lastRefusal();
    return switch (end) {
      case HUNG -> "waits without end";
      case TIMED_OUT -> "takes too long";
      case EXITED ->
          refusal != null
              ? "fails with " + refusal
              : "ends with exit code " + exitCode.orElse(-1) + ": " + String.join(" | ", output);
    };
  }

  /// The last answer with which the server refused a statement, those left out that only follow
  /// from another one; null when it refused none.
  public @Nullable Answer lastRefusal() {
    Answer last = null;
    for (TracedStatement one : recording.statements()) {
      Answer answer = new CommandStatement(one, null, null).answer();
      if (!answer.worked() && !"25P02".equals(answer.sqlState())) {
        last = answer;
      }
    }
    return last;
  }
}
