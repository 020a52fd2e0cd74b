package dev.migrationsentry.rule;

import dev.migrationsentry.schema.Transaction;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;

/// Words for the transaction that a step runs in.
final class Transactions {
  private Transactions() {}

  /// Who opened the transaction around a step, as a clause.
  static String around(Step step, Timeline timeline) {
    Transaction transaction = step.before().transaction();
    String runner = timeline.history().runner().title();
    if (transaction != null && transaction.explicit()) {
      return "the migration itself has opened one with BEGIN";
    }
    return switch (step.migration().transaction()) {
      case PER_RUN -> runner + " runs all migrations in one";
      case PER_MIGRATION -> runner + " runs every migration in one";
      case IMPLICIT_STRING ->
          runner
              + " sends the whole file in one message, whose statements PostgreSQL runs in one transaction";
      case PER_STATEMENT -> "one is open";
    };
  }
}
