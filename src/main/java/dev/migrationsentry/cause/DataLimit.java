package dev.migrationsentry.cause;

/// The data does not fit a limit.
final class DataLimit implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (clues.state("54000", "54011", "53100")) {
      return 94;
    }
    if (clues.state("22001")) {
      return clues.words().contains("(32)") ? 40 : 92;
    }
    return clues.state("22003") ? 70 : clues.state("23514") ? 90 : 0;
  }

  @Override
  public String because(Clues clues) {
    return clues.state("23514")
        ? "Rows of production violate the condition that the migration adds."
        : "A value, a row or an index entry is larger than its column or PostgreSQL allows.";
  }

  @Override
  public String decides(Clues clues) {
    return "The longest values of the columns in production, against the limit in the message.";
  }
}
