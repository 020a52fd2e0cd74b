package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a table that production has.
///
/// @param moment the moment at which they have to meet a requirement
/// @param now the table as it is then
/// @param known the table in production
record Subject(Moment moment, Relation now, Relation known) {

  /// The table's name in production.
  String name() {
    Schema production = moment.production();
    return Identifiers.quoted(production.get(known.namespace(), Namespace.class).name())
        + "."
        + Identifiers.quoted(known.name());
  }

  /// The table as people know it at that moment.
  String title() {
    return now.name().equals(known.name()) ? name() : name() + " (then " + now.name() + ")";
  }

  /// A column as people know it at that moment.
  String title(int number) {
    Column column = now.column(number);
    Column old = known.column(number);
    if (column == null) {
      return "a column";
    }
    return old == null || old.name().equals(column.name())
        ? Identifiers.quoted(column.name())
        : Identifiers.quoted(old.name()) + " (then " + Identifiers.quoted(column.name()) + ")";
  }

  /// Columns as people know them.
  String titles(List<Integer> numbers) {
    return String.join(", ", numbers.stream().map(this::title).toList());
  }

  Fragment value(int number) {
    return moment.value(now.id(), number);
  }

  /// The table in FROM.
  ///
  /// @param own whether rows of tables that inherit from it are left out
  String from(boolean own, String alias) {
    boolean only =
        own
            && known instanceof Table table
            && table.kind() == Table.Kind.ORDINARY
            && !moment.production().children(table.id()).isEmpty();
    return (only ? "only " : "") + name() + (alias.isEmpty() ? "" : " " + alias);
  }

  /// The conditions of the rows that are still there, with others.
  List<String> conditions(String alias, List<Fragment> more) {
    List<String> conditions = new ArrayList<>();
    Fragment kept = moment.rows().kept().get(now.id());
    if (kept != null) {
      conditions.add(kept.grouped().sql(alias));
    }
    more.forEach(one -> conditions.add(one.sql(alias)));
    return conditions;
  }

  /// The columns of the primary key in production; else what tells its rows apart.
  List<String> key(String alias) {
    String before = alias.isEmpty() ? "" : alias + ".";
    Constraint.Key primary = primaryKey();
    if (primary != null) {
      return primary.columns().stream()
          .map(number -> known.column(number))
          .filter(java.util.Objects::nonNull)
          .map(column -> before + Identifiers.quoted(column.name()))
          .toList();
    }
    return known instanceof Table table && table.kind() == Table.Kind.PARTITIONED
        ? List.of(before + "tableoid::regclass", before + "ctid")
        : List.of(before + "ctid");
  }

  /// The names under which [#key] is read out of a subquery.
  List<String> keyNames() {
    return key("").stream()
        .map(part -> part.equals("tableoid::regclass") ? "tableoid" : part)
        .toList();
  }

  private Constraint.@Nullable Key primaryKey() {
    for (Constraint.Key key : moment.production().belongingTo(known.id(), Constraint.Key.class)) {
      if (key.primary()) {
        return key;
      }
    }
    return null;
  }

  /// What tells two rows behind aliases apart.
  String otherRow(String alias, String other) {
    return known instanceof Table table
            && (table.kind() == Table.Kind.PARTITIONED
                || !moment.production().children(table.id()).isEmpty())
        ? "("
            + alias
            + ".tableoid, "
            + alias
            + ".ctid) <> ("
            + other
            + ".tableoid, "
            + other
            + ".ctid)"
        : alias + ".ctid <> " + other + ".ctid";
  }
}
