package dev.migrationsentry.evaluation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows of a query, as far as they are known.
///
/// @param certain the rows that are there, each with its columns by name in their order
/// @param why why there may be more or other rows, or null when there are none but these
public record ResultRows(List<Map<String, Value>> certain, @Nullable String why) {
  /// Copies the list.
  public ResultRows {
    certain = List.copyOf(certain);
  }

  /// No rows.
  static ResultRows none() {
    return new ResultRows(List.of(), null);
  }

  /// ResultRows of which nothing is known.
  static ResultRows unknown(String why) {
    return new ResultRows(List.of(), why);
  }

  /// Whether there is at least one row.
  public Value exists() {
    if (!certain.isEmpty()) {
      return Value.of(true);
    }
    return why == null ? Value.of(false) : new Value.Unknown(why);
  }

  /// The first column of the only row; NULL when there is none.
  public Value single() {
    if (why != null) {
      return new Value.Unknown(why);
    }
    return certain.isEmpty() ? new Value.Null() : certain.getFirst().values().iterator().next();
  }
}
