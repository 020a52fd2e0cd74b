package dev.migrationsentry.sql;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Query;
import java.util.List;

/// Makes the queries that PL/pgSQL and SQL functions do not write out.
final class PlQueries {
  private PlQueries() {}

  /// `SELECT targets`.
  static Query select(List<Query.Target> targets, Span span) {
    Query.Select body =
        new Query.Select(
            false, List.of(), targets, List.of(), null, List.of(), null, List.of(), span);
    return new Query(null, body, List.of(), null, null, false, List.of(), null, span);
  }
}
