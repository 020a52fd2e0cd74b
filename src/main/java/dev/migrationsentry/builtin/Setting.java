package dev.migrationsentry.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A configuration parameter of the server (manual, chapter 19).
///
/// @param name its name as the server spells it; `SET` takes any case
/// @param type the kind of value
/// @param context who may set it, and when: `internal`, `postmaster`, `sighup`,
///   `superuser-backend`, `backend`, `superuser`, `user` (view `pg_settings`)
/// @param unit the unit of a bare number (`kB`, `ms`, …), null when there is none
/// @param minimum the smallest number allowed, null when it is no number
/// @param maximum the largest number allowed, null when it is no number
/// @param values for an enumeration the values that the server shows; it takes some more spellings
///   silently (`true` for `on`, `debug` for `debug2`), so a value outside of the list is no proof
///   of an error
public record Setting(
    String name,
    Type type,
    String context,
    @Nullable String unit,
    @Nullable Double minimum,
    @Nullable Double maximum,
    List<String> values) {

  /// The kind of value that a parameter has.
  public enum Type {
    BOOL,
    INTEGER,
    REAL,
    STRING,
    ENUM
  }

  public Setting {
    values = List.copyOf(values);
  }

  /// Whether `SET` can change it in a session at all (given the rights).
  public boolean isSettable() {
    return context.equals("user") || context.equals("superuser");
  }
}
