package dev.migrationsentry.gate;

import java.util.Locale;
import java.util.Map;

/// Whether migrations are switched off by a variable.
public enum Switch {
  /// They run.
  ON,
  /// They do not run; the schema may lag the code.
  OFF,
  /// The variable says something that is neither.
  UNCLEAR;

  /// What the environment says.
  public static Switch of(Map<String, String> environment) {
    return switch (environment.getOrDefault(GatePlan.SKIP, "").strip().toLowerCase(Locale.ROOT)) {
      case "", "0", "false" -> ON;
      case "1", "true" -> OFF;
      default -> UNCLEAR;
    };
  }
}
