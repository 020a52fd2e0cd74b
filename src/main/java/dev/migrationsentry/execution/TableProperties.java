package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.NamedObject;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.TableAttachment;
import dev.migrationsentry.schema.TableAttachment.Enabled;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.List;

/// The actions of ALTER TABLE that change a property of the whole table.
final class TableProperties {
  private TableProperties() {}

  static Enabled enabled(String setting) {
    return switch (setting) {
      case "disable" -> Enabled.DISABLED;
      case "enable replica" -> Enabled.REPLICA;
      case "enable always" -> Enabled.ALWAYS;
      default -> Enabled.ORIGIN;
    };
  }

  static void enable(TableAlteration alteration, AlterTable.EnableTrigger action) {
    Draft draft = alteration.draft();
    Relation relation = alteration.relation();
    Enabled enabled = enabled(action.setting());
    Name name = action.name();
    if (name == null) {
      for (TableAttachment.Trigger trigger :
          draft.schema().belongingTo(relation.id(), TableAttachment.Trigger.class)) {
        draft.replace(trigger.enabled(enabled));
      }
      return;
    }
    boolean rule = action.kind() == ObjectKind.RULE;
    var found =
        draft
            .schema()
            .find(rule ? Schema.Space.RULE : Schema.Space.TRIGGER, relation.id(), name.stored());
    switch (found) {
      case TableAttachment.Trigger trigger -> draft.replace(trigger.enabled(enabled));
      case TableAttachment.RewriteRule rewrite -> draft.replace(rewrite.enabled(enabled));
      case null, default ->
          throw missing(
              rule ? ObjectKind.RULE : ObjectKind.TRIGGER,
              name,
              rule ? "relation" : "table",
              relation);
    }
  }

  /// What belongs to a table and is not there.
  static Refusal missing(ObjectKind kind, Name name, String of, Relation relation) {
    return missing(kind, name, of, relation.name());
  }

  static Refusal missing(ObjectKind kind, Name name, String of, String owner) {
    return Refusal.of(
            "42704",
            kind.words()
                + " \""
                + name.stored()
                + "\" for "
                + of
                + " \""
                + owner
                + "\" does not exist",
            name.span())
        .about(kind, name.stored(), null, List.of(owner));
  }

  static void rowSecurity(TableAlteration alteration, AlterTable.RowSecurity action) {
    Table table = alteration.table();
    Table.RowSecurity old = table.rowSecurity();
    alteration
        .draft()
        .replace(
            table.with(
                switch (action.setting()) {
                  case "enable" -> new Table.RowSecurity(true, old.forced());
                  case "disable" -> new Table.RowSecurity(false, old.forced());
                  case "force" -> new Table.RowSecurity(old.enabled(), true);
                  default -> new Table.RowSecurity(old.enabled(), false);
                }));
  }

  private static Index index(TableAlteration alteration, Name name) {
    Relation relation = alteration.relation();
    if (alteration.draft().schema().find(Schema.Space.RELATION, relation.namespace(), name.stored())
        instanceof Index index) {
      if (index.table() == relation.id()) {
        return index;
      }
      throw Refusal.of(
              "42809",
              "\"" + name.stored() + "\" is not an index for table \"" + relation.name() + "\"",
              name.span())
          .restingOn(name.stored(), relation.name());
    }
    throw missing(ObjectKind.INDEX, name, "table", relation);
  }

  static void replicaIdentity(TableAlteration alteration, AlterTable.ReplicaIdentity action) {
    Name name = action.index();
    if (name == null) {
      return;
    }
    Index index = index(alteration, name);
    String refused = null;
    if (!index.unique()) {
      refused = "cannot use non-unique index \"" + index.name() + "\" as replica identity";
    } else if (isDeferrable(alteration, index)) {
      refused = "cannot use non-immediate index \"" + index.name() + "\" as replica identity";
    } else if (index.keys().stream().anyMatch(key -> key.column() == 0)) {
      refused = "cannot use expression index \"" + index.name() + "\" as replica identity";
    } else if (index.where() != null) {
      refused = "cannot use partial index \"" + index.name() + "\" as replica identity";
    }
    if (refused != null) {
      throw Refusal.of("42809", refused, name.span()).restingOn(index.name());
    }
    for (Index.Key key : index.keys()) {
      var column = alteration.relation().column(key.column());
      if (column != null && !column.notNull()) {
        throw Refusal.of(
                "42809",
                "index \""
                    + index.name()
                    + "\" cannot be used as replica identity because column \""
                    + column.name()
                    + "\" is nullable",
                name.span())
            .restingOn(index.name(), column.name());
      }
    }
  }

  private static boolean isDeferrable(TableAlteration alteration, Index index) {
    return ClonedIndexes.constraintOf(alteration.draft(), alteration.table(), index)
            instanceof Constraint.Key key
        && key.deferrable();
  }

  static void clusterOn(TableAlteration alteration, AlterTable.ClusterOn action) {
    Name name = action.index();
    if (name != null) {
      checkClusterable(index(alteration, name), name);
    }
  }

  private static void checkClusterable(Index index, Name name) {
    String refused = null;
    if (!index.method().equals("btree") && !index.method().equals("gist")) {
      refused = "\" because access method does not support clustering";
    } else if (index.where() != null) {
      throw Refusal.of(
              "0A000", "cannot cluster on partial index \"" + index.name() + "\"", name.span())
          .restingOn(index.name());
    }
    if (refused != null) {
      throw Refusal.of("0A000", "cannot cluster on index \"" + index.name() + refused, name.span())
          .restingOn(index.name());
    }
  }

  /// The index of CLUSTER … USING.
  static void checkCluster(Draft draft, Relation relation, Name name) {
    if (!(draft.schema().find(Schema.Space.RELATION, relation.namespace(), name.stored())
        instanceof Relation found)) {
      throw missing(ObjectKind.INDEX, name, "table", relation);
    }
    if (!(found instanceof Index index) || index.table() != relation.id()) {
      throw Refusal.of(
              "42809",
              "\"" + name.stored() + "\" is not an index for table \"" + relation.name() + "\"",
              name.span())
          .restingOn(name.stored(), relation.name());
    }
    checkClusterable(index, name);
  }

  static void set(TableAlteration alteration, AlterTable.SetProperty action) {
    Draft draft = alteration.draft();
    QualifiedName value = action.value();
    String property = action.property();
    if (property.endsWith("unlogged")) {
      logged(alteration, Table.Persistence.UNLOGGED, action);
    } else if (property.endsWith("logged")) {
      logged(alteration, Table.Persistence.PERMANENT, action);
    } else if (property.endsWith("tablespace") && value != null) {
      if (!Builtin.of(draft.major()).has(NamedObject.TABLESPACE, value.name())
          && draft.schema().other(ObjectKind.TABLESPACE, 0, value.name()) == null) {
        throw Refusal.of(
                "42704", "tablespace \"" + value.name() + "\" does not exist", value.span())
            .about(ObjectKind.TABLESPACE, value);
      }
    } else if (property.equals("of") && value != null) {
      Relation type = TypedTables.type(draft, value);
      draft.replace(alteration.table().ofType(type.id()));
    } else if (property.equals("not of")) {
      draft.replace(alteration.table().ofType(0));
    }
  }

  private static void logged(
      TableAlteration alteration, Table.Persistence persistence, AlterTable.SetProperty action) {
    if (!(alteration.relation() instanceof Table table)) {
      return;
    }
    if (table.persistence() == Table.Persistence.TEMPORARY) {
      throw Refusal.of(
              "42P16",
              "cannot change logged status of table \""
                  + table.name()
                  + "\" because it is temporary",
              action.span())
          .restingOn(table.name());
    }
    Draft draft = alteration.draft();
    for (Constraint.ForeignKey key :
        draft.schema().belongingTo(table.id(), Constraint.ForeignKey.class)) {
      Table other = draft.get(key.referencedTable(), Table.class);
      if (persistence == Table.Persistence.PERMANENT
          && other.id() != table.id()
          && other.persistence() != Table.Persistence.PERMANENT) {
        throw Refusal.of(
                "42P16",
                "could not change table \""
                    + table.name()
                    + "\" to logged because it references unlogged table \""
                    + other.name()
                    + "\"",
                action.span())
            .restingOn(table.name(), other.name());
      }
    }
    for (var dependency : draft.schema().dependents(table.id())) {
      if (persistence == Table.Persistence.UNLOGGED
          && draft.schema().object(dependency.dependent()) instanceof Constraint.ForeignKey key
          && key.referencedTable() == table.id()
          && key.table() != table.id()) {
        Table other = draft.get(key.table(), Table.class);
        if (other.persistence() == Table.Persistence.PERMANENT) {
          throw Refusal.of(
                  "42P16",
                  "could not change table \""
                      + table.name()
                      + "\" to unlogged because it references logged table \""
                      + other.name()
                      + "\"",
                  action.span())
              .restingOn(table.name(), other.name());
        }
      }
    }
    draft.replace(table.with(persistence));
  }
}
