package dev.migrationsentry.rule;

import java.util.Locale;

/// How bad a finding is, from harmless to certain failure.
public enum Severity {
  /// Worth knowing; never lets a check fail.
  NOTE,
  /// A hazard: it may be meant.
  WARNING,
  /// The deploy will fail, or leave a wrong schema.
  ERROR;

  /// The word in output and options: `error`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
