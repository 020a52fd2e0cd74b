package dev.migrationsentry.rehearsal;

import dev.migrationsentry.catalog.CatalogSchema;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.execution.FreshDatabase;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.timeline.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What became of a database whose migrations were taken back and run again.
///
/// @param notTried why they could not be taken back, or not all of them, as a sentence; null when
///   all were
/// @param problems what failed on the way, as sentences: what, and what the server said
/// @param left how the schema after going down differs from the one before the migrations; empty
///   when not all were taken back
/// @param other how the schema after going up again differs from the one after the first time
public record DownAndUp(
    @Nullable String notTried, List<String> problems, List<Left> left, List<Difference> other) {
  /// Copies the lists.
  public DownAndUp {
    problems = List.copyOf(problems);
    left = List.copyOf(left);
    other = List.copyOf(other);
  }

  /// Something that the way down does not restore.
  ///
  /// @param difference with the schema before the migrations as the expected one
  /// @param migration the first one of them that names it where it was not there before, else the
  ///   last one; null when none does
  public record Left(Difference difference, @Nullable Migration migration) {}

  /// Nothing was taken back.
  ///
  /// @param why as a sentence
  static DownAndUp notTried(String why) {
    return new DownAndUp(why, List.of(), List.of(), List.of());
  }

  /// Whether nothing failed and nothing was left or changed.
  public boolean works() {
    return problems.isEmpty() && left.isEmpty() && other.isEmpty();
  }

  /// What the way down has left.
  ///
  /// @param sent what the migrations send that were taken back
  static List<Left> left(Snapshot before, Snapshot after, List<Sent> sent) {
    List<Left> left = new ArrayList<>();
    for (Difference difference : differences(before, after)) {
      left.add(new Left(difference, naming(difference, sent)));
    }
    return left;
  }

  /// How two databases differ, the tables left out in which runners record what has run.
  static List<Difference> differences(Snapshot expected, Snapshot actual) {
    Set<String> ledgers = new TreeSet<>();
    for (Snapshot one : List.of(expected, actual)) {
      one.ledgers().forEach(table -> ledgers.add(table.name().toLowerCase(Locale.ROOT)));
    }
    return Difference.between(schema(expected), schema(actual)).stream()
        .filter(one -> ledgers.stream().noneMatch(one.object().toLowerCase(Locale.ROOT)::contains))
        .toList();
  }

  private static Schema schema(Snapshot snapshot) {
    return CatalogSchema.of(snapshot.definitions(), FreshDatabase.create(snapshot.major()))
        .database()
        .schema();
  }

  private static @Nullable Migration naming(Difference difference, List<Sent> sent) {
    String name = difference.name().toLowerCase(Locale.ROOT);
    String table = difference.table();
    boolean made = difference.kind() == Difference.Kind.BEYOND;
    for (Sent one : made ? sent : sent.reversed()) {
      boolean names =
          one.statements().stream()
              .map(statement -> statement.span().text().toLowerCase(Locale.ROOT))
              .anyMatch(text ->
                  text.contains(name)
                      && (table == null || text.contains(table.toLowerCase(Locale.ROOT))));
      if (names) {
        return one.migration();
      }
    }
    return null;
  }

  /// What takes a migration back, as a migration.
  ///
  /// @return null when nothing does
  static @Nullable Migration reversed(Migration migration) {
    return migration.down() == null
        ? null
        : new Migration(
            migration.id(),
            migration.title(),
            migration.kind(),
            migration.version(),
            migration.parents(),
            migration.down(),
            null,
            migration.transaction(),
            migration.transactionMarker(),
            null);
  }
}
