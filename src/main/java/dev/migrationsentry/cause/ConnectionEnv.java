package dev.migrationsentry.cause;

/// The database was not reached.
final class ConnectionEnv implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (clues.says("connection")
        || clues.stateClass("08")
        || clues.state("28P01", "28000", "3D000", "53300", "57P01", "57P02", "57P03", "53200")) {
      return 93;
    }
    return clues.says("tool-options") ? 50 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "The database was not reached, or not as the one that was meant: address, name, password, encryption or driver do not fit.";
  }

  @Override
  public String decides(Clues clues) {
    return "The connection string of the deploy, without its password, and whether the server accepts connections at that time.";
  }
}
