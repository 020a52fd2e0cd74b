package dev.migrationsentry.evaluation;

import static dev.migrationsentry.evaluation.CatalogRows.row;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.TableAttachment;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.schema.View;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The views of information_schema (manual, chapter 36).
final class InformationSchema {
  private final CatalogRows catalogs;

  InformationSchema(CatalogRows catalogs) {
    this.catalogs = catalogs;
  }

  boolean add(String view, Wanted wanted, List<Map<String, Value>> rows) {
    switch (view) {
      case "tables" -> tables(wanted, rows);
      case "columns" -> columns(wanted, rows);
      case "views" -> views(wanted, rows);
      case "schemata" -> {
        for (Namespace namespace : catalogs.schema().namespaces()) {
          rows.add(row("schema_name", namespace.name()));
        }
      }
      case "sequences" -> {
        for (Relation relation : catalogs.relations(wanted.text("sequence_name"))) {
          if (relation instanceof Sequence sequence && !sequence.identity()) {
            rows.add(
                row(
                    "sequence_schema", catalogs.namespace(sequence),
                    "sequence_name", sequence.name()));
          }
        }
      }
      case "table_constraints" -> constraints(wanted, rows);
      case "key_column_usage" -> keyColumns(wanted, rows);
      case "constraint_column_usage" -> usedColumns(wanted, rows);
      case "check_constraints" -> {
        for (Constraint.Check check : named(Constraint.Check.class, wanted)) {
          rows.add(row("constraint_schema", schemaOf(check), "constraint_name", check.name()));
        }
      }
      case "referential_constraints" -> {
        for (Constraint.ForeignKey key : named(Constraint.ForeignKey.class, wanted)) {
          rows.add(row("constraint_schema", schemaOf(key), "constraint_name", key.name()));
        }
      }
      case "triggers" -> triggers(wanted, rows);
      case "routines" -> {
        for (Routine routine :
            catalogs.named(Routine.class, Schema.Space.ROUTINE, wanted.text("routine_name"))) {
          rows.add(
              row(
                  "routine_schema", catalogs.namespace(routine),
                  "routine_name", routine.name(),
                  "routine_type", routine.kind().name()));
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void tables(Wanted wanted, List<Map<String, Value>> rows) {
    for (Relation relation : catalogs.relations(wanted.text("table_name"))) {
      String type =
          switch (relation) {
            case Table table ->
                table.persistence() == Table.Persistence.TEMPORARY
                    ? "LOCAL TEMPORARY"
                    : table.kind() == Table.Kind.FOREIGN ? "FOREIGN" : "BASE TABLE";
            case View view -> view.materialized() ? "" : "VIEW";
            default -> "";
          };
      if (!type.isEmpty()) {
        rows.add(
            row(
                "table_schema", catalogs.namespace(relation),
                "table_name", relation.name(),
                "table_type", type));
      }
    }
  }

  private void views(Wanted wanted, List<Map<String, Value>> rows) {
    for (Relation relation : catalogs.relations(wanted.text("table_name"))) {
      if (relation instanceof View view && !view.materialized()) {
        rows.add(row("table_schema", catalogs.namespace(view), "table_name", view.name()));
      }
    }
  }

  private void columns(Wanted wanted, List<Map<String, Value>> rows) {
    for (Relation relation : catalogs.relations(wanted.text("table_name"))) {
      boolean listed =
          relation instanceof Table || (relation instanceof View view && !view.materialized());
      if (!listed) {
        continue;
      }
      int position = 0;
      for (Column column : relation.columns()) {
        position++;
        Map<String, Value> row =
            row(
                "table_schema", catalogs.namespace(relation),
                "table_name", relation.name(),
                "column_name", column.name(),
                "ordinal_position", position,
                "is_nullable", CatalogRows.of(!column.notNull()),
                "udt_name", catalogs.typeName(base(column.type())),
                "is_identity", CatalogRows.of(column.identity()),
                "is_generated", column.generated() ? "ALWAYS" : "NEVER");
        String dataType = dataType(base(column.type()));
        if (!dataType.isEmpty()) {
          row.put("data_type", Value.of(dataType));
        }
        boolean plainDefault = column.defaultValue() != null && !column.generated();
        row.put(
            "column_default",
            plainDefault
                ? new Value.Unknown("the default of " + column.name() + " as PostgreSQL writes it")
                : new Value.Null());
        row.put("character_maximum_length", length(column.type()));
        rows.add(row);
      }
    }
  }

  private static Value length(DataType type) {
    boolean sized =
        type instanceof DataType.Builtin builtin
            && (builtin.name().equals("varchar") || builtin.name().equals("bpchar"));
    if (!sized) {
      return new Value.Null();
    }
    List<Integer> modifiers = ((DataType.Builtin) type).modifiers();
    return modifiers.isEmpty() ? new Value.Null() : Value.of((long) modifiers.getFirst());
  }

  private DataType base(DataType type) {
    DataType found = type;
    while (found instanceof DataType.Created created
        && catalogs.schema().object(created.id()) instanceof UserType.DomainType domain) {
      found = domain.base();
    }
    return found;
  }

  private static String dataType(DataType type) {
    return switch (type) {
      case DataType.Builtin builtin -> Spelling.of(builtin.name());
      case DataType.Created ignored -> "USER-DEFINED";
      case DataType.Array ignored -> "ARRAY";
      case DataType.Undecided ignored -> "";
    };
  }

  private void constraints(Wanted wanted, List<Map<String, Value>> rows) {
    for (Constraint constraint :
        catalogs.constraints(wanted.text("constraint_name"), null, wanted.text("table_name"))) {
      String type =
          switch (constraint) {
            case Constraint.Key key -> key.primary() ? "PRIMARY KEY" : "UNIQUE";
            case Constraint.ForeignKey ignored -> "FOREIGN KEY";
            case Constraint.Check ignored -> "CHECK";
            case Constraint.NotNull ignored -> "CHECK";
            case Constraint.Exclude ignored -> "";
          };
      SchemaObject table = catalogs.schema().object(constraint.table());
      if (!type.isEmpty() && table instanceof Table) {
        rows.add(
            row(
                "constraint_schema", schemaOf(constraint),
                "constraint_name", constraint.name(),
                "table_schema", schemaOf(constraint),
                "table_name", table.name(),
                "constraint_type", type));
      }
    }
  }

  private <T extends Constraint> Collection<T> named(Class<T> kind, Wanted wanted) {
    return catalogs.named(kind, Schema.Space.CONSTRAINT_NAME, wanted.text("constraint_name"));
  }

  private String schemaOf(Constraint constraint) {
    SchemaObject table = catalogs.schema().object(constraint.table());
    return table == null ? "" : catalogs.namespace(table);
  }

  private void keyColumns(Wanted wanted, List<Map<String, Value>> rows) {
    for (Constraint constraint :
        catalogs.constraints(wanted.text("constraint_name"), null, wanted.text("table_name"))) {
      List<Integer> columns =
          switch (constraint) {
            case Constraint.Key key -> key.columns();
            case Constraint.ForeignKey key -> key.columns();
            default -> List.of();
          };
      used(constraint, constraint.table(), columns, rows);
    }
  }

  private void usedColumns(Wanted wanted, List<Map<String, Value>> rows) {
    for (Constraint constraint : catalogs.constraints(wanted.text("constraint_name"), null, null)) {
      switch (constraint) {
        case Constraint.Key key -> used(key, key.table(), key.columns(), rows);
        case Constraint.ForeignKey key ->
            used(key, key.referencedTable(), key.referencedColumns(), rows);
        default -> {
          // The columns of the other kinds are not listed here.
        }
      }
    }
  }

  private void used(
      Constraint constraint, int table, List<Integer> columns, List<Map<String, Value>> rows) {
    SchemaObject owner = catalogs.schema().object(table);
    if (owner == null) {
      return;
    }
    int position = 0;
    for (int number : columns) {
      position++;
      rows.add(
          row(
              "constraint_schema", schemaOf(constraint),
              "constraint_name", constraint.name(),
              "table_schema", catalogs.namespace(owner),
              "table_name", owner.name(),
              "column_name", catalogs.column(table, number),
              "ordinal_position", position));
    }
  }

  private void triggers(Wanted wanted, List<Map<String, Value>> rows) {
    for (TableAttachment.Trigger trigger :
        catalogs.of(TableAttachment.Trigger.class, null, wanted.text("event_object_table"))) {
      SchemaObject table = catalogs.schema().object(trigger.table());
      if (table == null) {
        continue;
      }
      for (String event : trigger.events()) {
        rows.add(
            row(
                "trigger_schema", catalogs.namespace(table),
                "trigger_name", trigger.name(),
                "event_manipulation", event.toUpperCase(Locale.ROOT),
                "event_object_schema", catalogs.namespace(table),
                "event_object_table", table.name()));
      }
    }
  }
}
