package dev.migrationsentry.cause;

/// The code runs before its migrations.
final class SchemaAfterCode implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (clues.says("pending-migrations")
        || clues.says("not-up-to-date")
        || clues.remarks("not-migrated")) {
      return 92;
    }
    if (clues.state("42703")) {
      return clues.isQualified() && !clues.inMigration() ? 66 : clues.isQualified() ? 30 : 28;
    }
    return clues.state("42P01") ? clues.inMigration() ? 12 : 30 : 0;
  }

  @Override
  public String because(Clues clues) {
    return clues.state("42703", "42P01")
        ? "The code asks for "
            + clues.named()
            + ", which its migration has not brought in yet: it did not run before the code, or not at all."
        : "Migrations wait to be run, and the code is there already.";
  }

  @Override
  public String decides(Clues clues) {
    return "Whether the deploy ran the migrations before the code, and whether the ledger has the one that brings the object in.";
  }
}
