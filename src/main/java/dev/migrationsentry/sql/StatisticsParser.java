package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/// Reads extended statistics (manual, CREATE STATISTICS).
final class StatisticsParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  StatisticsParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `CREATE STATISTICS`.
  Statement create() {
    int start = cursor.position();
    cursor.expect("create", "statistics");
    boolean ifNotExists = cursor.acceptIfNotExists();
    QualifiedName name = ifNotExists || names.isColId(0) ? names.anyName() : null;
    List<Name> kinds = names.optionalColumnList();
    cursor.expect("on");
    List<Expression> items = new ArrayList<>(2);
    do {
      items.add(parser.indexKeys.expression());
    } while (cursor.accept(','));
    cursor.expect("from");
    List<QualifiedName> tables = new ArrayList<>(1);
    for (Query.FromItem item : parser.from.items()) {
      if (item instanceof Query.TableItem table) {
        tables.add(table.table());
      }
    }
    return new ObjectStatement.CreateStatistics(
        ifNotExists, name, kinds, items, tables, cursor.span(start));
  }

  /// `ALTER STATISTICS`, from the second word on.
  Statement alter(int start) {
    cursor.expect("statistics");
    boolean ifExists = cursor.acceptIfExists();
    ObjectReference object = parser.references.qualified(ObjectKind.STATISTICS);
    if (cursor.is("set", "statistics") || ifExists) {
      cursor.expect("set", "statistics");
      if (!cursor.accept("default")) {
        names.signedInteger();
      }
      return new ObjectStatement.AlterObject(
          object, ifExists, "set statistics", List.of(), cursor.span(start));
    }
    return parser.objects.requiredAlteration(start, object);
  }
}
