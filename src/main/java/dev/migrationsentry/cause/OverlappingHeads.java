package dev.migrationsentry.cause;

import java.util.List;

/// The ledger holds a revision together with its own ancestor.
final class OverlappingHeads implements Explainer {
  @Override
  public int weight(Clues clues) {
    return clues.says("overlapping-heads") ? 97 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "The ledger holds a revision and one of its ancestors at once. No upgrade writes that: a row was inserted by hand or by a script.";
  }

  @Override
  public String decides(Clues clues) {
    return "All rows of alembic_version, and who wrote the ancestor's row.";
  }

  @Override
  public List<String> rules() {
    return List.of("overlapping-heads");
  }
}
