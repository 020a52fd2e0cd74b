package dev.migrationsentry.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A command that was started for what it prints. It ends when its output is closed, with the
/// processes that it started.
final class StartedCommand {
  private final String shown;
  private final Process process;
  private final Output output;

  private StartedCommand(String shown, Process process, Duration limit) {
    this.shown = shown;
    this.process = process;
    this.output = new Output(limit);
  }

  /// Starts a command, whose messages are dropped.
  ///
  /// @param limit how long it may take to print all, waiting for its reader aside
  /// @throws HostProblem when it can't be started
  static StartedCommand of(
      List<String> words, Path folder, Map<String, String> environment, Duration limit) {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return new StartedCommand(words.getFirst(), builder.start(), limit);
    } catch (IOException e) {
      throw new HostProblem("The command " + words.getFirst() + " can't be started.");
    }
  }

  /// What it prints. At the end it must have ended with 0.
  InputStream output() {
    return output;
  }

  private void end() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private final class Output extends InputStream {
    private final Watch watch;

    Output(Duration limit) {
      watch = new Watch(limit, StartedCommand.this::end);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      int count = watch.during(() -> process.getInputStream().read(target, offset, length));
      if (watch.isOver()) {
        throw new HostProblem("The command " + shown + " takes too long and was ended.");
      }
      if (count < 0) {
        awaitSuccess();
      }
      return count;
    }

    private void awaitSuccess() {
      try {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          throw new HostProblem("The command " + shown + " closed its output and did not end.");
        }
        if (process.exitValue() != 0) {
          throw new HostProblem(
              "The command " + shown + " failed with exit code " + process.exitValue() + ".");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new HostProblem("The wait for the command " + shown + " was interrupted.");
      } finally {
        end();
      }
    }

    @Override
    public void close() {
      end();
    }
  }
}
