package dev.migrationsentry.cause;

import java.util.List;

/// A new enum value is used in the transaction that adds it.
final class EnumInTransaction implements Explainer {
  @Override
  public int weight(Clues clues) {
    return clues.state("55P04")
            || (clues.state("25001") && clues.name("statement").startsWith("ALTER TYPE"))
        ? 96
        : 0;
  }

  @Override
  public String because(Clues clues) {
    return clues.state("55P04")
        ? "A value is added to an enum type and used in the same transaction."
        : "Before PostgreSQL 12 a value can't be added to an enum type in a transaction block.";
  }

  @Override
  public String decides(Clues clues) {
    return "The version of the server, and whether the ALTER TYPE and its use can be two migrations.";
  }

  @Override
  public List<String> rules() {
    return List.of("enum-add-value-in-transaction");
  }
}
