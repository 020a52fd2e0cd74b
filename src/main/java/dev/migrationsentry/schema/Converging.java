package dev.migrationsentry.schema;

import dev.migrationsentry.sql.Identifiers;
import dev.migrationsentry.sql.ast.Expression;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The statements that give a database what another one has, and change nothing in one that has it
/// already.
public final class Converging {
  private final Schema wanted;
  private final Schema there;
  private final DescribedNames names;
  private final Set<String> left;
  private final List<String> drops = new ArrayList<>();
  private final List<String> types = new ArrayList<>();
  private final List<String> tables = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final List<String> others = new ArrayList<>();
  private final List<String> losses = new ArrayList<>();

  private Converging(Schema wanted, Schema there, Collection<String> objects) {
    this.wanted = wanted;
    this.there = there;
    this.names = new DescribedNames(wanted);
    this.left = new HashSet<>(objects);
  }

  /// The statements, and the objects for which there are none.
  ///
  /// @param statements in an order in which they work, without semicolons
  /// @param destroying those of them that drop tables or columns with their rows
  /// @param underivable objects that have to be changed by hand
  public record Statements(
      List<String> statements, List<String> destroying, Collection<String> underivable) {
    /// Copies the lists.
    public Statements {
      statements = List.copyOf(statements);
      destroying = List.copyOf(destroying);
      underivable = List.copyOf(underivable);
    }
  }

  /// Derives statements.
  ///
  /// @param wanted the schema that has what is wanted
  /// @param there the schema that is to be changed
  /// @param differences how it differs from the wanted one
  /// @param expressions expressions that differ, by what they belong to ([ExpressionTexts])
  public static Statements of(
      Schema wanted, Schema there, List<Difference> differences, Collection<String> expressions) {
    Set<String> objects = new HashSet<>(expressions);
    differences.stream()
        .filter(one -> one.kind() != Difference.Kind.BEYOND)
        .forEach(one -> objects.add(one.object()));
    Converging converging = new Converging(wanted, there, objects);
    for (SchemaObject object : wanted.objects()) {
      if (!converging.names.isForeign(object)) {
        converging.make(object);
      }
    }
    differences.stream()
        .filter(one -> one.kind() == Difference.Kind.BEYOND)
        .forEach(converging::drop);
    List<String> all = new ArrayList<>(converging.drops);
    all.addAll(converging.types);
    all.addAll(converging.tables);
    all.addAll(converging.keys);
    all.addAll(converging.others);
    all.addAll(converging.losses);
    return new Statements(all, converging.losses, converging.left);
  }

  private boolean take(String object) {
    return left.remove(object);
  }

  private void make(SchemaObject object) {
    switch (object) {
      case Table table -> table(table);
      case Index index -> index(index);
      case Constraint constraint -> constraint(constraint);
      case UserType.EnumType type -> labels(type);
      case View view -> view(view);
      case Sequence sequence -> sequence(sequence);
      case Namespace namespace -> {
        if (take("schema " + quoted(namespace.name()))) {
          types.add("create schema if not exists " + quoted(namespace.name()));
        }
      }
      case GlobalObject.Extension extension -> {
        if (take("extension " + quoted(extension.name()))) {
          types.add("create extension if not exists " + quoted(extension.name()));
        }
      }
      case SchemaObject ignored -> {}
    }
  }

  private void table(Table table) {
    String name = names.of(table);
    boolean plain =
        table.kind() == Table.Kind.ORDINARY
            && table.ancestors().isEmpty()
            && table.partitioning() == null
            && table.ofType() == 0;
    if (plain && take("table " + name)) {
      List<String> columns = new ArrayList<>();
      for (Column column : table.columns()) {
        columns.add(definition(column));
        take("default of " + name + "." + quoted(column.name()));
        take("generated " + name + "." + quoted(column.name()));
      }
      tables.add("create table if not exists " + name + " (" + String.join(", ", columns) + ")");
    }
    for (Column column : table.columns()) {
      String columnName = name + "." + quoted(column.name());
      boolean expression = take("default of " + columnName);
      if (take("column " + columnName)) {
        Column old = column(table, column.name());
        if (old == null) {
          tables.add("alter table " + name + " add column if not exists " + definition(column));
        } else {
          alter(name, column, old);
        }
      } else if (expression) {
        value(name, column);
      }
    }
  }

  /// The column of the same name in the other schema.
  private @Nullable Column column(Table table, String name) {
    SchemaObject namespace = wanted.object(table.namespace());
    Namespace other = namespace == null ? null : there.namespace(namespace.name());
    Relation relation = other == null ? null : there.relation(other.id(), table.name());
    if (relation != null) {
      for (Column column : relation.columns()) {
        if (column.name().equals(name)) {
          return column;
        }
      }
    }
    return null;
  }

  private String definition(Column column) {
    Expression value = column.defaultValue();
    return quoted(column.name())
        + " "
        + names.type(column.type())
        + (column.collation() == null ? "" : " collate " + column.collation())
        + switch (column.generation()) {
          case NONE -> value == null ? "" : " default " + value.span().text();
          case STORED -> " generated always as (" + text(value) + ") stored";
          case VIRTUAL -> " generated always as (" + text(value) + ") virtual";
          case IDENTITY_ALWAYS -> " generated always as identity";
          case IDENTITY_BY_DEFAULT -> " generated by default as identity";
        }
        + (column.notNull() && !column.identity() ? " not null" : "");
  }

  private static String text(@Nullable Expression expression) {
    return expression == null ? "" : expression.span().text();
  }

  private void alter(String table, Column column, Column old) {
    String alter = "alter table " + table + " alter column " + quoted(column.name());
    if (column.generation() != old.generation()) {
      left.add("column " + table + "." + quoted(column.name()));
      return;
    }
    String type = names.type(column.type());
    if (!type.equals(new DescribedNames(there).type(old.type()))
        || (column.collation() != null && !column.collation().equals(old.collation()))) {
      tables.add(
          alter
              + " type "
              + type
              + (column.collation() == null ? "" : " collate " + column.collation()));
    }
    if (column.generation() == Column.Generation.NONE) {
      value(table, column);
    }
    if (column.notNull() != old.notNull()) {
      tables.add(alter + (column.notNull() ? " set not null" : " drop not null"));
    }
  }

  private void value(String table, Column column) {
    Expression value = column.defaultValue();
    tables.add(
        "alter table "
            + table
            + " alter column "
            + quoted(column.name())
            + (value == null ? " drop default" : " set default " + value.span().text()));
  }

  private void index(Index index) {
    String name = names.of(index);
    boolean changed = left.removeIf(object -> object.endsWith(" of index " + name));
    boolean missing = take("index " + name);
    if (!(missing || changed)
        || index.partitionOf() != 0
        || !(wanted.object(index.table()) instanceof Relation table)) {
      return;
    }
    List<String> parts = new ArrayList<>();
    for (Index.Key key : index.keys()) {
      Expression expression = key.expression();
      parts.add(
          (expression == null
                  ? names.columns(table, List.of(key.column()))
                  : "(" + expression.span().text() + ")")
              + (key.collation() == null ? "" : " collate " + key.collation())
              + (key.operatorClass() == null ? "" : " " + key.operatorClass())
              + (key.descending() ? " desc" : "")
              + (key.descending() == key.nullsFirst()
                  ? ""
                  : key.nullsFirst() ? " nulls first" : " nulls last"));
    }
    if (changed || there(index) != null) {
      drops.add("drop index if exists " + name);
    }
    Expression where = index.where();
    others.add(
        "create "
            + (index.unique() ? "unique " : "")
            + "index if not exists "
            + quoted(index.name())
            + " on "
            + names.of(table)
            + " using "
            + index.method()
            + " ("
            + String.join(", ", parts)
            + ")"
            + (index.include().isEmpty()
                ? ""
                : " include (" + names.columns(table, index.include()) + ")")
            + (index.nullsNotDistinct() ? " nulls not distinct" : "")
            + (where == null ? "" : " where " + where.span().text()));
  }

  private @Nullable Relation there(Relation relation) {
    SchemaObject namespace = wanted.object(relation.namespace());
    Namespace other = namespace == null ? null : there.namespace(namespace.name());
    return other == null ? null : there.relation(other.id(), relation.name());
  }

  private void constraint(Constraint constraint) {
    if (!(wanted.object(constraint.table()) instanceof Table table)) {
      return;
    }
    String on = names.of(table) + " " + quoted(constraint.name());
    switch (constraint) {
      case Constraint.Key key -> {
        Index index = wanted.get(key.index(), Index.class);
        if (!key.withoutOverlaps() && take((key.primary() ? "primary key " : "unique ") + on)) {
          add(
              table,
              key,
              (key.primary() ? "primary key" : "unique")
                  + (index.nullsNotDistinct() ? " nulls not distinct" : "")
                  + " ("
                  + names.columns(table, key.columns())
                  + ")"
                  + (index.include().isEmpty()
                      ? ""
                      : " include (" + names.columns(table, index.include()) + ")")
                  + deferral(key.deferrable(), key.initiallyDeferred()),
              keys);
        }
      }
      case Constraint.Check check -> {
        if (take("check " + on)) {
          add(
              table,
              check,
              "check ("
                  + check.condition().span().text()
                  + ")"
                  + (check.noInherit() ? " no inherit" : "")
                  + (check.validated() ? "" : " not valid"),
              keys);
        }
      }
      case Constraint.ForeignKey key -> {
        if (key.actions().setColumns().isEmpty()
            && wanted.object(key.referencedTable()) instanceof Relation other
            && take("foreign key " + on)) {
          add(
              table,
              key,
              "foreign key ("
                  + names.columns(table, key.columns())
                  + ") references "
                  + names.of(other)
                  + " ("
                  + names.columns(other, key.referencedColumns())
                  + ")"
                  + (key.actions().match().equals("full") ? " match full" : "")
                  + " on update "
                  + key.actions().onUpdate()
                  + " on delete "
                  + key.actions().onDelete()
                  + deferral(key.deferrable(), key.initiallyDeferred())
                  + (key.validated() ? "" : " not valid"),
              others);
        }
      }
      case Constraint.Exclude ignored -> {}
      case Constraint.NotNull ignored -> {}
    }
  }

  private static String deferral(boolean deferrable, boolean deferred) {
    return (deferrable ? " deferrable" : "") + (deferred ? " initially deferred" : "");
  }

  /// There is no IF NOT EXISTS for constraints.
  private void add(Table table, Constraint constraint, String definition, List<String> to) {
    String alter = "alter table " + names.of(table);
    String name = quoted(constraint.name());
    to.add(alter + " drop constraint if exists " + name);
    to.add(alter + " add constraint " + name + " " + definition);
  }

  private void labels(UserType.EnumType type) {
    if (!take("enum " + names.of(type))) {
      return;
    }
    SchemaObject namespace = wanted.object(type.namespace());
    List<String> labels = type.labels().stream().map(Converging::literal).toList();
    SchemaObject old = null;
    for (SchemaObject object : there.objects()) {
      SchemaObject in = there.object(object.namespace());
      if (object instanceof UserType.EnumType other
          && other.name().equals(type.name())
          && in != null
          && namespace != null
          && in.name().equals(namespace.name())) {
        old = other;
      }
    }
    if (!(old instanceof UserType.EnumType before)) {
      types.add(
          "do $$ begin create type "
              + names.of(type)
              + " as enum ("
              + String.join(", ", labels)
              + "); exception when duplicate_object then null; end $$");
      return;
    }
    for (int i = 0; i < labels.size(); i++) {
      if (!before.labels().contains(type.labels().get(i))) {
        types.add(
            "alter type "
                + names.of(type)
                + " add value if not exists "
                + labels.get(i)
                + (i == 0
                    ? before.labels().isEmpty() ? "" : " before " + literal(before.labels().get(0))
                    : " after " + labels.get(i - 1)));
      }
    }
  }

  private static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private void view(View view) {
    boolean expression = take("view " + names.of(view));
    if (expression && !view.materialized() && view.query() != null) {
      others.add("create or replace view " + names.of(view) + " as " + view.query().span().text());
    }
  }

  private void sequence(Sequence sequence) {
    String name = "sequence " + names.of(sequence);
    if (sequence.identity()) {
      take(name);
    } else if (sequence.ownedBy() == 0 && there(sequence) == null && take(name)) {
      types.add(
          "create sequence if not exists "
              + names.of(sequence)
              + " as "
              + names.type(DataType.builtin(sequence.type())));
    }
  }

  private void drop(Difference beyond) {
    List<String> words = List.of(beyond.object().split(" ", -1));
    String last = words.getLast();
    switch (words.getFirst()) {
      case "column" -> {
        int dot = last.lastIndexOf('.');
        losses.add(
            "alter table "
                + last.substring(0, dot)
                + " drop column if exists "
                + last.substring(dot + 1));
      }
      case "table" -> losses.add("drop table if exists " + last);
      case "index" -> drops.add("drop index if exists " + last);
      case "view" -> drops.add("drop view if exists " + last);
      case "primary", "unique", "check", "foreign", "exclude" -> {
        if (words.size() >= 3) {
          drops.add(
              "alter table " + words.get(words.size() - 2) + " drop constraint if exists " + last);
        }
      }
      case "sequence" -> {
        // It goes with the column that it belongs to.
      }
      default -> left.add(beyond.object());
    }
  }

  private static String quoted(String name) {
    return Identifiers.quotedUnlessPlain(name);
  }
}
