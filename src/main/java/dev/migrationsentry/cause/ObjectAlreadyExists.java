package dev.migrationsentry.cause;

import java.util.List;

/// Something that a migration creates is there already.
final class ObjectAlreadyExists implements Explainer {
  private static String capital(String text) {
    return text.equals("the object") ? "The object" : text;
  }

  @Override
  public int weight(Clues clues) {
    if (clues.says("schema-not-empty")) {
      return 60;
    }
    return clues.exists() ? 72 : 0;
  }

  @Override
  public String because(Clues clues) {
    return capital(clues.named())
        + " is there already: made by hand, by the application itself (create_all, a schema file), by an earlier run, or by another branch's migration.";
  }

  @Override
  public String decides(Clues clues) {
    return "Who owns the object and when it came: whether its shape is the migration's, and whether the ledger has a row for the migration.";
  }

  @Override
  public List<String> rules() {
    return List.of("second-schema-source");
  }
}
