package dev.migrationsentry.cause;

import java.util.List;

/// The log says success, and that proves nothing.
final class SilentlySwallowed implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (clues.log().succeeded() != null && clues.failure() == null) {
      return clues.remarks("swallowed") ? 90 : 70;
    }
    if (clues.remarks("skipped") && clues.failure() == null) {
      return 70;
    }
    if (clues.log().succeeded() != null) {
      return 25;
    }
    return clues.says("tool-options") ? 45 : 0;
  }

  @Override
  public String because(Clues clues) {
    return clues.remarks("skipped")
        ? "The log says that migrations were skipped, and the deploy went on."
        : "The log tells of success and of no failure: an error that happened was swallowed, or what ran was not what was meant.";
  }

  @Override
  public String decides(Clues clues) {
    return "The schema itself: \"migration-sentry verify\" against the database, and the number of rows in the ledger against the files.";
  }

  @Override
  public List<String> rules() {
    return List.of("swallowed-error");
  }
}
