package dev.migrationsentry.cause;

import java.util.List;

/// An earlier statement of the transaction failed unseen.
final class AbortedTransactionHidesFirstError implements Explainer {
  @Override
  public int weight(Clues clues) {
    return clues.state("25P02") ? 95 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "PostgreSQL refuses everything after a failure in the same transaction. The failure itself is not in this log: code swallowed it.";
  }

  @Override
  public String decides(Clues clues) {
    return "The first error: the server's log a moment before this one, or try/except around statements in the migration that ran.";
  }

  @Override
  public List<String> rules() {
    return List.of("swallowed-error");
  }
}
