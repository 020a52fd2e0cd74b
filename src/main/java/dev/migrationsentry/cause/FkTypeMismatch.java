package dev.migrationsentry.cause;

import java.util.List;

/// A foreign key joins columns of different types.
final class FkTypeMismatch implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (clues.state("42804")
        && (clues.words().startsWith("foreign key constraint")
            || clues.detail().contains("incompatible types"))) {
      return 96;
    }
    return clues.state("42804") && !clues.name("constraint").isEmpty()
        ? 90
        : clues.state("42883") && clues.words().contains("operator does not exist") ? 35 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "The two columns of a foreign key have types that PostgreSQL can't compare.";
  }

  @Override
  public String decides(Clues clues) {
    return "The types of both columns in production (DETAIL names them): the models may say something else than the database.";
  }

  @Override
  public List<String> rules() {
    return List.of("foreign-key-type-mismatch");
  }
}
