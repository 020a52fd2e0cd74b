package dev.migrationsentry.cli;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this process and those that it starts do with signals.
final class Signals {
  /// The bit of SIGINT in the masks of `/proc/PID/status` (proc(5)).
  private static final long INTERRUPT = 1L << 1;

  private Signals() {}

  /// Skips a test that sends SIGINT where nobody receives it: a job in the background of a shell
  /// ignores it, and so do all processes that it starts.
  static void assumeInterruptible() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.isReadable(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("SigIgn:")) {
          long ignored = Long.parseUnsignedLong(line.substring(7).strip(), 16);
          assumeFalse((ignored & INTERRUPT) != 0, "SIGINT is ignored here");
        }
      }
    }
  }
}
