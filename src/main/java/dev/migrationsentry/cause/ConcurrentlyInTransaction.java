package dev.migrationsentry.cause;

import java.util.List;

/// The statement must not run in a transaction.
final class ConcurrentlyInTransaction implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (clues.says("mixed-transaction")) {
      return 92;
    }
    return clues.state("25001") && !clues.name("statement").startsWith("ALTER TYPE") ? 95 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "The statement can't run in a transaction block, and the runner opens one, or sends several statements in one message, which is a transaction too.";
  }

  @Override
  public String decides(Clues clues) {
    return "How the runner is told to leave its transaction out, and whether the statement stands alone in its file.";
  }

  @Override
  public List<String> rules() {
    return List.of("concurrently-in-transaction");
  }
}
