package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A statement was not understood, or a whole migration is a program, so that nothing can be said
/// of it.
public final class UnanalysableSql implements Rule.HistoryRule {
  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public Stream<Finding> check(History history) {
    return history.migrations().stream().filter(history::isNew).flatMap(this::check);
  }

  private Stream<Finding> check(Migration migration) {
    List<Finding> findings = new ArrayList<>();
    String unreadable = migration.unreadable();
    if (unreadable != null) {
      findings.add(
          finding(
              migration,
              Places.firstLine(migration.file()),
              migration.title() + " " + unreadable + ": what it does was not seen."));
    }
    for (Statement statement : migration.up().statements()) {
      if (statement instanceof Opaque opaque && opaque.failure() == null) {
        findings.add(
            finding(
                migration,
                opaque.span(),
                "This statement was not understood: " + opaque.reason() + "."));
      }
    }
    return findings.stream();
  }

  private Finding finding(Migration migration, Span where, String seen) {
    return new Finding(
        id(),
        severity(),
        "",
        where,
        migration.title(),
        null,
        seen,
        "Whether it works was not judged, and later statements about the same objects can't be judged either.",
        "Rehearse it on a real server before you deploy.",
        List.of(),
        false);
  }
}
