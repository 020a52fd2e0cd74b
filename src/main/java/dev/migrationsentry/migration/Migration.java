package dev.migrationsentry.migration;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One migration of a history.
///
/// @param id what the runner records when it has run: a version, a file name or a revision. Unique
///   in a sound history only: where two files claim the same id, both are there
/// @param title what people know it by: the name of its file, or of its folder
/// @param kind how often and when it runs
/// @param version the number or numbers at the start of its name, whether or not the runner sorts
///   by them; null where the name has none
/// @param parents the ids that must have run before: the one before it in a linear history, none
///   for the first one, several for a merge
/// @param up what runs when the history goes forward; empty when `unreadable` says why
/// @param down what takes it back, or null where there is nothing
/// @param transaction what the runner puts around this migration: the runner's habit, or what a
///   marker in the migration asks for
/// @param transactionMarker where the migration asks for another mode than the runner's habit, or
///   null
/// @param unreadable why the statements are not known, as a sentence part that follows the file's
///   name ("is a Java migration"), or null when they are. The runner still runs it at this place,
///   so that nothing after it is certain
public record Migration(
    String id,
    String title,
    MigrationKind kind,
    @Nullable Version version,
    List<String> parents,
    Script up,
    @Nullable Script down,
    TransactionMode transaction,
    @Nullable Span transactionMarker,
    @Nullable String unreadable) {
  /// Copies the parents.
  public Migration {
    parents = List.copyOf(parents);
  }

  /// The file that people open to see what the migration does.
  public SourceFile file() {
    return up.file();
  }

  /// Whether the runner wraps this migration in a transaction block that its text did not open.
  public boolean inBlock() {
    return transaction.inBlock(up.statements().size());
  }

  /// The same migration after other ones.
  public Migration after(List<String> otherParents) {
    return new Migration(
        id,
        title,
        kind,
        version,
        otherParents,
        up,
        down,
        transaction,
        transactionMarker,
        unreadable);
  }
}
