package dev.migrationsentry.alembic;

import dev.migrationsentry.alembic.SqlType.Kind;
import dev.migrationsentry.program.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A table, an alias or a subquery in a query.
///
/// @param key what tells two apart
/// @param sql how it stands after FROM
/// @param prefix how columns are qualified by it
/// @param columns its columns in their order, as far as the code says them
/// @param complete whether it has no other columns
record TableReference(
    String key,
    Value.Text sql,
    Value.Text prefix,
    Map<String, KnownColumn> columns,
    boolean complete) {

  TableReference {
    columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /// A column as the code describes it.
  ///
  /// @param name its name
  /// @param kind its type as far as it decides about literals, or null
  /// @param standard the value that SQLAlchemy itself fills in, or null
  /// @param type its type as the code describes it, or null
  record KnownColumn(
      Name name, @Nullable Kind kind, @Nullable Value standard, @Nullable Value type) {}

  /// The same under another name.
  TableReference as(Value.Text asSql, Value.Text alias) {
    return new TableReference("alias " + alias.text(), asSql, alias, columns, complete);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TableReference that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key);
  }
}
