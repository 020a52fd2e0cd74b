package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A constraint as SQLAlchemy writes it.
///
/// @param kind which one
/// @param name its name, or null where the server chooses one
/// @param columns the columns it is about, as far as they are named
/// @param body its words after the name
/// @param withTable whether CREATE TABLE contains it
/// @param at where it stands
record TableConstraint(
    Kind kind,
    @Nullable Name name,
    List<Name> columns,
    Value.Text body,
    boolean withTable,
    Span at) {

  TableConstraint {
    columns = List.copyOf(columns);
  }

  /// Which constraint.
  enum Kind {
    PRIMARY_KEY,
    FOREIGN_KEY,
    UNIQUE,
    CHECK,
    EXCLUDE
  }

  /// Its words with its name.
  Value.Text sql() {
    return name == null
        ? body
        : new Sql(at).words("CONSTRAINT ").text(name.limited()).words(" ").text(body).text();
  }
}
