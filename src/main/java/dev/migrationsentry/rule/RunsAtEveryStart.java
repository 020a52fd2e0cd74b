package dev.migrationsentry.rule;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.timeline.Loss;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.Trace;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    Map<Trace, Set<String>> lost = new LinkedHashMap<>();
    for (Loss loss : Loss.of(timeline)) {
      lost.computeIfAbsent(loss.step(), step -> new LinkedHashSet<>())
          .add(words(loss, timeline.world()));
    }
    List<Finding> losses = new ArrayList<>();
    lost.forEach((step, what) -> losses.add(loss(step, what, timeline)));
    boolean again = false;
    int failing = 0;
    for (Trace step : timeline.steps()) {
      again |= step.changes().stream().anyMatch(change -> wasThere(change, timeline.world()));
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

  /// Whether a change shows that a statement has met what it made at an earlier start. What an
  /// earlier file has made in the same replay shows nothing.
  private static boolean wasThere(Change change, World world) {
    return change instanceof Change.Skipped skipped
        && skipped.kind() == ObjectKind.TABLE
        && world.database().schema().object(skipped.id()) != null;
  }

  /// What is lost, as a part of a sentence.
  private static String words(Loss loss, World world) {
    String name = Losses.plain(loss.table());
    String size = Losses.size(world, loss.table());
    return switch (loss.extent()) {
      case TABLE -> "table " + name + " with all its rows" + size;
      case COLUMN -> "column " + loss.column() + " of " + name + " with its values" + size;
      case ALL_ROWS -> "all rows of " + name + size;
      case SOME_ROWS -> "rows of " + name;
    };
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
