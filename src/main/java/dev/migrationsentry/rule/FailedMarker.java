package dev.migrationsentry.rule;

import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.RecordedNames;
import dev.migrationsentry.timeline.Timeline;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The ledger says of a migration that it began and did not come to its end.
public final class FailedMarker implements Rule.TimelineRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(Timeline timeline) {
    Ledger ledger = timeline.world().ledger();
    return ledger == null
        ? Stream.empty()
        : ledger.rows().stream()
            .filter(row -> row.ending() == Ledger.Ending.FAILED)
            .map(row -> finding(timeline, ledger, row));
  }

  private Finding finding(Timeline timeline, Ledger ledger, Ledger.Row row) {
    String detail = row.detail();
    String first = detail == null ? "" : detail.lines().findFirst().orElse("");
    Migration migration = new RecordedNames(timeline.history()).find(row.id());
    String file = migration == null ? "" : " (" + migration.file().path() + ")";
    return LedgerRows.finding(
        this,
        timeline,
        ledger,
        row,
        row.id()
            + file
            + " began in this database and did not come to its end"
            + (first.isEmpty() ? "." : ": " + first),
        effect(ledger.runner(), row.id()),
        safer(ledger.runner(), row.id(), migration));
  }

  private static String effect(String runner, String id) {
    return switch (runner) {
      case "prisma" -> "Every later prisma migrate deploy stops with P3009 until this is resolved.";
      case "golang-migrate" -> "Every later run stops with \"Dirty database version " + id + "\".";
      case "flyway" -> "Every later migrate stops in its validation.";
      default -> "The runner refuses to go on, or goes on over what is half done.";
    };
  }

  private static String safer(String runner, String id, @Nullable Migration migration) {
    String command =
        switch (runner) {
          case "prisma" -> "  prisma migrate resolve --rolled-back " + id;
          case "golang-migrate" ->
              migration == null
                  ? "  migrate force VERSION_BEFORE_IT"
                  : "  migrate force "
                      + before(migration)
                      + "   after taking it back: the next run begins with "
                      + migration.title()
                      + "\n  migrate force "
                      + id
                      + "   after finishing it by hand: the next run goes on behind it";
          case "flyway" -> "  flyway repair";
          default -> "  the runner's own command for it";
        };
    return "First see what it has left: migration-sentry verify. Take that back or finish it, and only then clear the mark:\n"
        + command;
  }

  /// The version before one; golang-migrate writes -1 for a database before the first.
  private static String before(Migration migration) {
    return migration.parents().isEmpty() ? "-1" : migration.parents().getFirst();
  }
}
