package dev.migrationsentry.ledger;

import dev.migrationsentry.git.Whereabouts;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.PastVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where one migration stands in a database.
///
/// @param id what the runner calls it
/// @param migration the migration, or null when only the ledger knows it
/// @param row what the ledger says, or null when it says nothing
/// @param match how the recorded checksum was made of the file as it is today, or null
/// @param edit what happened to the file after it was applied, or null
/// @param whereabouts where git knows the file of a migration that only the ledger knows, or null
public record MigrationStatus(
    String id,
    State state,
    @Nullable Migration migration,
    Ledger.@Nullable Row row,
    Checksums.@Nullable Match match,
    @Nullable Edit edit,
    @Nullable Whereabouts whereabouts) {
  /// Where a migration stands whose file is here, or that git does not know.
  public MigrationStatus(
      String id,
      State state,
      @Nullable Migration migration,
      Ledger.@Nullable Row row,
      Checksums.@Nullable Match match,
      @Nullable Edit edit) {
    this(id, state, migration, row, match, edit, null);
  }

  /// The same with another edit.
  MigrationStatus with(Edit newEdit) {
    return new MigrationStatus(id, state, migration, row, match, newEdit, whereabouts);
  }

  /// Where a migration stands.
  public enum State {
    /// It has run, and as far as the ledger can tell it is the file of today.
    APPLIED,

    /// It has not run.
    PENDING,

    /// It began and did not come to its end.
    FAILED,

    /// It has run; the checksum was made of the same content by another algorithm than most.
    OTHER_ALGORITHM,

    /// It has run; the file differs in line ends, a byte order mark or blanks at its ends alone.
    EOL_ONLY,

    /// It was edited after it had run.
    DIVERGED,

    /// It has run; how its checksum was made is not known here, so that nothing follows from it.
    UNCHECKED,

    /// The ledger names it, and no file is here for it.
    UNKNOWN
  }

  /// An edit of a file after it was applied.
  ///
  /// @param applied the version that was applied, or null when git knows none with that checksum
  /// @param edited the first version after it that differs, in more than comments where the edit is
  ///   not harmless, or null where the edit is not committed
  /// @param harmless whether only comments and white space differ
  /// @param all the versions after the applied one, from the oldest to the newest
  /// @param effect what it changed, or null where nobody has looked
  public record Edit(
      @Nullable PastVersion applied,
      @Nullable PastVersion edited,
      boolean harmless,
      List<PastVersion> all,
      @Nullable EditEffect effect) {
    /// Copies the versions.
    public Edit {
      all = List.copyOf(all);
    }

    /// An edit of which nobody has looked yet what it changed.
    public Edit(
        @Nullable PastVersion applied,
        @Nullable PastVersion edited,
        boolean harmless,
        List<PastVersion> all) {
      this(applied, edited, harmless, all, null);
    }

    /// The same with what it changed.
    Edit with(EditEffect newEffect) {
      return new Edit(applied, edited, harmless, all, newEffect);
    }
  }
}
