package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Placeholder;
import java.util.List;
import java.util.stream.Stream;

/// A migration is a template: the text that PostgreSQL gets is made only when the runner runs.
public final class TemplatedSql implements Rule.HistoryRule {
  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public Stream<Finding> check(History history) {
    return history.migrations().stream()
        .filter(history::isNew)
        .flatMap(migration ->
            migration.up().placeholders().stream()
                .filter(placeholder -> placeholder.value() == null)
                .limit(1)
                .map(placeholder -> finding(migration, placeholder)));
  }

  private Finding finding(Migration migration, Placeholder first) {
    long count =
        migration.up().placeholders().stream()
            .filter(placeholder -> placeholder.value() == null)
            .count();
    String more = count > 1 ? ", and " + (count - 1) + " more places," : "";
    return new Finding(
        id(),
        severity(),
        "",
        first.span(),
        migration.title(),
        null,
        "The value of " + first.name() + more + " is put in by the runner and not known here.",
        "What PostgreSQL will be sent was not seen, so that statements with such a place are judged by guess or not at all.",
        "Prefer plain SQL, with schemas chosen by search_path.",
        List.of(),
        false);
  }
}
