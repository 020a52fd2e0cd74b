package dev.migrationsentry.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where results are written to. A `PrintStream` on top of it swallows failures; this remembers the
/// first one, so that a report that did not arrive is not taken for one that did.
final class Results extends OutputStream {
  private final OutputStream sink;
  private @Nullable IOException failure;

  Results(OutputStream sink) {
    this.sink = sink;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int start, int length) throws IOException {
    try {
      sink.write(bytes, start, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      sink.flush();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /// The exit code, once everything is written: another one than the command's when its results
  /// were lost. A reader that has seen enough and closed its pipe (`| head`) lost nothing.
  ///
  /// @param code what the command answered
  int exitCode(int code, PrintStream err) {
    IOException problem = failure;
    if (problem == null || isClosedPipe(problem)) {
      return code;
    }
    err.println("migration-sentry: The results could not be written: " + problem.getMessage());
    return ExitCode.USAGE;
  }

  private static boolean isClosedPipe(IOException problem) {
    return String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
  }
}
