package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Two migrations claim the same version or revision id.
public final class DuplicateRevisionId implements Rule.HistoryRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(History history) {
    Map<String, List<Migration>> byId = new LinkedHashMap<>();
    for (Migration migration : history.migrations()) {
      if (migration.kind() != MigrationKind.REPEATABLE) {
        byId.computeIfAbsent(migration.id(), ignored -> new ArrayList<>()).add(migration);
      }
    }
    return byId.values().stream()
        .filter(same -> same.size() > 1)
        .map(same -> finding(history, same));
  }

  private Finding finding(History history, List<Migration> same) {
    Migration last = same.getLast();
    List<Related> related = new ArrayList<>();
    for (Migration other : same.subList(0, same.size() - 1)) {
      related.add(new Related(other.title(), other.up().range(), "has the same id"));
    }
    String runner = history.runner().title();
    return new Finding(
        id(),
        severity(),
        "",
        Places.firstLine(last.file()),
        last.title(),
        null,
        "The id "
            + last.id()
            + " is claimed by "
            + same.size()
            + " migrations: "
            + String.join(", ", same.stream().map(Migration::title).toList())
            + ".",
        runner + " " + history.runner().onDuplicate() + ".",
        "Give "
            + last.title()
            + " an id of its own, later than all others. If a database has already run one of them, keep that one's id.",
        related,
        false);
  }
}
