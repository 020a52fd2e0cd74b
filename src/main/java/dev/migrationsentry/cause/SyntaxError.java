package dev.migrationsentry.cause;

import java.util.List;

/// The statement is no SQL of PostgreSQL.
final class SyntaxError implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (clues.says("broken-revision")) {
      return 60;
    }
    if (!clues.stateClass("4260") || clues.words().startsWith("unterminated")) {
      return clues.state("42P02") ? 80 : 0;
    }
    return clues.name("value").startsWith(":") ? 84 : 74;
  }

  @Override
  public String because(Clues clues) {
    return clues.name("value").startsWith(":") || clues.state("42P02")
        ? "A placeholder reached PostgreSQL as it was written: nothing was put in for it."
        : clues.says("broken-revision")
            ? "A migration's file can't be loaded, which stops all others too."
            : "The statement is not SQL as PostgreSQL reads it: a slip, or another database's dialect.";
  }

  @Override
  public String decides(Clues clues) {
    return "The statement at the position that the message names; \"migration-sentry check\" reads every file as PostgreSQL does.";
  }

  @Override
  public List<String> rules() {
    return List.of(
        "bind-parameter-in-driver-sql", "fails-on-empty-database", "broken-revision-file");
  }
}
