package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The passage from one moment of the migrations to the next by one statement, and what it requires
/// of rows.
final class Passage {
  private final String migration;
  private final Statement statement;
  private final Moment before;
  private final Database after;
  private final List<SchemaObject> created = new ArrayList<>();
  private final List<SchemaObject> changed = new ArrayList<>();
  private final Map<Integer, Set<Integer>> rewritten = new HashMap<>();
  private final Set<Integer> shrunk = new HashSet<>();
  private final Estimates estimates;
  private final List<Probe> probes = new ArrayList<>();
  private final List<Unprobed> unprobed = new ArrayList<>();
  private RowState rows;
  private boolean byRows;

  Passage(
      String migration, Statement statement, Moment before, Database after, Estimates estimates) {
    this.migration = migration;
    this.statement = statement;
    this.before = before;
    this.after = after;
    this.estimates = estimates;
    this.rows = before.rows();
    Schema then = before.now().schema();
    Schema now = after.schema();
    if (then != now) {
      for (SchemaObject object : now.objects()) {
        SchemaObject old = then.object(object.id());
        if (old == null) {
          created.add(object);
        } else if (old != object) {
          changed.add(object);
        }
      }
    }
  }

  Statement statement() {
    return statement;
  }

  /// The moment before the statement.
  Moment before() {
    return before;
  }

  /// The moment after it, as far as it is known what has become of the rows.
  Moment after() {
    return new Moment(before.production(), after, rows);
  }

  Schema schema() {
    return after.schema();
  }

  Estimates estimates() {
    return estimates;
  }

  RowState rows() {
    return rows;
  }

  void rows(RowState newRows) {
    rows = newRows;
  }

  /// The objects of a class that the statement brings in.
  <T extends SchemaObject> List<T> created(Class<T> kind) {
    return created.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// The objects of a class that it changes, as they are afterwards.
  <T extends SchemaObject> List<T> changed(Class<T> kind) {
    return changed.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// Notes that a column holds other values afterwards.
  void rewrites(int table, int column) {
    rewritten.computeIfAbsent(table, asked -> new HashSet<>()).add(column);
  }

  /// The columns of a table that hold other values afterwards, new ones not among them.
  Set<Integer> rewritten(int table) {
    return rewritten.getOrDefault(table, Set.of());
  }

  /// The tables with such columns.
  Set<Integer> rewrittenTables() {
    return rewritten.keySet();
  }

  /// Notes that a table has fewer rows afterwards.
  void shrinks(int table) {
    shrunk.add(table);
  }

  /// Whether a table has fewer rows afterwards.
  boolean isShrunk(int table) {
    return shrunk.contains(table);
  }

  /// The tables that have fewer rows afterwards.
  Set<Integer> shrunk() {
    return shrunk;
  }

  /// Notes that it is rows that the statement changes, and no definition.
  void changesRows() {
    byRows = true;
  }

  /// Whether it is rows that the statement changes.
  boolean byRows() {
    return byRows;
  }

  void add(Probe probe) {
    probes.add(probe);
  }

  void refuse(String requirement, NotProbed reason) {
    unprobed.add(new Unprobed(migration, statement.span(), requirement, reason.why()));
  }

  String migration() {
    return migration;
  }

  List<Probe> probes() {
    return probes;
  }

  List<Unprobed> unprobed() {
    return unprobed;
  }

  /// The rows of a table, as questions see them; null when they are not production's.
  @Nullable Subject subject(int table) {
    Relation known = before.inProduction(table);
    return known != null && schema().object(table) instanceof Relation now
        ? new Subject(after(), now, known)
        : null;
  }

  /// Whether a table inherits from another one that production has.
  List<Table> ancestors(Table table) {
    return table.ancestors().stream()
        .map(id -> after().table(id))
        .filter(java.util.Objects::nonNull)
        .map(Table.class::cast)
        .toList();
  }
}
