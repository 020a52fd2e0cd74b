package dev.migrationsentry.ledger;

import dev.migrationsentry.git.Whereabouts;
import dev.migrationsentry.ledger.MigrationStatus.State;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.PastVersion;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /// Rows of a ledger of heads of which one is an ancestor of another, so that the runner refuses
  /// to go on (Alembic: `overlaps with other requested revisions`): a sentence each.
  public List<String> overlaps() {
    if (ledger == null || ledger.extent() != Ledger.Extent.HEADS) {
      return List.of();
    }
    List<String> rows =
        migrations.stream()
            .filter(one -> one.row() != null && one.migration() != null)
            .map(MigrationStatus::id)
            .filter(id -> ledger.rows().stream().anyMatch(row -> row.id().equals(id)))
            .toList();
    List<String> overlaps = new ArrayList<>();
    for (String later : rows) {
      Set<String> before = ancestors(later);
      for (String earlier : rows) {
        if (before.contains(earlier)) {
          overlaps.add(
              ledger.table()
                  + " records "
                  + later
                  + " and also "
                  + earlier
                  + ", which comes before it; "
                  + history.runner().title()
                  + " refuses that.");
        }
      }
    }
    return overlaps;
  }

  private Set<String> ancestors(String id) {
    Map<String, Migration> byId = new HashMap<>();
    history.migrations().forEach(migration -> byId.put(migration.id(), migration));
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(id));
    while (!open.isEmpty()) {
      Migration migration = byId.get(open.pop());
      for (String parent : migration == null ? List.<String>of() : migration.parents()) {
        if (found.add(parent)) {
          open.add(parent);
        }
      }
    }
    return found;
  }

  private static MigrationStatus pending(Migration migration) {
    return new MigrationStatus(migration.id(), State.PENDING, migration, null, null, null);
  }
}
