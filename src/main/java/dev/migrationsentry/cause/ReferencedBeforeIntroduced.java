package dev.migrationsentry.cause;

import java.util.List;

/// A migration uses what only a later one, or none, brings in.
final class ReferencedBeforeIntroduced implements Explainer {
  @Override
  public int weight(Clues clues) {
    int run = clues.inMigration() ? 12 : 0;
    if (clues.state("42P01")) {
      return 58 + run;
    }
    if (clues.state("42703")) {
      return clues.isQualified() ? 48 + run * 2 : 60 + run;
    }
    if (clues.state("42830")) {
      return 72;
    }
    if (clues.state("42704", "3F000")) {
      return 58 + run;
    }
    if (clues.state("42883")) {
      return 45;
    }
    return clues.exists() ? 20 : clues.says("shadow-failed") ? 70 : 0;
  }

  @Override
  public String because(Clues clues) {
    return clues.exists()
        ? "The history itself may bring in "
            + clues.named()
            + " twice, so that it can't run on any database."
        : "The migration uses " + clues.named() + ", which nothing before it brings in.";
  }

  @Override
  public String decides(Clues clues) {
    return "A replay from an empty database: \"migration-sentry check\" names the file that brings the object in. If it passes there, the database is not as the ledger says.";
  }

  @Override
  public List<String> rules() {
    return List.of(
        "uses-table-created-later", "uses-column-introduced-later", "fails-on-empty-database");
  }
}
