package dev.migrationsentry.rehearsal.wire;

import dev.migrationsentry.lock.LockMode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// What the transactions of one connection do to the relations that were there before the run.
///
/// Snapshots repeat what a transaction has gathered so far; what is told is the difference.
final class RelationEffects implements EffectTracker {
  private final TracedDatabase database;
  private final DerivedLocks derived;
  private final Consumer<String> gaps;
  private final Map<LockKey, Taken> held = new LinkedHashMap<>();
  private final Map<Long, Long> files = new HashMap<>();
  private final Map<Long, Counters> counters = new HashMap<>();
  private final Set<Long> seenIndexes;
  private final Map<Long, Set<LockKey>> seen = new HashMap<>();

  /// @param seenIndexes the new indexes that were told already, by any connection
  /// @param gaps is told what cannot be known
  RelationEffects(TracedDatabase database, Set<Long> seenIndexes, Consumer<String> gaps) {
    this.database = database;
    this.seenIndexes = seenIndexes;
    this.derived = new DerivedLocks(database);
    this.gaps = gaps;
  }

  private record LockKey(Relation relation, LockMode mode) {}

  private record Taken(LockTaken lock, long statement, Instant start) {}

  /// What a transaction has done with a table so far.
  private record Counters(long scans, long rows, long inserted, long updated, long deleted) {
    static final Counters ZERO = new Counters(0, 0, 0, 0, 0);

    /// The server starts anew when it has added them to its statistics: they are smaller then.
    Counters since(Counters before) {
      boolean anew =
          scans < before.scans
              || rows < before.rows
              || inserted < before.inserted
              || updated < before.updated
              || deleted < before.deleted;
      return anew
          ? this
          : new Counters(
              scans - before.scans,
              rows - before.rows,
              inserted - before.inserted,
              updated - before.updated,
              deleted - before.deleted);
    }
  }

  /// What a statement did, while it is put together.
  private record Found(
      Map<LockKey, LockTaken> locks,
      Map<Relation, Rewrite> rewrites,
      Map<Relation, FullScan> scans,
      Map<Relation, RowsWritten> writes,
      List<IndexBuild> indexBuilds,
      List<IndexBuild> invalidIndexes) {
    Found() {
      this(
          new LinkedHashMap<>(),
          new LinkedHashMap<>(),
          new LinkedHashMap<>(),
          new LinkedHashMap<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    /// The indexes of a table are made anew together with it.
    Effects effects() {
      Set<String> tables =
          rewrites.keySet().stream()
              .map(relation -> relation.schema() + "." + relation.name())
              .collect(Collectors.toSet());
      return new Effects(
          List.copyOf(locks.values()),
          rewrites.values().stream()
              .filter(each -> !tables.contains(String.valueOf(each.relation().table())))
              .toList(),
          List.copyOf(scans.values()),
          List.copyOf(writes.values()),
          indexBuilds,
          invalidIndexes);
    }
  }

  /// Another connection saw a lock while a statement ran.
  synchronized void see(long statement, long relation, String mode) {
    database
        .relation(relation)
        .ifPresent(known ->
            LockMode.named(mode)
                .ifPresent(lock ->
                    seen.computeIfAbsent(statement, number -> new HashSet<>())
                        .add(new LockKey(known, lock))));
  }

  @Override
  public synchronized Effects of(AnsweredStatement statement, boolean inBlock) {
    Found found = new Found();
    for (Snapshot snapshot : statement.snapshots()) {
      for (String line : snapshot.lines()) {
        read(line.split(" ", -1), statement, found);
      }
    }
    Set<LockKey> looked = seen.remove(statement.number());
    if (looked != null) {
      looked.forEach(key ->
          take(new LockTaken(key.relation(), key.mode(), LockEvidence.SEEN), statement, found));
    }
    if (!inBlock && !statement.failed()) {
      derived.of(statement).forEach(lock -> take(lock, statement, found));
    }
    if (!inBlock) {
      try {
        lookAfter(statement, found);
      } catch (SQLException e) {
        gaps.accept("what a statement left behind could not be read: " + e.getMessage());
      }
    }
    return found.effects();
  }

  private void read(String[] parts, AnsweredStatement statement, Found found) {
    if (parts[0].equals("L")) {
      database
          .relation(Long.parseLong(parts[1]))
          .ifPresent(relation -> readLock(relation, parts, statement, found));
    } else if (parts[0].equals("I")) {
      String name = decoded(parts[3]) + "." + decoded(parts[4]);
      addIndex(Long.parseLong(parts[1]), Long.parseLong(parts[2]), name, found.indexBuilds());
    }
  }

  private String decoded(String hexadecimal) {
    return new String(HexFormat.of().parseHex(hexadecimal), database.encoding());
  }

  private void addIndex(long index, long table, String name, List<IndexBuild> list) {
    database
        .relation(table)
        .filter(known -> seenIndexes.add(index))
        .ifPresent(known -> list.add(new IndexBuild(name, known)));
  }

  private void readLock(
      Relation relation, String[] parts, AnsweredStatement statement, Found found) {
    LockMode.named(parts[2])
        .filter(mode -> mode != LockMode.ACCESS_SHARE)
        .ifPresent(
            mode -> take(new LockTaken(relation, mode, LockEvidence.REPORTED), statement, found));
    noteFile(relation, Long.parseLong(parts[3]), found);
    if (relation.kind() == 'r' || relation.kind() == 'm') {
      count(
          relation,
          new Counters(
              Long.parseLong(parts[4]),
              Long.parseLong(parts[5]),
              Long.parseLong(parts[6]),
              Long.parseLong(parts[7]),
              Long.parseLong(parts[8])),
          found);
    }
  }

  private void take(LockTaken lock, AnsweredStatement statement, Found found) {
    LockKey key = new LockKey(lock.relation(), lock.mode());
    if (held.putIfAbsent(key, new Taken(lock, statement.number(), statement.start())) == null) {
      found.locks().put(key, lock);
    }
  }

  private void noteFile(Relation relation, long file, Found found) {
    long before =
        files.getOrDefault(relation.oid(), database.files().getOrDefault(relation.oid(), file));
    if (file != before && file != 0 && before != 0) {
      found.rewrites().put(relation, new Rewrite(relation));
    }
    files.put(relation.oid(), file);
  }

  private void count(Relation relation, Counters now, Found found) {
    Counters before = counters.put(relation.oid(), now);
    Counters more = now.since(before == null ? Counters.ZERO : before);
    if (more.scans() > 0) {
      found
          .scans()
          .merge(
              relation,
              new FullScan(relation, more.scans(), more.rows()),
              (one, other) ->
                  new FullScan(relation, one.times() + other.times(), one.rows() + other.rows()));
    }
    if (more.inserted() + more.updated() + more.deleted() > 0) {
      found
          .writes()
          .merge(
              relation,
              new RowsWritten(relation, more.inserted(), more.updated(), more.deleted()),
              (one, other) ->
                  new RowsWritten(
                      relation,
                      one.inserted() + other.inserted(),
                      one.updated() + other.updated(),
                      one.deleted() + other.deleted()));
    }
  }

  /// What event triggers are not told of.
  private void lookAfter(AnsweredStatement statement, Found found) throws SQLException {
    switch (statement.command()) {
      case "VACUUM", "CLUSTER", "TRUNCATE TABLE", "REINDEX" ->
          database
              .view()
              .files(database.last())
              .forEach((oid, file) ->
                  database.relation(oid).ifPresent(known -> noteFile(known, file, found)));
      case "CREATE INDEX" -> {
        for (ServerView.Index index : database.view().indexesAfter(database.last())) {
          addIndex(index.oid(), index.table(), index.name(), found.indexBuilds());
        }
      }
      default -> {
        if (statement.failed()
            && statement.text().sql().toLowerCase(Locale.ROOT).contains("concurrently")) {
          for (ServerView.Index index : database.view().indexesAfter(database.last())) {
            if (!index.valid()) {
              addIndex(index.oid(), index.table(), index.name(), found.invalidIndexes());
            }
          }
        }
      }
    }
  }

  @Override
  public synchronized List<HeldLock> release(Instant end, boolean committed) {
    if (committed) {
      database.files().putAll(files);
    }
    files.clear();
    List<HeldLock> released =
        held.values().stream()
            .map(taken ->
                new HeldLock(
                    taken.lock(),
                    taken.statement(),
                    TransactionTracker.between(taken.start(), end)))
            .toList();
    held.clear();
    return released;
  }
}
