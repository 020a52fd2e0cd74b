package dev.migrationsentry.cause;

/// Rows refer to others that are not there.
final class FkViolationExisting implements Explainer {
  @Override
  public int weight(Clues clues) {
    return clues.state("23503") ? 95 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "Rows refer to others that are not there, and " + clues.named() + " requires them.";
  }

  @Override
  public String decides(Clues clues) {
    return "The key in DETAIL: rows of the referencing table without a partner, in production.";
  }
}
