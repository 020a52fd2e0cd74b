package dev.migrationsentry.ledger;

import dev.migrationsentry.ledger.HistoryStatus.Contents;
import dev.migrationsentry.ledger.MigrationStatus.Edit;
import dev.migrationsentry.ledger.MigrationStatus.State;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Ledger.Ending;
import dev.migrationsentry.migration.Ledger.Extent;
import dev.migrationsentry.migration.Ledger.Row;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.RecordedNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Compares a history with the rows of its ledger.
final class Comparison {
  private final History history;
  private final Ledger ledger;
  private final Contents contents;
  private final Edits edits;
  private final Set<Migration> applied = Collections.newSetFromMap(new IdentityHashMap<>());
  private final IdentityHashMap<Migration, Row> rows = new IdentityHashMap<>();
  private final IdentityHashMap<Migration, Checksums.Match> matches = new IdentityHashMap<>();
  private final IdentityHashMap<Migration, Edit> edited = new IdentityHashMap<>();
  private final List<Row> unknown;
  private @Nullable Deployment deployment;

  Comparison(History history, Ledger ledger, Contents contents) {
    this.history = history;
    this.ledger = ledger;
    this.contents = contents;
    this.edits = new Edits(contents);
    this.unknown = ledger.unknown(history);
    RecordedNames names = new RecordedNames(history);
    for (Row row : ledger.rows()) {
      Migration migration = names.find(row.id());
      if (migration != null && row.ending() != Ending.TAKEN_BACK) {
        rows.put(migration, row);
      }
    }
    applied.addAll(ledger.applied(history));
  }

  HistoryStatus status() {
    match();
    deployment = deployment();
    Checksums.Match usual = usual();
    boolean known = Checksums.isKnown(ledger.runner()) || !matches.isEmpty() || anyPastMatch();
    List<MigrationStatus> all = new ArrayList<>();
    for (Migration migration : history.migrations()) {
      all.add(of(migration, usual, known));
    }
    Set<String> folders = unknown.isEmpty() ? Set.of() : folders();
    for (Row row : unknown) {
      State state = row.ending() == Ending.FAILED ? State.FAILED : State.UNKNOWN;
      all.add(
          new MigrationStatus(
              row.id(), state, null, row, null, null, contents.whereabouts(row.id(), folders)));
    }
    return new HistoryStatus(history, ledger, all, deployment, Advice.of(all, contents));
  }

  private MigrationStatus of(Migration migration, Checksums.@Nullable Match usual, boolean known) {
    @Nullable Row row = rows.get(migration);
    Checksums.@Nullable Match match = matches.get(migration);
    if (row != null && row.ending() == Ending.FAILED) {
      return line(migration, State.FAILED, match, null);
    }
    if (!applied.contains(migration)) {
      return line(migration, State.PENDING, null, null);
    }
    if (row == null || row.checksum() == null) {
      @Nullable Edit edit = editWithoutChecksum(migration, row);
      // Nothing looks at comments where no checksum is recorded.
      boolean diverged = edit != null && !edit.harmless();
      return line(migration, diverged ? State.DIVERGED : State.APPLIED, null, edit);
    }
    if (match != null) {
      return line(migration, state(match, usual), match, null);
    }
    if (migration.kind() == MigrationKind.REPEATABLE) {
      boolean filled = migration.file().text().contains("${");
      return line(migration, filled ? State.UNCHECKED : State.PENDING, null, null);
    }
    return line(
        migration,
        known ? State.DIVERGED : State.UNCHECKED,
        null,
        known ? edited.get(migration) : null);
  }

  private MigrationStatus line(
      Migration migration, State state, Checksums.@Nullable Match match, @Nullable Edit edit) {
    return new MigrationStatus(migration.id(), state, migration, rows.get(migration), match, edit);
  }

  /// Finds out how each checksum was made; of those that no file of today yields, what happened to
  /// the file.
  private void match() {
    rows.forEach((migration, row) -> {
      String recorded = row.checksum();
      byte[] content = recorded == null ? null : contents.today(migration.file().path());
      if (recorded != null && content != null) {
        Checksums.Match match =
            Checksums.of(recorded, Edits.name(migration.file().path()), content);
        if (match != null) {
          matches.put(migration, match);
        } else {
          edited.put(migration, edits.byChecksum(migration, recorded));
        }
      }
    });
  }

  private boolean anyPastMatch() {
    return edited.values().stream().anyMatch(edit -> edit.applied() != null);
  }

  private @Nullable Edit editWithoutChecksum(Migration migration, @Nullable Row row) {
    Deployment commit = deployment;
    @Nullable Edit edit = commit == null ? null : edits.since(migration, commit);
    return edit != null || row == null ? edit : edits.sinceApplied(migration, row);
  }

  /// The commit to compare with: where the ledger says when migrations ran, only the one that
  /// people name counts beside that.
  private @Nullable Deployment deployment() {
    if (applied.isEmpty() || rows.values().stream().anyMatch(row -> row.checksum() != null)) {
      return null;
    }
    boolean timed = rows.values().stream().anyMatch(row -> row.appliedAt() != null);
    return contents.deployed(timed ? List.of() : newest());
  }

  /// The files of the last migrations that have run.
  private List<String> newest() {
    List<Migration> last = new ArrayList<>();
    if (ledger.extent() == Extent.HEADS) {
      last.addAll(rows.keySet());
    } else {
      history.migrations().stream().filter(applied::contains).forEach(last::add);
      last.subList(0, Math.max(0, last.size() - 1)).clear();
    }
    return last.stream().map(migration -> migration.file().path()).toList();
  }

  /// The folders that hold the migrations: their own, or, where each has one for itself, those
  /// around them.
  private Set<String> folders() {
    Set<String> folders = new TreeSet<>();
    for (Migration migration : history.migrations()) {
      String folder = parent(migration.file().path());
      boolean alone = !folder.isEmpty() && Edits.name(folder).equals(migration.title());
      folders.add(alone ? parent(folder) : folder);
    }
    return folders;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /// How the runner itself makes checksums, or null when that can't be told.
  private Checksums.@Nullable Match usual() {
    Set<Checksums.Match> all = Set.copyOf(matches.values());
    if (all.size() == 1 && edited.isEmpty() && RunnerChecksum.makes(ledger.runner(), all)) {
      // The files need not be read again to see what they all agree on.
      return all.iterator().next();
    }
    List<RunnerChecksum.Evidence> evidence = new ArrayList<>();
    for (Migration migration : history.migrations()) {
      Row row = rows.get(migration);
      String recorded = row == null ? null : row.checksum();
      if (row == null || recorded == null) {
        continue;
      }
      Checksums.Match match = matches.get(migration);
      Edit edit = edited.get(migration);
      if (match != null) {
        byte[] content = contents.today(migration.file().path());
        if (content != null) {
          evidence.add(new RunnerChecksum.Evidence(row, recorded, match, content));
        }
      } else if (edit != null && edit.applied() != null) {
        byte[] content = edit.applied().content();
        Checksums.Match past = Checksums.of(recorded, Edits.name(edit.applied().path()), content);
        if (past != null) {
          evidence.add(new RunnerChecksum.Evidence(row, recorded, past, content));
        }
      }
    }
    RunnerChecksum own = RunnerChecksum.of(ledger.runner(), evidence);
    return own == null ? null : own.match();
  }

  private static State state(Checksums.Match match, Checksums.@Nullable Match usual) {
    if (usual == null) {
      return match.form() == Checksums.Form.AS_IS ? State.APPLIED : State.EOL_ONLY;
    }
    if (match.equals(usual)) {
      return State.APPLIED;
    }
    boolean sameAlgorithm = match.algorithm().equals(usual.algorithm());
    return sameAlgorithm ? State.EOL_ONLY : State.OTHER_ALGORITHM;
  }
}
