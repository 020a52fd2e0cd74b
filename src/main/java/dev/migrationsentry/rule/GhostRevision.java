package dev.migrationsentry.rule;

import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.timeline.Timeline;
import java.util.stream.Stream;

/// A database has run a migration that is not here.
public final class GhostRevision implements Rule.TimelineRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(Timeline timeline) {
    Ledger ledger = timeline.world().ledger();
    return ledger == null
        ? Stream.empty()
        : ledger.unknown(timeline.history()).stream().map(row -> finding(timeline, ledger, row));
  }

  private Finding finding(Timeline timeline, Ledger ledger, Ledger.Row row) {
    String effect =
        ledger.extent() == Ledger.Extent.HEADS
            ? "Alembic stops before it does anything: \"Can't locate revision identified by '"
                + row.id()
                + "'\"."
            : ledger.runner().equals("knex")
                ? "Knex stops before it does anything: \"The migration directory is corrupt, the following files are missing: "
                    + row.id()
                    + "\"."
                : "What it made is unknown here: the model of this database may miss objects, and runners that validate refuse to go on.";
    return LedgerRows.finding(
        this,
        timeline,
        ledger,
        row,
        "The database has run "
            + row.id()
            + ", and no migration here has that name: its file was deleted or renamed, or the database was moved by newer code.",
        effect,
        "Find the file and bring it back, or deploy the code that has it:\n  git log --all --oneline -- '*"
            + row.id()
            + "*'\n"
            + "Do not delete the row: what the migration made stays in the database.");
  }
}
