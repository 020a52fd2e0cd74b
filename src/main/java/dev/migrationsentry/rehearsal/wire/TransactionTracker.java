package dev.migrationsentry.rehearsal.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Follows the transactions of one connection by the answers of the server.
final class TransactionTracker {
  private final int connection;
  private final EffectTracker effects;
  private long first;
  private @Nullable Instant start;
  private @Nullable TracedStatement last;
  private boolean failed;
  private boolean inBlock;

  TransactionTracker(int connection, EffectTracker effects) {
    this.connection = connection;
    this.effects = effects;
  }

  /// What is to be told of the statements of one message, or of several up to a Sync.
  List<TraceEvent> settle(List<AnsweredStatement> answered, TransactionStatus status) {
    List<TraceEvent> events = new ArrayList<>();
    for (AnsweredStatement each : answered) {
      boolean ends = endsTransaction(each);
      if (start == null) {
        start = each.start();
        first = each.number();
        failed = false;
      }
      TracedStatement statement = each.with(status, effects.of(each, inBlock));
      events.add(statement);
      last = statement;
      failed |= statement.failed();
      String command = each.command();
      if (command.equals("BEGIN") || command.equals("START TRANSACTION")) {
        inBlock = true;
      }
      if (ends) {
        end(each.command().equals("COMMIT"), events);
      }
    }
    if (status == TransactionStatus.IDLE || status == TransactionStatus.UNKNOWN) {
      end(status == TransactionStatus.IDLE && !failed, events);
    }
    inBlock = status == TransactionStatus.OPEN || status == TransactionStatus.FAILED;
    return events;
  }

  private static boolean endsTransaction(AnsweredStatement statement) {
    return switch (statement.command()) {
      case "COMMIT", "PREPARE TRANSACTION" -> true;
      case "ROLLBACK" -> !statement.text().rollbackToSavepoint();
      default -> false;
    };
  }

  private void end(boolean committed, List<TraceEvent> events) {
    Instant began = start;
    TracedStatement end = last;
    if (began != null && end != null) {
      Instant at = end.start().plus(end.duration());
      events.add(
          new TransactionEnd(
              connection,
              first,
              end.number(),
              committed,
              began,
              at,
              effects.release(at, committed)));
    }
    start = null;
    last = null;
    failed = false;
    inBlock = false;
  }

  /// From a moment to another one, never negative.
  static Duration between(Instant from, Instant to) {
    Duration duration = Duration.between(from, to);
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
