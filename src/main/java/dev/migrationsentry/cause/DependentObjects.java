package dev.migrationsentry.cause;

/// Other objects hang on what is changed.
final class DependentObjects implements Explainer {
  @Override
  public int weight(Clues clues) {
    boolean used = clues.words().contains("cannot alter type of a column used");
    return clues.state("2BP01") || (clues.state("0A000") && used) ? 95 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "A view, a rule or another object depends on what the migration changes or drops, and PostgreSQL does not change it underneath.";
  }

  @Override
  public String decides(Clues clues) {
    return "The dependent objects in DETAIL: whether a migration made them, or people did by hand.";
  }
}
