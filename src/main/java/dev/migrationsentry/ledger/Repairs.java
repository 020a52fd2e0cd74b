package dev.migrationsentry.ledger;

import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.schema.Difference;
import java.util.ArrayList;
import java.util.List;

/// What people can do about rows that no program may repair.
final class Repairs {
  private static final int MOST = 5;

  private Repairs() {}

  /// What to do about a migration that did not come to its end, as sentences.
  static String failed(MigrationStatus status, Ledger ledger) {
    String id = status.id();
    Migration migration = status.migration();
    String then =
        switch (ledger.runner()) {
          case "flyway" -> "then run flyway repair, which removes the row";
          case "prisma" ->
              "then run prisma migrate resolve --rolled-back "
                  + id
                  + ", or --applied "
                  + id
                  + " when you have completed it by hand";
          case "golang-migrate" ->
              migration == null
                  ? "then run migrate force with the last version that is whole (" + id + " is not)"
                  : "then run migrate force "
                      + (migration.parents().isEmpty() ? "-1" : migration.parents().getFirst())
                      + ", or migrate force "
                      + id
                      + " when you have completed it by hand";
          default -> "then remove its row, or have the runner mark it as rolled back";
        };
    return (migration == null ? "It" : migration.file().path())
        + " began and did not come to its end: take back by hand what it left, or complete it, "
        + then
        + ".";
  }

  /// What to do about a migration that only the ledger knows, as sentences.
  static String unknown(MigrationStatus status) {
    return "No such migration here: "
        + Sentences.lost(status.whereabouts())
        + ". Bring the file back, or deploy the code that has it; a deleted row would let it run again.";
  }

  /// Differences, as a sentence part.
  static String differences(List<Difference> differences) {
    List<String> parts = new ArrayList<>();
    for (Difference one : differences.subList(0, Math.min(MOST, differences.size()))) {
      parts.add(difference(one));
    }
    int rest = differences.size() - parts.size();
    return String.join("; ", parts) + (rest > 0 ? "; and " + rest + " more" : "");
  }

  /// A difference, as a sentence part.
  static String difference(Difference one) {
    return switch (one.kind()) {
      case MISSING -> one.object() + " is missing";
      case BEYOND -> one.object() + " is still there";
      case DIFFERENT ->
          one.object() + " is \"" + one.actual() + "\" and not \"" + one.expected() + "\"";
    };
  }
}
