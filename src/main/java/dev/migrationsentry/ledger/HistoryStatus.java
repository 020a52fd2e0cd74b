package dev.migrationsentry.ledger;

import dev.migrationsentry.git.Whereabouts;
import dev.migrationsentry.ledger.MigrationStatus.State;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.PastVersion;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a history stands in a database.
///
/// @param ledger the table that records it, or null when none does
/// @param migrations one line for each migration in the history's order, then what only the ledger
///   knows
/// @param deployment the commit that migrations without a recorded checksum are compared with, or
///   null when there is none or nothing to compare
/// @param advice what takes edits of applied migrations back: a sentence, then commands, a line
///   each; empty when there is nothing to take back
public record HistoryStatus(
    History history,
    @Nullable Ledger ledger,
    List<MigrationStatus> migrations,
    @Nullable Deployment deployment,
    List<String> advice) {
  /// Copies the lists.
  public HistoryStatus {
    migrations = List.copyOf(migrations);
    advice = List.copyOf(advice);
  }

  /// The bytes of files, today's and earlier ones, and what git knows of them; nothing without git.
  public interface Contents {
    /// The bytes of a file as it is today, or null when they can't be read.
    byte @Nullable [] today(String path);

    /// The versions of a file that git knows, from the newest to the oldest.
    List<PastVersion> versions(String path);

    /// The commit that a database was deployed from: the one that people name, or the earliest that
    /// has some files.
    default @Nullable Deployment deployed(Collection<String> paths) {
      return null;
    }

    /// The commit that a database was deployed from at a time.
    default @Nullable Deployment deployedAt(Instant time) {
      return null;
    }

    /// The bytes of a file in a commit, or null when it is not there.
    default byte @Nullable [] at(String commit, String path) {
      return null;
    }

    /// Whether a file is in a commit with just these bytes.
    default boolean has(String commit, String path, byte[] content) {
      return Arrays.equals(content, at(commit, path));
    }

    /// The versions of a file that came after a commit, from the newest to the oldest.
    default List<PastVersion> versionsSince(String commit, String path) {
      return List.of();
    }

    /// The commits from one to another, both among them, from the newest to the oldest.
    default List<String> between(String first, String last) {
      return List.of();
    }

    /// Where git knows the file of a migration that is not among the files, or null.
    default @Nullable Whereabouts whereabouts(String recorded, Collection<String> folders) {
      return null;
    }
  }

  /// Compares a history with what a ledger records.
  public static HistoryStatus of(History history, @Nullable Ledger ledger, Contents contents) {
    if (ledger == null) {
      return new HistoryStatus(
          history,
          null,
          history.migrations().stream().map(HistoryStatus::pending).toList(),
          null,
          List.of());
    }
    return new Comparison(history, ledger, contents).status();
  }

  /// The same with other lines.
  HistoryStatus with(List<MigrationStatus> newMigrations) {
    return new HistoryStatus(history, ledger, newMigrations, deployment, advice);
  }

  /// The lines in a state.
  public List<MigrationStatus> in(State state) {
    return migrations.stream().filter(one -> one.state() == state).toList();
  }

  private static MigrationStatus pending(Migration migration) {
    return new MigrationStatus(migration.id(), State.PENDING, migration, null, null, null);
  }
}
