package dev.migrationsentry.rehearsal;

import dev.migrationsentry.lock.LockMode;
import dev.migrationsentry.rehearsal.wire.HeldLock;
import dev.migrationsentry.rehearsal.wire.Relation;
import dev.migrationsentry.rehearsal.wire.TransactionEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A lock on a table that was there before, which those who use it would have felt.
///
/// @param statement the number of the statement that took it
/// @param relation the table
/// @param mode a mode stronger than those in which the transaction held it before
/// @param held from the start of that statement to the end of the transaction
/// @param statements how many statements ran while it was held
public record TableLock(
    long statement, Relation relation, LockMode mode, Duration held, long statements) {
  /// The locks of a run that reads or writes would have waited for.
  public static List<TableLock> in(Recording recording) {
    List<TableLock> locks = new ArrayList<>();
    for (TransactionEnd transaction : recording.transactions()) {
      // A weaker lock that comes after a stronger one is felt by nobody.
      Map<Long, LockMode> strongest = new HashMap<>();
      List<HeldLock> inOrder = new ArrayList<>(transaction.locks());
      inOrder.sort(Comparator.comparingLong(HeldLock::statement));
      for (HeldLock held : inOrder) {
        LockMode mode = held.lock().mode();
        long table = held.lock().relation().oid();
        LockMode before = strongest.get(table);
        boolean weaker = before != null && before.compareTo(mode) >= 0;
        if (!mode.isFelt() || !isUsed(held.lock().relation()) || weaker) {
          continue;
        }
        strongest.put(table, mode);
        long statements =
            recording.statements().stream()
                .filter(one -> one.connection() == transaction.connection())
                .filter(one -> one.number() >= held.statement())
                .filter(one -> one.number() <= transaction.lastStatement())
                .filter(one -> !"COMMIT".equals(one.tag()) && !"ROLLBACK".equals(one.tag()))
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
