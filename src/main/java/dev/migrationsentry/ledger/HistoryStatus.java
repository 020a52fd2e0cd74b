package dev.migrationsentry.ledger;

import dev.migrationsentry.ledger.MigrationStatus.Edit;
import dev.migrationsentry.ledger.MigrationStatus.State;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Ledger.Ending;
import dev.migrationsentry.migration.Ledger.Row;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.PastVersion;
import dev.migrationsentry.migration.RecordedNames;
import dev.migrationsentry.sql.SqlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a history stands in a database.
///
/// @param ledger the table that records it, or null when none does
/// @param migrations one line for each migration in the history's order, then what only the ledger
///   knows
public record HistoryStatus(
    History history, @Nullable Ledger ledger, List<MigrationStatus> migrations) {
  /// Copies the lines.
  public HistoryStatus {
    migrations = List.copyOf(migrations);
  }

  /// The bytes of files, today's and earlier ones.
  public interface Contents {
    /// The bytes of a file as it is today, or null when they can't be read.
    byte @Nullable [] today(String path);

    /// The versions of a file that git knows, from the newest to the oldest; none without git.
    List<PastVersion> versions(String path);
  }

  /// Compares a history with what a ledger records.
  public static HistoryStatus of(History history, @Nullable Ledger ledger, Contents contents) {
    if (ledger == null) {
      return new HistoryStatus(
          history, null, history.migrations().stream().map(HistoryStatus::pending).toList());
    }
    return new Comparison(history, ledger, contents).status();
  }

  /// The lines in a state.
  public List<MigrationStatus> in(State state) {
    return migrations.stream().filter(one -> one.state() == state).toList();
  }

  private static MigrationStatus pending(Migration migration) {
    return new MigrationStatus(migration.id(), State.PENDING, migration, null, null, null);
  }

  private static final class Comparison {
    private final History history;
    private final Ledger ledger;
    private final Contents contents;
    private final IdentityHashMap<Migration, Row> rows = new IdentityHashMap<>();
    private final List<Row> unknown = new ArrayList<>();

    Comparison(History history, Ledger ledger, Contents contents) {
      this.history = history;
      this.ledger = ledger;
      this.contents = contents;
      RecordedNames names = new RecordedNames(history);
      for (Row row : ledger.rows()) {
        Migration migration = names.find(row.id());
        if (row.ending() == Ending.TAKEN_BACK) {
          continue;
        }
        if (migration == null) {
          unknown.add(row);
        } else {
          rows.put(migration, row);
        }
      }
    }

    HistoryStatus status() {
      Set<Migration> applied = Collections.newSetFromMap(new IdentityHashMap<>());
      applied.addAll(ledger.applied(history));
      IdentityHashMap<Migration, Checksums.Match> matches = matches();
      Checksums.Match usual = usual(matches);
      List<MigrationStatus> all = new ArrayList<>();
      for (Migration migration : history.migrations()) {
        Row row = rows.get(migration);
        Checksums.Match match = matches.get(migration);
        if (row != null && row.ending() == Ending.FAILED) {
          all.add(line(migration, State.FAILED, row, match, null));
        } else if (!applied.contains(migration)) {
          all.add(line(migration, State.PENDING, row, null, null));
        } else if (row == null || row.checksum() == null) {
          all.add(line(migration, State.APPLIED, row, null, null));
        } else if (match == null) {
          all.add(line(migration, State.DIVERGED, row, null, edit(migration, row.checksum())));
        } else {
          all.add(line(migration, state(match, usual), row, match, null));
        }
      }
      for (Row row : unknown) {
        State state = row.ending() == Ending.FAILED ? State.FAILED : State.UNKNOWN;
        all.add(new MigrationStatus(row.id(), state, null, row, null, null));
      }
      return new HistoryStatus(history, ledger, all);
    }

    private static MigrationStatus line(
        Migration migration,
        State state,
        @Nullable Row row,
        Checksums.@Nullable Match match,
        @Nullable Edit edit) {
      return new MigrationStatus(migration.id(), state, migration, row, match, edit);
    }

    private IdentityHashMap<Migration, Checksums.Match> matches() {
      IdentityHashMap<Migration, Checksums.Match> matches = new IdentityHashMap<>();
      rows.forEach((migration, row) -> {
        byte[] content = contents.today(migration.file().path());
        String recorded = row.checksum();
        if (content != null && recorded != null) {
          Checksums.Match match = Checksums.of(recorded, content);
          if (match != null) {
            matches.put(migration, match);
          }
        }
      });
      return matches;
    }

    /// How most of the checksums were made: what the runner itself does.
    private static Checksums.@Nullable Match usual(
        IdentityHashMap<Migration, Checksums.Match> matches) {
      Map<Checksums.Match, Integer> counts = new HashMap<>();
      matches.values().forEach(match -> counts.merge(match, 1, Integer::sum));
      return counts.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey)
          .orElse(null);
    }

    private static State state(Checksums.Match match, Checksums.@Nullable Match usual) {
      if (match.equals(usual)) {
        return State.APPLIED;
      }
      boolean sameAlgorithm = usual != null && match.algorithm().equals(usual.algorithm());
      return sameAlgorithm ? State.EOL_ONLY : State.OTHER_ALGORITHM;
    }

    /// Finds the version that was applied, and the one that replaced it.
    private Edit edit(Migration migration, @Nullable String recorded) {
      String path = migration.file().path();
      byte[] today = contents.today(path);
      PastVersion newer = null;
      for (PastVersion version : contents.versions(path)) {
        if (recorded != null && Checksums.of(recorded, version.content()) != null) {
          boolean harmless =
              today != null && SqlReader.haveSameTokens(text(version.content()), text(today));
          return new Edit(version, newer, harmless);
        }
        newer = version;
      }
      return new Edit(null, null, false);
    }

    private static String text(byte[] content) {
      return new String(content, StandardCharsets.UTF_8);
    }
  }
}
