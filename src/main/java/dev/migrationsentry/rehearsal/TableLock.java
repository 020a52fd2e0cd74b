package dev.migrationsentry.rehearsal;

import dev.migrationsentry.lock.LockMode;
import dev.migrationsentry.rehearsal.wire.HeldLock;
import dev.migrationsentry.rehearsal.wire.Relation;
import dev.migrationsentry.rehearsal.wire.TransactionEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A lock on a table that was there before, which those who use it would have felt.
///
/// @param statement the number of the statement that took it
/// @param relation the table
/// @param mode the strongest mode in which the transaction held it
/// @param held from the start of that statement to the end of the transaction
/// @param statements how many statements ran while it was held
public record TableLock(
    long statement, Relation relation, LockMode mode, Duration held, long statements) {
  /// The locks of a run that reads or writes would have waited for.
  public static List<TableLock> in(Recording recording) {
    List<TableLock> locks = new ArrayList<>();
    for (TransactionEnd transaction : recording.transactions()) {
      Map<Long, HeldLock> strongest = new LinkedHashMap<>();
      for (HeldLock held : transaction.locks()) {
        if (held.lock().mode().isFelt() && isUsed(held.lock().relation())) {
          strongest.merge(
              held.lock().relation().oid(),
              held,
              (one, other) -> one.lock().mode().compareTo(other.lock().mode()) >= 0 ? one : other);
        }
      }
      for (HeldLock held : strongest.values()) {
        long statements =
            recording.statements().stream()
                .filter(one -> one.connection() == transaction.connection())
                .filter(one -> one.number() >= held.statement())
                .filter(one -> one.number() <= transaction.lastStatement())
                .count();
        locks.add(
            new TableLock(
                held.statement(),
                held.lock().relation(),
                held.lock().mode(),
                held.held(),
                statements));
      }
    }
    return locks;
  }

  /// Whether applications read or write it: a table, a view, or a sequence, and no index, whose
  /// table is locked as well.
  private static boolean isUsed(Relation relation) {
    return !relation.isIndex() && relation.kind() != 'v';
  }

  /// What it means, for people: `blocks every read and write of orders`.
  public String meaning() {
    return mode.meaning(relation.toString());
  }
}
