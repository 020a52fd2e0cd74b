package dev.migrationsentry.cause;

import java.util.List;

/// Branches of the history were never joined.
final class MultipleHeads implements Explainer {
  @Override
  public int weight(Clues clues) {
    return clues.says("multiple-heads") ? 97 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "The history ends in several revisions, and the runner does not know which one to go to. No statement was sent.";
  }

  @Override
  public String decides(Clues clues) {
    return "The heads of the deployed commit: \"migration-sentry graph\", or the runner's own list of heads.";
  }

  @Override
  public List<String> rules() {
    return List.of("multiple-heads");
  }
}
