package dev.migrationsentry.cause;

import java.util.List;

/// A migration sorts before others that have run.
final class OutOfOrder implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (clues.says("out-of-order")) {
      return 96;
    }
    if (clues.says("inconsistent-history")) {
      return 90;
    }
    return clues.state("42P01") ? 34 : clues.state("42703", "42704") ? 24 : 0;
  }

  @Override
  public String because(Clues clues) {
    return clues.state("42P01", "42703", "42704")
        ? "A migration that brings in "
            + clues.named()
            + " may sort before ones that had run, so that the runner passed over it."
        : "A migration that has not run sorts before ones that have.";
  }

  @Override
  public String decides(Clues clues) {
    return "The ledger's rows against the files: a file that is older than the newest row and has no row of its own.";
  }

  @Override
  public List<String> rules() {
    return List.of("out-of-order", "lexical-vs-numeric-order-clash");
  }
}
