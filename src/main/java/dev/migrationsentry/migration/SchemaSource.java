package dev.migrationsentry.migration;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Statement;
import java.util.List;

/// Something beside the migrations that makes tables: SQL in the program, a file with the whole
/// schema, or a call by which an ORM makes what its models say.
///
/// @param title what people know it by: `SCHEMA_SQL`, `create_all`, `schema.sql`
/// @param where the place; of SQL in a program the first text
/// @param statements what it sends, as far as it is SQL; empty where models decide
public record SchemaSource(String title, Span where, List<Statement> statements) {
  /// Copies the statements.
  public SchemaSource {
    statements = List.copyOf(statements);
  }
}
