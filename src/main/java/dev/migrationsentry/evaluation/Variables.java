package dev.migrationsentry.evaluation;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The variables of running code, or the columns of the row at hand: innermost first.
public final class Variables {
  private final @Nullable Variables outer;
  private final Map<String, Value> values = new HashMap<>();
  private final Map<String, Map<String, Value>> rows = new HashMap<>();

  private Variables(@Nullable Variables outer) {
    this.outer = outer;
  }

  /// No variables.
  public static Variables none() {
    return new Variables(null);
  }

  /// New variables in front of these.
  public Variables inner() {
    return new Variables(this);
  }

  /// Declares a variable here.
  public void declare(String name, Value value) {
    values.put(name, value);
  }

  /// Gives a variable another value, where it was declared; a name that nobody has declared is
  /// ignored.
  public void assign(String name, Value value) {
    for (Variables level = this; level != null; level = level.outer) {
      if (level.values.containsKey(name)) {
        level.values.put(name, value);
        return;
      }
    }
  }

  /// Adds the row of a table or subquery under its alias.
  void addRow(String alias, Map<String, Value> row) {
    rows.put(alias, row);
  }

  /// What a bare name means, or null when it means nothing here.
  @Nullable Value find(String name) {
    for (Variables level = this; level != null; level = level.outer) {
      for (Map<String, Value> row : level.rows.values()) {
        Value value = row.get(name);
        if (value != null) {
          return value;
        }
      }
      Value value = level.values.get(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /// What a qualified name means: the column of a row, or the field of a record; null when it means
  /// nothing here.
  @Nullable Value find(String qualifier, String name) {
    for (Variables level = this; level != null; level = level.outer) {
      Map<String, Value> row = level.rows.get(qualifier);
      if (row != null) {
        return row.get(name);
      }
      Value value = level.values.get(qualifier);
      if (value instanceof Value.Row record) {
        return record.fields().get(name);
      }
      if (value instanceof Value.Unknown) {
        return value;
      }
    }
    return null;
  }

  /// The row of an alias, or null.
  @Nullable Map<String, Value> row(String alias) {
    for (Variables level = this; level != null; level = level.outer) {
      Map<String, Value> row = level.rows.get(alias);
      if (row != null) {
        return row;
      }
    }
    return null;
  }
}
