package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The table that an operation is about.
///
/// @param schema its schema, or null
record Target(@Nullable Name schema, Name name) {
  /// Its words as SQLAlchemy writes them: a schema is one name, whatever dots it has.
  Value.Text sql(Span at) {
    return Enumerations.qualified(at, schema, name);
  }

  /// Its words as Alembic's own ALTER statements write them: dots in the schema separate names.
  Value.Text dotted(Span at) {
    if (schema == null) {
      return name.sql();
    }
    List<Value.Text> parts = new ArrayList<>(schema.dotted());
    parts.add(name.sql());
    return new Sql(at).joined(".", parts).text();
  }

  /// Another object in the same schema.
  Value.Text beside(Name other, Span at) {
    Value.Text sql = other.limited();
    return schema == null ? sql : new Sql(at).text(schema.sql()).words(".").text(sql).text();
  }
}
