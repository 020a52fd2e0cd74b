package dev.migrationsentry.cause;

/// The runner cut the script in the wrong place.
final class SqlSplitter implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (clues.says("statement-cut")) {
      return 94;
    }
    if (clues.words().startsWith("unterminated")
        || clues.words().startsWith("cannot insert multiple commands")) {
      return 90;
    }
    if (clues.says("statement-failed")) {
      return clues.statement().contains("function") || clues.statement().contains("$") ? 80 : 20;
    }
    boolean body =
        clues.name("value").startsWith("$")
            || clues.statement().contains("function")
            || clues.statement().contains("do $");
    return clues.state("42601") ? body ? 62 : 36 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "The runner cuts scripts at semicolons, and cut one inside of a function's body or a quoted text.";
  }

  @Override
  public String decides(Clues clues) {
    return "The statement as it was sent (the server's log, STATEMENT), against the file.";
  }
}
