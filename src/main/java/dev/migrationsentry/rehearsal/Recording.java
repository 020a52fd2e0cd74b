package dev.migrationsentry.rehearsal;

import dev.migrationsentry.rehearsal.wire.Hang;
import dev.migrationsentry.rehearsal.wire.TraceEvent;
import dev.migrationsentry.rehearsal.wire.TraceGap;
import dev.migrationsentry.rehearsal.wire.TracedConnection;
import dev.migrationsentry.rehearsal.wire.TracedStatement;
import dev.migrationsentry.rehearsal.wire.TransactionEnd;
import java.util.ArrayList;
import java.util.List;

/// What a proxy has seen of one run.
///
/// @param connections the clients that have logged in
/// @param statements in the order in which they were answered
/// @param transactions in the order in which they ended
/// @param hangs who waited for whom for too long
/// @param gaps what could not be recorded
public record Recording(
    List<TracedConnection> connections,
    List<TracedStatement> statements,
    List<TransactionEnd> transactions,
    List<Hang> hangs,
    List<TraceGap> gaps) {
  /// Nothing.
  public static final Recording NOTHING = of(List.of());

  /// Copies the lists.
  public Recording {
    connections = List.copyOf(connections);
    statements = List.copyOf(statements);
    transactions = List.copyOf(transactions);
    hangs = List.copyOf(hangs);
    gaps = List.copyOf(gaps);
  }

  /// Sorts events by their kind.
  static Recording of(List<TraceEvent> events) {
    return new Recording(
        only(events, TracedConnection.class),
        only(events, TracedStatement.class),
        only(events, TransactionEnd.class),
        only(events, Hang.class),
        only(events, TraceGap.class));
  }

  /// The same with the ends of transactions that came later.
  Recording endedWith(List<TransactionEnd> later) {
    return new Recording(connections, statements, later, hangs, gaps);
  }

  private static <T> List<T> only(List<TraceEvent> events, Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (TraceEvent event : events) {
      if (kind.isInstance(event)) {
        found.add(kind.cast(event));
      }
    }
    return found;
  }
}
