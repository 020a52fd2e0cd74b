package dev.migrationsentry.framework;

import dev.migrationsentry.migration.Version;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A file name as Flyway takes it apart: prefix, version, separator, description, suffix (Flyway's
/// `ResourceNameParser` and `MigrationVersion`).
///
/// @param kind what the prefix says
/// @param version null for repeatable migrations
/// @param description with blanks for `_`
record FlywayName(Kind kind, @Nullable Version version, String description) {
  /// What a prefix says.
  enum Kind {
    VERSIONED,
    REPEATABLE,
    BASELINE,
    UNDO
  }

  /// Takes a name apart, or returns null where it is not one of Flyway's.
  static @Nullable FlywayName of(String name, FlywaySettings settings) {
    for (String suffix : settings.suffixes()) {
      if (Names.hasEnding(name, suffix.toLowerCase(Locale.ROOT))) {
        return ofStem(name.substring(0, name.length() - suffix.length()), settings);
      }
    }
    return null;
  }

  /// Takes the name of a class apart.
  static @Nullable FlywayName ofStem(String stem, FlywaySettings settings) {
    if (stem.startsWith(settings.repeatable() + settings.separator())) {
      String rest = stem.substring(settings.repeatable().length() + settings.separator().length());
      return new FlywayName(Kind.REPEATABLE, null, rest.replace('_', ' '));
    }
    Kind kind = null;
    String prefix = "";
    if (stem.startsWith(settings.versioned())) {
      kind = Kind.VERSIONED;
      prefix = settings.versioned();
    } else if (stem.startsWith(settings.undo())) {
      kind = Kind.UNDO;
      prefix = settings.undo();
    } else if (stem.startsWith(settings.baseline())) {
      kind = Kind.BASELINE;
      prefix = settings.baseline();
    }
    if (kind == null) {
      return null;
    }
    String rest = stem.substring(prefix.length());
    int at = rest.indexOf(settings.separator());
    String version = at < 0 ? rest : rest.substring(0, at);
    String description = at < 0 ? "" : rest.substring(at + settings.separator().length());
    return isVersion(version)
        ? new FlywayName(kind, Version.of(version.replace('_', '.')), description.replace('_', ' '))
        : null;
  }

  /// Digits, with single dots or underscores between them.
  private static boolean isVersion(String text) {
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Names.isDigit(c)) {
        digit = true;
      } else if (digit && (c == '.' || c == '_') && i + 1 < text.length()) {
        digit = false;
      } else {
        return false;
      }
    }
    return digit;
  }
}
