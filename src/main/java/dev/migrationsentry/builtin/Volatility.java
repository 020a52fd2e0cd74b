package dev.migrationsentry.builtin;

/// How far a function's result depends on more than its arguments (manual, section 36.7). Ordered
/// from the strictest promise to none.
public enum Volatility {
  IMMUTABLE,
  STABLE,
  VOLATILE;

  /// The volatility that `pg_proc.provolatile` writes as `i`, `s` or `v`.
  static Volatility of(char letter) {
    return switch (letter) {
      case 'i' -> IMMUTABLE;
      case 's' -> STABLE;
      case 'v' -> VOLATILE;
      default -> throw new IllegalArgumentException("volatility " + letter);
    };
  }
}
