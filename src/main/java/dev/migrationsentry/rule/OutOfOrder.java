package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A new migration sorts before one that is already on the branch that it is compared with.
public final class OutOfOrder implements Rule.HistoryRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(History history) {
    Reference reference = history.reference();
    if (reference == null) {
      return Stream.empty();
    }
    List<Finding> findings = new ArrayList<>();
    Migration last = null;
    for (Migration migration : history.migrations().reversed()) {
      if (migration.kind() == MigrationKind.REPEATABLE) {
        continue;
      }
      if (!history.isNew(migration)) {
        last = last == null ? migration : last;
      } else if (last != null) {
        findings.add(finding(reference, migration, last));
      }
    }
    return findings.reversed().stream();
  }

  private Finding finding(Reference reference, Migration migration, Migration last) {
    return new Finding(
        id(),
        severity(),
        "",
        Places.firstLine(migration.file()),
        migration.title(),
        null,
        migration.title()
            + " is new, and sorts before "
            + last.title()
            + ", which is on "
            + reference.name()
            + " already.",
        "A database that has run "
            + last.title()
            + " gets it late, or never: runners refuse it, skip it in silence, or run it after migrations that a new database runs before it.",
        "Give it a number after "
            + last.title()
            + ", so that every database runs both in the same order.",
        List.of(
            new Related(last.title(), Places.firstLine(last.file()), "is on " + reference.name())),
        false);
  }
}
