package dev.migrationsentry.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A command with all processes that it starts, in a group of their own. They end when this is
/// closed, and when this process ends in whatever way, `kill -9` included.
public final class WatchedProcess implements AutoCloseable {
  private static final long END_SECONDS = 10;
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(2);

  /// The first shell starts the command in a process group of its own, where the machine has
  /// `setsid`, and hands on its exit code. The second one waits for the end of standard input,
  /// which this process holds, and then ends the group: politely first. A Ctrl-C in the terminal
  /// must not stop the watch, and the command must not inherit that it does not. `kill -TERM --
  /// -1234` is no way to name a group: dash refuses it.
  private static final String WATCH =
      """
      trap '' INT HUP TERM PIPE
      exec 3<&0
      mark=$1
      shift
      own=
      if command -v setsid >/dev/null; then own=setsid; fi
      ( trap - INT HUP TERM PIPE; export "$mark"; exec $own "$@" ) </dev/null 3<&- &
      command=$!
      (
        cat <&3
        kill -s TERM -- "-$command" || kill -s TERM "$command"
        tries=0
        while [ $tries -lt 20 ] && kill -s 0 -- "-$command"; do sleep 0.1; tries=$((tries + 1)); done
        kill -s KILL -- "-$command" || kill -s KILL "$command"
        kill -s KILL -- "-$command"
      ) >/dev/null 2>&1 &
      watch=$!
      wait "$command"
      code=$?
      kill -s KILL -- "-$command" 2>/dev/null
      kill -s KILL "$watch" 2>/dev/null
      exit $code
      """;

  private final Process shell;
  private final Strays strays;
  private final ProcessOutput output;

  private WatchedProcess(Process shell, Strays strays, ProcessOutput output) {
    this.shell = shell;
    this.strays = strays;
    this.output = output;
  }

  /// Starts a command.
  ///
  /// @param command the program and its arguments
  /// @param folder where it runs
  /// @param environment all its variables
  /// @param clean takes secrets out of its output
  /// @param heard gets each line that it writes, to wherever, as soon as it is written
  public static WatchedProcess start(
      List<String> command,
      Path folder,
      Map<String, String> environment,
      UnaryOperator<String> clean,
      Consumer<String> heard)
      throws IOException {
    Strays strays = Strays.create();
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", WATCH, "migration-sentry-watch", strays.mark()));
    words.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process shell = builder.start();
    return new WatchedProcess(
        shell, strays, ProcessOutput.read(shell.getInputStream(), clean, heard));
  }

  /// Waits for the end of the command.
  ///
  /// @return its exit code; nothing when the time was not enough
  public OptionalInt await(Duration time) throws InterruptedException {
    return shell.waitFor(time.toNanos(), TimeUnit.NANOSECONDS)
        ? OptionalInt.of(shell.exitValue())
        : OptionalInt.empty();
  }

  /// The last lines that it has written, to wherever.
  public List<String> tail() {
    return output.tail();
  }

  @Override
  public void close() {
    end();
  }

  /// Ends it, and what it has left behind, if something of it still runs; all that it has written
  /// is known then.
  ///
  /// @return the processes that had left its group and were ended, as people know them
  public List<String> end() {
    try {
      shell.getOutputStream().close();
    } catch (IOException e) {
      if (shell.isAlive()) {
        throw new UncheckedIOException(e);
      }
    }
    List<String> left = List.of();
    try {
      if (!shell.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
      }
      left = strays.end();
      output.await(LAST_OUTPUT);
    } catch (InterruptedException e) {
      // The second shell goes on without us.
      Thread.currentThread().interrupt();
    }
    return left;
  }
}
