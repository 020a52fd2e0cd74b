package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How many rows production's tables have, as its catalog estimates it.
record Estimates(Map<String, Long> byName) {
  /// Copies the map.
  Estimates {
    byName = Map.copyOf(byName);
  }

  static Estimates of(List<Snapshot.TableSize> sizes) {
    Map<String, Long> byName = new HashMap<>();
    sizes.forEach(size -> byName.put(size.schema() + "." + size.name(), size.rows()));
    return new Estimates(byName);
  }

  /// The rows of a table with its partitions and the tables that inherit from it; -1 when unknown.
  long rows(Relation table, Schema production) {
    String schema = production.get(table.namespace(), Namespace.class).name();
    boolean own = !(table instanceof Table of) || of.kind() == Table.Kind.ORDINARY;
    long rows = own ? byName.getOrDefault(schema + "." + table.name(), -1L) : 0;
    if (table instanceof Table) {
      for (Table child : production.children(table.id())) {
        long more = rows(child, production);
        rows = rows < 0 || more < 0 ? -1 : rows + more;
      }
    }
    return rows;
  }
}
