package dev.migrationsentry.remedy;

import dev.migrationsentry.cause.Cause;
import dev.migrationsentry.migration.History;
import java.util.ArrayList;
import java.util.List;

/// The exact commands for failures that no file mends: those of this program prove by themselves,
/// on a throw-away server, whatever they are about to write, and refuse the rest.
final class Directions {
  private static final String PROVES =
      " It is a dry run until --accept is given, and it refuses what it can't prove.";

  /// How much of a commit's name people see.
  private static final int SHORT = 10;

  private Directions() {}

  /// The commands for a cause.
  ///
  /// @param commits those that made the failing migration, the newest first
  static List<Remedy> of(Cause cause, List<History> histories, List<String> commits) {
    List<Remedy> remedies = new ArrayList<>();
    boolean alembic = histories.stream().anyMatch(one -> one.framework().equals("alembic"));
    String migration = cause.migration();
    if (cause.id().equals("checksum-mismatch")) {
      remedies.add(
          Remedy.ofCommands(
              "reconcile-proved-rows",
              "Write the recorded checksums anew where the change is proved to be harmless."
                  + PROVES,
              List.of(
                  "migration-sentry reconcile --database \"$DATABASE_URL\"",
                  "migration-sentry reconcile --database \"$DATABASE_URL\" --accept"),
              "Only checksums are written, in one transaction, and each with a row in"
                  + " migration_sentry_audit. For what is refused, --write makes a migration that"
                  + " gives production what the edit would have made.",
              "The old checksums stand in migration_sentry_audit.",
              "Never edit a migration that has run: \"migration-sentry check --since\" names it."));
      if (migration != null) {
        remedies.add(
            Remedy.ofCommands(
                "rename-diverged-file",
                "Take the edit of "
                    + migration
                    + " back, and put what it was for into a migration of its own.",
                List.of("migration-sentry reconcile --database \"$DATABASE_URL\" --write"),
                "The command drafts the new migration, with _v2 in its name, and proves that it"
                    + " runs in production and in a new database.",
                "Remove the new file before it has run.",
                "Never edit a migration that has run: \"migration-sentry check --since\" names it."));
      }
    }
    if (alembic
        && migration != null
        && (cause.id().equals("object-already-exists")
            || cause.id().equals("ledger-lost")
            || cause.id().equals("blind-stamp"))) {
      String revision = revision(migration, histories);
      remedies.add(
          Remedy.ofCommands(
              "verified-stamp",
              "Where everything that the revisions up to "
                  + revision
                  + " make is there already, move Alembic's table there."
                  + PROVES,
              List.of(
                  "migration-sentry reconcile --database \"$DATABASE_URL\" --stamp " + revision),
              "It asserts that these revisions have run. A stamp that is not proved is the next"
                  + " incident.",
              "The row as it was stands in migration_sentry_audit.",
              "Let only the migrations make tables, and never stamp by hand."));
    }
    if (migration != null && !commits.isEmpty()) {
      remedies.add(revert(migration, commits));
    }
    return remedies;
  }

  private static Remedy revert(String migration, List<String> commits) {
    List<String> names = commits.stream().map(commit -> commit.substring(0, SHORT)).toList();
    return Remedy.ofCommands(
        "revert-commits",
        "Take "
            + migration
            + (commits.size() == 1 ? " back with the commit" : " back with the commits")
            + " that made it, so that the deploy can go on without it.",
        List.of(
            "git show --stat " + String.join(" ", names),
            "git revert --no-edit " + String.join(" ", names)),
        "Only where no database has applied it. A commit goes as a whole: the first command shows"
            + " what else is in it. Migrations behind this one that need what it makes fail next.",
        "Revert the revert.",
        "\"migration-sentry check\" in front of each merge names such a migration.");
  }

  private static String revision(String title, List<History> histories) {
    for (History history : histories) {
      for (var migration : history.migrations()) {
        if (migration.title().equals(title)) {
          return migration.id();
        }
      }
    }
    return title;
  }
}
