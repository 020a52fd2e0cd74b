package dev.migrationsentry.alembic;

import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How Alembic keeps the table of current revisions while it upgrades (`HeadMaintainer` and
/// `RevisionStep` in `alembic/runtime/migration.py`).
public final class Ledger {
  private final String table;
  private final Set<String> heads = new LinkedHashSet<>();
  private final RevisionGraph graph;

  private Ledger(RevisionGraph graph, @Nullable String schema, String table) {
    this.graph = graph;
    this.table = schema == null ? name(table) : name(schema) + "." + name(table);
  }

  /// The statements that record each revision of an upgrade from an empty database, by its id.
  ///
  /// @param schema the schema of the table, or null
  /// @param table its name: `alembic_version` unless configured
  public static Map<String, List<Value.Text>> along(
      RevisionGraph graph, @Nullable String schema, String table) {
    Ledger ledger = new Ledger(graph, schema, table);
    Map<String, List<Value.Text>> statements = new HashMap<>();
    for (Revision revision : graph.order()) {
      statements.put(revision.id(), ledger.record(revision));
    }
    return statements;
  }

  private List<Value.Text> record(Revision revision) {
    Span at = revision.where();
    List<String> before = new ArrayList<>(revision.parentIds());
    revision.dependencies().forEach(link -> before.add(link.to()));
    List<String> current = before.stream().filter(heads::contains).distinct().toList();
    List<Value.Text> statements = new ArrayList<>();
    if (current.isEmpty()) {
      statements.add(
          text(
              "INSERT INTO " + table + " (version_num) VALUES (" + literal(revision.id()) + ")",
              at));
    } else {
      Set<String> merged = new LinkedHashSet<>(current);
      for (String id : current.subList(0, current.size() - 1)) {
        statements.add(
            text("DELETE FROM " + table + " WHERE " + table + ".version_num = " + literal(id), at));
      }
      statements.add(
          text(
              "UPDATE "
                  + table
                  + " SET version_num="
                  + literal(revision.id())
                  + " WHERE "
                  + table
                  + ".version_num = "
                  + literal(current.getLast()),
              at));
      heads.removeAll(merged);
    }
    heads.add(revision.id());
    return statements;
  }

  /// The graph that it follows.
  RevisionGraph graph() {
    return graph;
  }

  private static Value.Text text(String sql, Span at) {
    return Value.Text.of(sql, at);
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String name(String name) {
    boolean plain =
        !name.isEmpty()
            && name.chars()
                .allMatch(each ->
                    (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '_')
            && !Character.isDigit(name.charAt(0));
    return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
