package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// What becomes of the exit code when results can't be written.
class ResultsTest {
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  @Test
  void aFullDeviceIsSaidAndIsNoSuccess() {
    assertThat(codeWhenWritingAnswers("No space left on device")).isEqualTo(ExitCode.USAGE);
    assertThat(messages.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "migration-sentry: The results could not be written: No space left on device"
                + System.lineSeparator());
  }

  @Test
  void aReaderThatHasSeenEnoughChangesNothing() {
    assertThat(codeWhenWritingAnswers("Broken pipe")).isEqualTo(ExitCode.FOUND);
    assertThat(messages.size()).isZero();
  }

  @Test
  void theCommandDecidesWhenAllIsWritten() {
    Results results = new Results(new ByteArrayOutputStream());
    print(results);
    assertThat(results.exitCode(ExitCode.FOUND, err())).isEqualTo(ExitCode.FOUND);
  }

  private int codeWhenWritingAnswers(String problem) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int single) throws IOException {
            throw new IOException(problem);
          }
        };
    Results results = new Results(broken);
    print(results);
    return results.exitCode(ExitCode.FOUND, err());
  }

  private static void print(OutputStream results) {
    PrintStream out = new PrintStream(results, false, StandardCharsets.UTF_8);
    out.println("a finding");
    out.flush();
  }

  private PrintStream err() {
    return new PrintStream(messages, true, StandardCharsets.UTF_8);
  }
}
