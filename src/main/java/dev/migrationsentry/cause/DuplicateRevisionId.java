package dev.migrationsentry.cause;

import dev.migrationsentry.log.Ledgers;
import java.util.List;

/// Two migrations claim the same id.
final class DuplicateRevisionId implements Explainer {
  /// Whether the key of a runner's own table is violated.
  private static boolean isOfLedger(Clues clues) {
    String constraint = clues.name("constraint");
    int end = constraint.lastIndexOf("_p");
    return end > 0 && Ledgers.isLedger(constraint.substring(0, end));
  }

  @Override
  public int weight(Clues clues) {
    if (clues.says("duplicate-revision-id") || clues.says("duplicate-version")) {
      return 96;
    }
    if (clues.state("23505") && isOfLedger(clues)) {
      return 88;
    }
    return clues.state("42703", "42P01") ? 12 : 0;
  }

  @Override
  public String because(Clues clues) {
    return clues.state("42703", "42P01")
        ? "Of two migrations with the same id only one runs; the other one may be what brings in "
            + clues.named()
            + "."
        : "Two migrations have the same id or number, so that the runner takes one for the other.";
  }

  @Override
  public String decides(Clues clues) {
    return "Two files with the same id or number in the deployed commit, and which of them the ledger's row means.";
  }

  @Override
  public List<String> rules() {
    return List.of("duplicate-revision-id");
  }
}
