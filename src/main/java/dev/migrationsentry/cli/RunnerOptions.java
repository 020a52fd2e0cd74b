package dev.migrationsentry.cli;

import dev.migrationsentry.runner.RunSettings;
import dev.migrationsentry.runner.RunSettings.StepAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/// How the built-in runner runs migrations.
final class RunnerOptions {
  @Option(
      names = "--lock-timeout",
      paramLabel = "TIME",
      defaultValue = "5s",
      description =
          "How long a statement waits for a lock before it gives way, such as 500ms, 5s or 1m; 0 for without end. Not for CONCURRENTLY. Default: 5s.")
  private String lockTimeout = "5s";

  @Option(
      names = "--lock-retries",
      paramLabel = "NUMBER",
      defaultValue = "5",
      description =
          "How often a migration is tried again that did not get a lock, each time after a longer pause. Default: 5.")
  private int lockRetries = 5;

  @Option(
      names = "--statement-timeout",
      paramLabel = "TIME",
      defaultValue = "0",
      description = "How long a statement may take. Default: 0, without end.")
  private String statementTimeout = "0";

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "10m",
      description =
          "How long to wait for another run of migrations in this database. Default: 10m.")
  private String wait = "10m";

  @Option(
      names = "--settle",
      paramLabel = "FILE:STEP:done|again",
      description =
          "What became of a statement whose outcome nothing tells: it was completed, or is to run again.")
  private List<String> answers = List.of();

  /// @throws EnvironmentProblem when something is written wrongly
  RunSettings settings() {
    if (lockRetries < 0) {
      throw new EnvironmentProblem(ExitCode.USAGE, "--lock-retries takes a number from 0 on.");
    }
    List<StepAnswer> said = new ArrayList<>();
    for (String answer : answers) {
      said.add(answer(answer));
    }
    return new RunSettings(
        duration(lockTimeout), lockRetries, duration(statementTimeout), List.of(), said);
  }

  Duration longestWait() {
    return duration(wait);
  }

  private static StepAnswer answer(String written) {
    int last = written.lastIndexOf(':');
    int middle = last < 1 ? -1 : written.lastIndexOf(':', last - 1);
    String word = written.substring(last + 1);
    if (middle > 0 && (word.equals("done") || word.equals("again"))) {
      try {
        int step = Integer.parseInt(written.substring(middle + 1, last));
        return new StepAnswer(written.substring(0, middle), step, word.equals("done"));
      } catch (NumberFormatException e) {
        // Said below.
      }
    }
    throw new EnvironmentProblem(
        ExitCode.USAGE,
        "--settle takes FILE:STEP:done or FILE:STEP:again, as the question shows it, and not "
            + written
            + ".");
  }

  /// A time with its unit; a number alone is seconds.
  ///
  /// @throws EnvironmentProblem when it is none
  static Duration duration(String written) {
    String text = written.strip().toLowerCase(Locale.ROOT);
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    String unit = text.substring(end).strip();
    // PostgreSQL's own limits take 32 bits of milliseconds.
    if (end > 0 && end <= 6) {
      long number = Long.parseLong(text.substring(0, end));
      switch (unit) {
        case "ms" -> {
          return Duration.ofMillis(number);
        }
        case "", "s" -> {
          return Duration.ofSeconds(number);
        }
        case "m", "min" -> {
          if (number <= 35_000) {
            return Duration.ofMinutes(number);
          }
        }
        case "h" -> {
          if (number <= 590) {
            return Duration.ofHours(number);
          }
        }
        default -> {
          // Said below.
        }
      }
    }
    throw new EnvironmentProblem(
        ExitCode.USAGE, "'" + written + "' is no time; write 500ms, 5s, 2m or 1h.");
  }
}
