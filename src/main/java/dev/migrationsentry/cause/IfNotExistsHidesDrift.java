package dev.migrationsentry.cause;

import java.util.List;

/// IF NOT EXISTS passed over a table of another shape.
final class IfNotExistsHidesDrift implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (!clues.state("42703")) {
      return 0;
    }
    if (clues.remarks("exists-skipped")) {
      return 80;
    }
    return clues.isQualified() ? 14 : clues.inMigration() ? 50 : 26;
  }

  @Override
  public String because(Clues clues) {
    return "A CREATE … IF NOT EXISTS may have passed over an older table that lacks "
        + clues.named()
        + ", and the next statement assumes the new shape.";
  }

  @Override
  public String decides(Clues clues) {
    return "Whether the table was there before this migration, and which of the columns in its CREATE TABLE it lacks.";
  }

  @Override
  public List<String> rules() {
    return List.of("if-not-exists-shape-mismatch", "second-schema-source");
  }
}
