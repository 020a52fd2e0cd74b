package dev.migrationsentry.rule;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the tables that statements mean.
final class Tables {
  private Tables() {}

  /// The table that a name means on a connection, or null when there is none, or something else has
  /// the name (manual, section 5.10.3).
  static @Nullable Table named(Database database, QualifiedName name) {
    String qualifier = name.qualifier();
    List<String> searched = new ArrayList<>();
    if (qualifier != null) {
      searched.add(qualifier);
    } else {
      searched.add("pg_temp_0");
      for (String schema : database.session().searchPath()) {
        searched.add(schema.equals("$user") ? database.session().role() : schema);
      }
    }
    for (String schema : searched) {
      Namespace namespace = database.schema().namespace(schema);
      if (namespace != null) {
        Object found = database.schema().relation(namespace.id(), name.name());
        if (found != null) {
          return found instanceof Table table ? table : null;
        }
      }
    }
    return null;
  }

  /// The table of a name as it stands in errors and changes, `public.users`, or null.
  static @Nullable Table described(Schema schema, String object) {
    int dot = object.indexOf('.');
    Namespace namespace = dot < 0 ? null : schema.namespace(object.substring(0, dot));
    return namespace != null
            && schema.relation(namespace.id(), object.substring(dot + 1)) instanceof Table table
        ? table
        : null;
  }

  /// Whether adding a column gives a value to the rows that are there: its default, also that of a
  /// domain, a number, or a computed value.
  static boolean fillsRows(Schema schema, Column column) {
    boolean domainDefault =
        column.type() instanceof DataType.Created type
            && schema.object(type.id()) instanceof UserType.DomainType domain
            && domain.defaultValue() != null;
    return domainDefault
        || column.defaultValue() != null
        || column.generation() != Column.Generation.NONE;
  }
}
