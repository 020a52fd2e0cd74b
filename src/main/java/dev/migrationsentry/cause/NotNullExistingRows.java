package dev.migrationsentry.cause;

import java.util.List;

/// Rows have no value where one is required now.
final class NotNullExistingRows implements Explainer {
  @Override
  public int weight(Clues clues) {
    return clues.state("23502") ? 94 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "Rows of production have no value in "
        + clues.named()
        + ", which the migration requires.";
  }

  @Override
  public String decides(Clues clues) {
    return "select count(*) … where the column is null, in production.";
  }

  @Override
  public List<String> rules() {
    return List.of("add-not-null-without-default");
  }
}
