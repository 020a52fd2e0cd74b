package dev.migrationsentry.git;

import dev.migrationsentry.python.SameCode;
import dev.migrationsentry.sql.SqlReader;

/// Tells edits that change what a migration sends from those that do not.
public final class HarmlessEdits {
  private HarmlessEdits() {}

  /// Whether two versions of a file send the same: only comments and white space differ, in Python
  /// also docstrings and how things are written.
  ///
  /// @param path of the file; its ending tells the language
  public static boolean is(String path, String one, String other) {
    return path.endsWith(".py") ? SameCode.is(one, other) : SqlReader.haveSameTokens(one, other);
  }
}
