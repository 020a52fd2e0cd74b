package dev.migrationsentry.cause;

import java.util.List;

/// The ledger says that migrations ran which did not.
final class BlindStamp implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (clues.remarks("stamped")) {
      return clues.says("tool-options") || clues.stateClass("42") ? 88 : 60;
    }
    return clues.state("42P01") ? 40 : clues.state("42704") ? 30 : clues.state("42703") ? 20 : 0;
  }

  @Override
  public String because(Clues clues) {
    return clues.remarks("stamped")
        ? "The log shows a step that marks migrations as done without running them."
        : "The ledger may have been moved over the migration that brings in "
            + clues.named()
            + ", so that it never ran.";
  }

  @Override
  public String decides(Clues clues) {
    return "Which objects of the applied migrations the database lacks: \"migration-sentry verify\". Deploy scripts and shell history with stamp, --fake or --applied.";
  }

  @Override
  public List<String> rules() {
    return List.of("stamped-past");
  }
}
