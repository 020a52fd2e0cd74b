package dev.migrationsentry.cli;

import dev.migrationsentry.gate.GateListener;
import dev.migrationsentry.gate.GatePlan;
import dev.migrationsentry.gate.GateReport;
import dev.migrationsentry.gate.GateStep;
import dev.migrationsentry.gate.GateStop;
import dev.migrationsentry.gate.StepResult;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// What `gate` says to people, as it happens, and the markers that logs are searched for.
final class GateText implements GateListener {
  private static final String MARK = "=== MIGRATION SENTRY: ";

  private final PrintStream out;

  GateText(PrintStream out) {
    this.out = out;
  }

  @Override
  public void begins(GateStep step, Duration limit) {
    line(MARK + step.word() + " (limit " + limit.toSeconds() + " s) ===");
  }

  @Override
  public void says(String line) {
    line(line);
  }

  @Override
  public void writes(String line) {
    line("| " + line);
  }

  @Override
  public void ended(StepResult result) {
    switch (result.state()) {
      case PASSED -> line(result.step().word() + ": ok in " + seconds(result.took()));
      case STOPPED -> line(result.step().word() + ": failed after " + seconds(result.took()));
      case LEFT_OUT ->
          line(result.step().word() + ": left out, " + String.join(", ", result.lines()));
    }
  }

  /// Says what the gate has come to.
  void end(GateReport report) {
    for (StepResult step : report.steps()) {
      GateStop stop = step.stop();
      if (stop != null) {
        stop(step.step(), stop);
      }
    }
    report.unknown().forEach(this::line);
    GateStep stopped = report.stoppedAt();
    String end =
        switch (report.verdict()) {
          case SUCCESS -> "success" + doubt(report);
          case READY -> "dry run, ready" + doubt(report);
          case SWITCHED_OFF ->
              "migrations are switched off by " + GatePlan.SKIP + ", the schema may lag the code";
          case STOPPED -> "stopped at " + (stopped == null ? "" : stopped.word());
        };
    line(MARK + end + " ===");
  }

  /// What is not known is no success: it stands in the line that people look for.
  private static String doubt(GateReport report) {
    return report.unknown().isEmpty() ? "" : ", but not all could be compared";
  }

  private void stop(GateStep step, GateStop stop) {
    line("");
    line(step.word() + ": " + stop.reason());
    stop.evidence().forEach(one -> line("  " + one));
    stop.todo().forEach(one -> line("What to do: " + one));
    line("Exit code " + stop.exitCode() + ".");
  }

  private void line(String line) {
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
