package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ignored;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Version;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a runner with a journal passes over in silence: what the journal doesn't list, and what has
/// no later time there than the newest migration that a database has run.
final class Journals {
  private Journals() {}

  /// What the files alone show.
  static Stream<Finding> check(Rule rule, History history) {
    String runner = history.runner().title();
    List<Finding> findings = new ArrayList<>();
    for (Ignored file : history.ignored()) {
      String name = file.path().substring(file.path().lastIndexOf('/') + 1);
      findings.add(
          finding(
              rule,
              "",
              new SourceFile(file.path(), ""),
              name,
              name + " " + file.why() + ".",
              runner + " never runs it, on no database, and says that all went well.",
              "Let drizzle-kit generate --custom make the file and its entry, and move the statements there.",
              List.of()));
    }
    @Nullable Migration newest = null;
    for (Migration migration : history.migrations()) {
      Version when = migration.version();
      Version last = newest == null ? null : newest.version();
      if (when == null) {
        continue;
      }
      if (newest == null || last == null || when.compareTo(last) > 0) {
        newest = migration;
      } else if (history.isNew(migration)) {
        findings.add(
            finding(
                rule,
                "",
                migration.file(),
                migration.title(),
                migration.title()
                    + " has the time "
                    + when.text()
                    + " in the journal, which is not later than that of "
                    + newest.title()
                    + " before it, "
                    + last.text()
                    + ".",
                "A database that has run "
                    + newest.title()
                    + " never gets it: "
                    + runner
                    + " passes over it in silence. A new database gets both, so that tests don't show it.",
                "Give its entry in meta/_journal.json a \"when\" later than "
                    + last.text()
                    + ", or, where that time lies in the future, correct that one in the journal and in the row that records it.",
                List.of(
                    new Related(
                        newest.title(), Places.firstLine(newest.file()), "has a later time"))));
      }
    }
    return findings.stream();
  }

  /// What a database's ledger shows.
  static Stream<Finding> check(Rule rule, Timeline timeline, Ledger ledger) {
    History history = timeline.history();
    String world = timeline.world().name();
    String runner = history.runner().title();
    return ledger.passedOver(history).stream()
        .map(migration ->
            finding(
                rule,
                world,
                migration.file(),
                migration.title(),
                migration.title()
                    + " has not run in "
                    + world
                    + ", and its time in the journal is not later than that of the newest row in "
                    + ledger.table()
                    + ".",
                runner
                    + " passes over it in silence, at this deploy and at every later one, and runs what comes after it.",
                "Give its entry in meta/_journal.json a \"when\" later than that row's created_at and those of the entries before it.",
                List.of()));
  }

  private static Finding finding(
      Rule rule,
      String world,
      SourceFile file,
      String title,
      String seen,
      String effect,
      String safer,
      List<Related> related) {
    return new Finding(
        rule.id(),
        rule.severity(),
        world,
        Places.firstLine(file),
        title,
        null,
        seen,
        effect,
        safer,
        related,
        false);
  }
}
