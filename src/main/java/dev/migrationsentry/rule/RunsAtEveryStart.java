package dev.migrationsentry.rule;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.Trace;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// A database that people use records nowhere what has run in it: the project's own runner sends
/// every file again at every start.
public final class RunsAtEveryStart implements Rule.TimelineRule {
  /// What the names of tables contain in which a runner might record something after all.
  private static final List<String> LEDGERS =
      List.of(
          "migration",
          "schema_version",
          "schema_history",
          "changelog",
          "db_version",
          "applied",
          "deployed");

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(Timeline timeline) {
    if (!isWithoutLedger(timeline) || timeline.history().migrations().isEmpty()) {
      return Stream.empty();
    }
    List<Finding> losses = new ArrayList<>();
    boolean again = false;
    int failing = 0;
    for (Trace step : timeline.steps()) {
      Set<String> lost = lost(step, timeline.world());
      if (!lost.isEmpty()) {
        losses.add(loss(step, lost, timeline));
      }
      again |= step.changes().stream().anyMatch(RunsAtEveryStart::wasThere);
      failing += step.fate() == Trace.Fate.FAILS ? 1 : 0;
    }
    if (losses.isEmpty() && !again) {
      return Stream.empty();
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(summary(timeline, losses.size(), failing));
    findings.addAll(losses);
    return findings.stream();
  }

  /// Whether a replay runs everything again because no ledger says what has run: not in a new
  /// database, and not where the runner is known to keep a ledger.
  static boolean isWithoutLedger(Timeline timeline) {
    World world = timeline.world();
    return !world.isEmpty()
        && world.ledger() == null
        && world.applied().isEmpty()
        && timeline.history().runner().assumed()
        && world.database().schema().objects().stream()
            .noneMatch(object -> object instanceof Table table && mayRecord(table.name()));
  }

  private static boolean mayRecord(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return LEDGERS.stream().anyMatch(lower::contains);
  }

  /// Whether a change shows that a statement has met what it made before.
  private static boolean wasThere(Change change) {
    return change instanceof Change.Skipped skipped && skipped.kind() == ObjectKind.TABLE;
  }

  /// What of the database is lost when a statement runs again, as sentence parts.
  private static Set<String> lost(Trace step, World world) {
    Schema before = world.database().schema();
    Set<String> lost = new LinkedHashSet<>();
    for (Change change : step.changes()) {
      Table table = Tables.described(before, change.object());
      if (table != null) {
        String name = Losses.plain(change.object());
        switch (change) {
          case Change.Dropped dropped -> {
            String column = dropped.column();
            if (dropped.kind() == ObjectKind.TABLE) {
              lost.add("table " + name + " with all its rows");
            } else if (dropped.kind() == ObjectKind.COLUMN
                && column != null
                && table.column(column) != null) {
              lost.add("column " + column + " of " + name + " with its values");
            }
          }
          case Change.RowsChanged rows -> {
            if (rows.removed()) {
              lost.add("rows of " + name);
            }
          }
          case Change.Created ignored -> {}
          case Change.Renamed ignored -> {}
          case Change.Altered ignored -> {}
          case Change.Skipped ignored -> {}
        }
      }
    }
    return lost;
  }

  private Finding loss(Trace step, Set<String> lost, Timeline timeline) {
    return new Finding(
        id(),
        severity(),
        timeline.world().name(),
        step.statement().span(),
        step.migration().title(),
        null,
        "At every start this removes "
            + String.join(", ", lost)
            + ": nothing records that it has run.",
        "What people have stored since the last start is gone for good.",
        "Take the statement out of what runs at every start, or record what has run: a table with the names of files, asked before a file is sent.",
        List.of(),
        false);
  }

  private Finding summary(Timeline timeline, int losses, int failing) {
    Migration first = timeline.history().migrations().getFirst();
    return new Finding(
        id(),
        losses > 0 ? severity() : Severity.WARNING,
        timeline.world().name(),
        Places.firstLine(first.file()),
        first.title(),
        null,
        "No table of "
            + timeline.world().name()
            + " records these migrations, and what they make is there: all "
            + timeline.history().migrations().size()
            + " files run again at every start.",
        losses + failing == 0
            ? "They can only hold statements that may run any number of times, and nobody can tell which of them a database has seen."
            : plural(losses, "statement removes", "statements remove")
                + " data each time, "
                + plural(failing, "migration fails", "migrations fail")
                + " when run again.",
        "Record what has run in a table, or let a runner do it; begin by recording what this database has already.",
        List.of(),
        false);
  }

  private static String plural(int count, String one, String several) {
    return count == 1 ? "1 " + one : count + " " + several;
  }
}
