package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A data type as written (manual, chapter 8).
///
/// The spellings of the grammar are already resolved to the catalog's names: `integer` and `int`
/// are `pg_catalog.int4`, `varchar` is `pg_catalog.varchar`, `double precision` is
/// `pg_catalog.float8`, `float(10)` is `pg_catalog.float4`, `char` is `pg_catalog.bpchar`,
/// `timestamp with time zone` is `pg_catalog.timestamptz`, … Names that the grammar does not know
/// (`text`, `uuid`, `int4`, `mood`) stay as written. `serial` and its like stay as written too:
/// they are expanded where a column is defined.
///
/// @param name the type's name; `pg_catalog` qualified where the grammar itself resolved the
///   spelling
/// @param modifiers what stands in parentheses (`10, 2`); empty when nothing does, except that
///   `char` and `bit` mean `char(1)` and `bit(1)`
/// @param dimensions number of array dimensions, 0 when it is no array
/// @param setOf whether `SETOF` was written
/// @param percentType for `table.column%TYPE` true: then `name` is the column
/// @param intervalFields `YEAR TO MONTH` and its like in lower case, or null
public record TypeName(
    QualifiedName name,
    List<Expression> modifiers,
    int dimensions,
    boolean setOf,
    boolean percentType,
    @Nullable String intervalFields,
    Span span)
    implements Node {
  public TypeName {
    modifiers = List.copyOf(modifiers);
  }
}
