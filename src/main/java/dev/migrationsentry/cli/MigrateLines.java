package dev.migrationsentry.cli;

import dev.migrationsentry.gate.LockHolder;
import dev.migrationsentry.gate.LockListener;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.runner.MigrationOutcome;
import dev.migrationsentry.runner.RunListener;
import dev.migrationsentry.runner.RunPlan;
import dev.migrationsentry.runner.ServerError;
import java.time.Duration;

/// Says line by line on the error channel what `migrate` does.
final class MigrateLines implements RunListener, LockListener {
  private static final String CLEAR = "\r\033[K";

  private final Terminal terminal;
  private int width = 1;

  MigrateLines(Terminal terminal) {
    this.terminal = terminal;
  }

  /// What is to run is known.
  void starts(RunPlan plan) {
    width = plan.pending().stream().mapToInt(one -> one.title().length()).max().orElse(1);
  }

  private synchronized void line(String line) {
    terminal.err().println(terminal.coloured() ? CLEAR + line : line);
  }

  @Override
  public synchronized void begins(Migration migration, int steps) {
    if (terminal.coloured()) {
      terminal.err().print(CLEAR + "running   " + migration.title() + " …");
      terminal.err().flush();
    }
  }

  @Override
  public void step(Migration migration, int number, String text) {
    line("  step " + number + "  " + text);
  }

  @Override
  public void waits(Migration migration, ServerError error, Duration pause) {
    line(
        "waiting   " + migration.title() + "  " + error + "; again in " + pause.toMillis() + " ms");
  }

  @Override
  public void ended(MigrationOutcome outcome) {
    String title = outcome.migration().title();
    String millis = Long.toString(outcome.elapsed().toMillis());
    // Of hundreds of migrations, which take a millisecond each, String.format would be a tenth.
    line(
        word(outcome)
            + spaces(10 - word(outcome).length())
            + title
            + spaces(Math.min(width, 70) - title.length())
            + spaces(8 - millis.length())
            + millis
            + " ms");
    if (outcome.failure() == null) {
      // What a failed one has left stands in the result.
      outcome.remarks().forEach(remark -> line("  " + remark));
    }
    outcome.notices().forEach(notice -> line("  notice: " + notice));
  }

  private static String spaces(int count) {
    return " ".repeat(Math.max(0, count));
  }

  private static String word(MigrationOutcome outcome) {
    return switch (outcome.result()) {
      case APPLIED -> "applied";
      case UNDONE, NOT_BEGUN -> "failed";
      case PARTLY -> "partly";
      case UNCLEAR -> "unclear";
    };
  }

  @Override
  public void waiting(LockHolder holder, Duration waited) {
    line("waiting for the lock, " + waited.toSeconds() + " s so far; held by " + holder.describe());
  }

  @Override
  public void tookOver(LockHolder holder) {
    line("ended the dead holder of the lock: " + holder.describe());
  }

  @Override
  public void lost(String why) {
    line("the lock is lost: " + why);
  }
}
