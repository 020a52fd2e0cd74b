package dev.migrationsentry.cause;

/// Two transactions wait for each other.
final class Deadlock implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (clues.state("40P01")) {
      return clues.detail().contains("advisory lock") ? 60 : 92;
    }
    return clues.state("40001") ? 80 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "The migration and another transaction took the same locks in another order, and PostgreSQL ended one of them.";
  }

  @Override
  public String decides(Clues clues) {
    return "The processes in DETAIL and their statements in the server's log: the application's traffic, or a second runner.";
  }
}
