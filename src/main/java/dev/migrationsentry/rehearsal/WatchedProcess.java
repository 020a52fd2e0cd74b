package dev.migrationsentry.rehearsal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// A command with all processes that it starts, in a group of their own. They end when this is
/// closed, and when this process ends in whatever way, `kill -9` included.
final class WatchedProcess implements AutoCloseable {
  private static final int KEPT_LINES = 60;
  private static final long END_SECONDS = 10;

  /// The first shell starts the command in a process group of its own, where the machine has
  /// `setsid`, and hands on its exit code. The second one waits for the end of standard input,
  /// which this process holds, and then ends the group: politely first. A Ctrl-C in the terminal
  /// must not stop the watch, and the command must not inherit that it does not.
  private static final String WATCH =
      """
      trap '' INT HUP TERM
      exec 3<&0
      own=
      if command -v setsid >/dev/null; then own=setsid; fi
      ( trap - INT HUP TERM; exec $own "$@" ) </dev/null 3<&- &
      command=$!
      (
        cat <&3
        kill -TERM -- "-$command" || kill -TERM "$command"
        tries=0
        while [ $tries -lt 20 ] && kill -0 -- "-$command"; do sleep 0.1; tries=$((tries + 1)); done
        kill -KILL -- "-$command" || kill -KILL "$command"
      ) >/dev/null 2>&1 &
      watch=$!
      wait "$command"
      code=$?
      kill -KILL -- "-$command" 2>/dev/null
      kill -KILL "$watch" 2>/dev/null
      exit $code
      """;

  private final Process shell;
  private final Thread reader;
  private final Deque<String> tail = new ArrayDeque<>();

  private WatchedProcess(Process shell, UnaryOperator<String> clean) {
    this.shell = shell;
    this.reader = Thread.ofVirtual().start(() -> read(clean));
  }

  /// Starts a command.
  ///
  /// @param command the program and its arguments
  /// @param folder where it runs
  /// @param environment all its variables
  /// @param clean takes secrets out of its output
  static WatchedProcess start(
      List<String> command,
      Path folder,
      Map<String, String> environment,
      UnaryOperator<String> clean)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("sh", "-c", WATCH, "migration-sentry-watch"));
    words.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new WatchedProcess(builder.start(), clean);
  }

  private void read(UnaryOperator<String> clean) {
    try (BufferedReader lines = shell.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (tail) {
          tail.add(clean.apply(line));
          if (tail.size() > KEPT_LINES) {
            tail.removeFirst();
          }
        }
      }
    } catch (IOException ended) {
      // Nothing more comes.
    }
  }

  /// Waits for the end of the command.
  ///
  /// @return its exit code; nothing when the time was not enough
  OptionalInt await(Duration time) throws InterruptedException {
    if (!shell.waitFor(time.toNanos(), TimeUnit.NANOSECONDS)) {
      return OptionalInt.empty();
    }
    reader.join(Duration.ofSeconds(END_SECONDS));
    return OptionalInt.of(shell.exitValue());
  }

  /// Whether it runs.
  boolean runs() {
    return shell.isAlive();
  }

  /// The last lines that it has written, to wherever.
  List<String> tail() {
    synchronized (tail) {
      return List.copyOf(tail);
    }
  }

  @Override
  public void close() {
    end();
  }

  /// Ends it if it still runs; all that it has written is known then.
  void end() {
    try {
      shell.getOutputStream().close();
    } catch (IOException e) {
      if (shell.isAlive()) {
        throw new UncheckedIOException(e);
      }
    }
    try {
      if (!shell.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
      }
    } catch (InterruptedException e) {
      // The second shell goes on without us.
      Thread.currentThread().interrupt();
    }
  }
}
