package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.TableConstraint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What foreign keys refer to: the server's `transformFkeyCheckAttrs` and
/// `transformFkeyGetPrimaryKey`.
final class ForeignKeyTargets {
  private static final int MOST_KEYS = 32;

  private final Draft draft;

  ForeignKeyTargets(Draft draft) {
    this.draft = draft;
  }

  /// What a foreign key refers to.
  ///
  /// @param index the unique index that it relies on
  record Target(List<Column> columns, Index index) {}

  /// The table that a foreign key refers to.
  Table referenced(TableConstraint.ForeignKey written) {
    Relation relation = draft.names().relation(written.table());
    if (!(relation instanceof Table table) || table.kind() == Table.Kind.FOREIGN) {
      throw Refusal.of(
              "42809",
              "referenced relation \"" + relation.name() + "\" is not a table",
              written.table().span())
          .restingOn(relation.name());
    }
    return table;
  }

  /// The columns of names in a foreign key.
  List<Column> columns(Table table, List<Name> names) {
    List<Column> columns = new ArrayList<>();
    for (Name name : names) {
      Column column = table.column(name.stored());
      if (column == null) {
        if (SystemColumns.contains(name.stored())) {
          throw Refusal.of("0A000", "system columns cannot be used in foreign keys", name.span());
        }
        throw Errors.noColumn(
            draft,
            "column \"" + name.stored() + "\" referenced in foreign key constraint does not exist",
            name,
            table);
      }
      if (columns.size() == MOST_KEYS) {
        throw Refusal.of(
            "54011", "cannot have more than " + MOST_KEYS + " keys in a foreign key", name.span());
      }
      columns.add(column);
    }
    return columns;
  }

  /// The columns and the unique index that a foreign key refers to.
  Target target(Table referenced, TableConstraint.ForeignKey written) {
    if (written.referenced().isEmpty()) {
      return primaryKey(referenced, written);
    }
    List<Column> columns = columns(referenced, written.referenced());
    Set<Integer> numbers = new HashSet<>();
    for (Column column : columns) {
      if (!numbers.add(column.number())) {
        throw Refusal.of(
            "42830",
            "foreign key referenced-columns list must not contain duplicates",
            written.span());
      }
    }
    Index deferrable = null;
    for (Index index : byId(draft.schema().indexes(referenced.id()))) {
      if (!matches(index, numbers)) {
        continue;
      }
      if (isDeferrable(referenced, index)) {
        deferrable = index;
      } else {
        return new Target(columns, index);
      }
    }
    if (deferrable != null) {
      throw Refusal.of(
          "55000",
          "cannot use a deferrable unique constraint for referenced table \""
              + referenced.name()
              + "\"",
          written.table().span());
    }
    throw Refusal.of(
            "42830",
            "there is no unique constraint matching given keys for referenced table \""
                + referenced.name()
                + "\"",
            written.table().span())
        .about(ObjectKind.TABLE, written.table());
  }

  private static List<Index> byId(List<Index> indexes) {
    List<Index> sorted = new ArrayList<>(indexes);
    sorted.sort(Comparator.comparingInt(Index::id));
    return sorted;
  }

  private static boolean matches(Index index, Set<Integer> columns) {
    if (!index.unique()
        || !index.valid()
        || index.where() != null
        || index.keys().size() != columns.size()) {
      return false;
    }
    Set<Integer> keys = new HashSet<>();
    for (Index.Key key : index.keys()) {
      keys.add(key.column());
    }
    return keys.equals(columns);
  }

  private boolean isDeferrable(Table table, Index index) {
    for (Constraint.Key key : draft.schema().belongingTo(table.id(), Constraint.Key.class)) {
      if (key.index() == index.id()) {
        return key.deferrable();
      }
    }
    return false;
  }

  private Target primaryKey(Table referenced, TableConstraint.ForeignKey written) {
    Constraint.Key primary = primaryKey(draft, referenced);
    if (primary == null) {
      throw Refusal.of(
              "42704",
              "there is no primary key for referenced table \"" + referenced.name() + "\"",
              written.table().span())
          .about(ObjectKind.TABLE, written.table());
    }
    if (primary.deferrable()) {
      throw Refusal.of(
          "55000",
          "cannot use a deferrable primary key for referenced table \"" + referenced.name() + "\"",
          written.table().span());
    }
    List<Column> columns = new ArrayList<>();
    for (int number : primary.columns()) {
      Column column = referenced.column(number);
      if (column != null) {
        columns.add(column);
      }
    }
    return new Target(columns, draft.get(primary.index(), Index.class));
  }

  /// The primary key of a table, or null.
  static Constraint.@Nullable Key primaryKey(Draft draft, Table table) {
    for (Constraint.Key key : draft.schema().belongingTo(table.id(), Constraint.Key.class)) {
      if (key.primary()) {
        return key;
      }
    }
    return null;
  }
}
