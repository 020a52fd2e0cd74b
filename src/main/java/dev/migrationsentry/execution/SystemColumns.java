package dev.migrationsentry.execution;

import java.util.Set;

/// The columns that every table has besides its own (manual, section 5.6).
final class SystemColumns {
  private static final Set<String> NAMES =
      Set.of("tableoid", "cmax", "xmax", "cmin", "xmin", "ctid");

  private SystemColumns() {}

  static boolean contains(String name) {
    return NAMES.contains(name);
  }
}
