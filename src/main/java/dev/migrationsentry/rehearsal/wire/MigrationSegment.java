package dev.migrationsentry.rehearsal.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The statements of one migration.
///
/// @param migration what the ledger calls it, or null where the run ended before the ledger was
///   written and where the ledger's write does not show it
/// @param recorded whether the ledger says that it is done
/// @param takenBack whether it was undone: its row was removed
/// @param statements what was sent for it, from its begin to its commit, the ledger's write
///   included
/// @param work those of them that are neither the runner's own book-keeping nor about the session
///   alone
public record MigrationSegment(
    @Nullable String migration,
    boolean recorded,
    boolean takenBack,
    List<TracedStatement> statements,
    List<TracedStatement> work) {
  /// Copies the lists.
  public MigrationSegment {
    statements = List.copyOf(statements);
    work = List.copyOf(work);
  }

  /// The first error, or null.
  public @Nullable TracedStatement failure() {
    return statements.stream().filter(TracedStatement::failed).findFirst().orElse(null);
  }
}
