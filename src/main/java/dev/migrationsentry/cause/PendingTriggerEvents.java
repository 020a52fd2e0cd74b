package dev.migrationsentry.cause;

/// Rows and the table change in one transaction.
final class PendingTriggerEvents implements Explainer {
  @Override
  public int weight(Clues clues) {
    return clues.state("55006")
        ? clues.words().contains("pending trigger") || clues.name("statement").startsWith("ALTER")
            ? 95
            : 45
        : 0;
  }

  @Override
  public String because(Clues clues) {
    return "The migration changes rows and then the table in one transaction, while deferred checks of the rows still wait.";
  }

  @Override
  public String decides(Clues clues) {
    return "The data changes before the statement in the same migration, and the deferrable constraints of the table. It shows only with rows.";
  }
}
