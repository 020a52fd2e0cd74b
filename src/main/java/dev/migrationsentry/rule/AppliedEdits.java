package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.Reference;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Migrations that differ from the state in git that counts as deployed.
final class AppliedEdits {
  /// Runners that record a checksum of each file and look at it again.
  private static final Set<String> RECORDING =
      Set.of("flyway", "prisma", "sqlx", "postgres-migrations", "graphile-migrate");

  private AppliedEdits() {}

  /// Whether a history's runner records checksums.
  static boolean areRecorded(History history) {
    return RECORDING.contains(history.framework());
  }

  /// A finding for each edited migration that runs once.
  ///
  /// @param effect what the runner does, as a sentence
  static Stream<Finding> findings(Rule rule, History history, String effect) {
    Reference reference = history.reference();
    if (reference == null) {
      return Stream.empty();
    }
    return history.migrations().stream()
        .filter(migration -> migration.kind() != MigrationKind.REPEATABLE)
        .filter(migration -> reference.changed().contains(migration.file().path()))
        .map(migration -> finding(rule, migration, reference, effect));
  }

  private static Finding finding(
      Rule rule, Migration migration, Reference reference, String effect) {
    String path = migration.file().path();
    return new Finding(
        rule.id(),
        rule.severity(),
        "",
        Places.firstLine(migration.file()),
        migration.title(),
        null,
        migration.title()
            + " counts as applied ("
            + reference.name()
            + " has it) and sends something else now.",
        effect,
        "Put it back as it was, and write a new migration for what the edit was for:\n  git log --oneline "
            + reference.name()
            + ".. -- "
            + path
            + "\n  git checkout "
            + reference.name()
            + " -- "
            + path,
        List.of(),
        false);
  }
}
