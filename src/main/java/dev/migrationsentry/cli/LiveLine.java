package dev.migrationsentry.cli;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rehearsal.HistoryRun;
import dev.migrationsentry.rehearsal.RehearsedMigration;

/// One line on a terminal that says which migration runs, and is gone afterwards; nothing where the
/// output is no terminal.
final class LiveLine implements HistoryRun.Progress, AutoCloseable {
  private static final String CLEAR = "\r\033[K";

  private final Terminal terminal;
  private int begun;

  LiveLine(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void begins(Migration migration) {
    begun++;
    if (terminal.coloured()) {
      terminal.err().print(CLEAR + "rehearsing " + begun + ": " + migration.title() + " …");
      terminal.err().flush();
    }
  }

  @Override
  public void ended(RehearsedMigration migration) {
    if (terminal.coloured() && migration.failure() != null) {
      terminal.err().println(CLEAR + migration.migration().title() + " fails");
    }
  }

  @Override
  public void close() {
    if (terminal.coloured() && begun > 0) {
      terminal.err().print(CLEAR);
      terminal.err().flush();
    }
  }
}
