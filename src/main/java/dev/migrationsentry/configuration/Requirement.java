package dev.migrationsentry.configuration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An object that a database must have.
///
/// @param schema its schema, or null for those of the search path
/// @param table its table or enum type, where it belongs to one, else null
/// @param name its own name; empty for a unique key that is named by its columns
/// @param columns the columns of a unique key, in any order; else empty
/// @param type the type of a column as SQL writes it, with `not null` where that is asked for, or
///   null when any will do
/// @param nullable whether a column may be null, or null when that is not asked
/// @param text the requirement as people know it: `users.deleted_at`
/// @param place where it is said: `migration-sentry.yaml:3`
public record Requirement(
    Kind kind,
    @Nullable String schema,
    @Nullable String table,
    String name,
    List<String> columns,
    @Nullable String type,
    @Nullable Boolean nullable,
    String text,
    String place) {
  /// Copies the columns.
  public Requirement {
    columns = List.copyOf(columns);
  }

  /// What can be required.
  public enum Kind {
    COLUMN("column"),
    TABLE("table"),
    INDEX("index"),
    /// A primary key, a unique constraint or a unique index.
    UNIQUE("unique key"),
    CONSTRAINT("constraint"),
    EXTENSION("extension"),
    ENUM_VALUE("enum value");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /// The kind in words.
    public String words() {
      return words;
    }
  }
}
