package dev.migrationsentry.cause;

/// Values or types do not turn into each other.
final class TypeCast implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (clues.state("42846", "22P02", "22007", "22008", "22P05", "22021")) {
      return 88;
    }
    if (clues.state("42804")) {
      return clues.name("constraint").isEmpty() ? 92 : 0;
    }
    if (clues.state("22003")) {
      return 50;
    }
    return clues.state("42883") && clues.words().contains("operator does not exist")
        ? 60
        : clues.state("42601") ? 8 : 0;
  }

  @Override
  public String because(Clues clues) {
    return clues.words().startsWith("default for column")
        ? "The column's DEFAULT does not turn into the new type. The rows may be fine: drop the default first."
        : "A value or a column does not turn into the type that the migration wants.";
  }

  @Override
  public String decides(Clues clues) {
    return "The column's type and default in production, and whether USING is given; for 22P02 the rows whose text does not parse.";
  }
}
