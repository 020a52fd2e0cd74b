package dev.migrationsentry.evaluation;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The row that an outer join puts where there is none: every column is NULL.
final class NullRow extends AbstractMap<String, Value> {
  @Override
  public Value get(@Nullable Object column) {
    return new Value.Null();
  }

  @Override
  public Set<Map.Entry<String, Value>> entrySet() {
    return Set.of();
  }
}
