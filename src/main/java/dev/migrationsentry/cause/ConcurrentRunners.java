package dev.migrationsentry.cause;

import dev.migrationsentry.log.Ledgers;

/// Two runners work at the same time.
final class ConcurrentRunners implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (clues.state("23505") && clues.name("constraint").startsWith("pg_")) {
      return 95;
    }
    if (clues.state("XX000") && clues.words().startsWith("tuple concurrently")) {
      return 93;
    }
    if (clues.state("40P01")) {
      return clues.detail().contains("advisory lock") ? 93 : 45;
    }
    if (clues.says("lock-held")) {
      return 62;
    }
    return clues.exists() ? Ledgers.isLedger(clues.object()) ? 80 : 14 : 0;
  }

  @Override
  public String because(Clues clues) {
    return clues.exists()
        ? "Another runner may have created " + clues.named() + " a moment before."
        : "Two runners work in the same database at the same time, each in the other's way.";
  }

  @Override
  public String decides(Clues clues) {
    return "How many containers or services run the migrations at a start, and their logs of the same second.";
  }
}
