package dev.migrationsentry.evaluation;

import static dev.migrationsentry.evaluation.CatalogRows.row;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogType;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Index;
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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The catalogs and views of pg_catalog (manual, chapters 52 and 53).
final class SystemCatalogs {
  private final CatalogRows catalogs;
  private final Schema schema;

  SystemCatalogs(CatalogRows catalogs) {
    this.catalogs = catalogs;
    this.schema = catalogs.schema();
  }

  boolean add(String catalog, Wanted wanted, List<Map<String, Value>> rows) {
    switch (catalog) {
      case "pg_class" -> classes(wanted, rows);
      case "pg_attribute" -> attributes(wanted, rows);
      case "pg_tables" -> {
        for (Relation relation : catalogs.relations(wanted.text("tablename"))) {
          if (relation instanceof Table table) {
            rows.add(
                row(
                    "schemaname", catalogs.namespace(table),
                    "tablename", table.name(),
                    "rowsecurity", table.rowSecurity().enabled()));
          }
        }
      }
      case "pg_views", "pg_matviews" -> views(catalog.equals("pg_matviews"), wanted, rows);
      case "pg_indexes" -> {
        for (Index index : indexes(wanted.text("indexname"), wanted.text("tablename"))) {
          Map<String, Value> row =
              row(
                  "schemaname", catalogs.namespace(index),
                  "tablename", nameOf(index.table()),
                  "indexname", index.name());
          String definition = IndexText.of(index, schema);
          if (definition != null) {
            row.put("indexdef", Value.of(definition));
          }
          rows.add(row);
        }
      }
      case "pg_index" -> {
        for (Index index : indexes(wanted.id("indexrelid"), wanted.id("indrelid"))) {
          rows.add(
              row(
                  "indexrelid", index.id(),
                  "indrelid", index.table(),
                  "indisunique", index.unique(),
                  "indisprimary", primary(index),
                  "indisvalid", index.valid()));
        }
      }
      case "pg_sequences" -> {
        for (Relation relation : catalogs.relations(wanted.text("sequencename"))) {
          if (relation instanceof Sequence sequence) {
            rows.add(
                row("schemaname", catalogs.namespace(sequence), "sequencename", sequence.name()));
          }
        }
      }
      case "pg_namespace" -> {
        for (Namespace namespace : schema.namespaces()) {
          rows.add(row("oid", namespace.id(), "nspname", namespace.name()));
        }
      }
      case "pg_type" -> types(wanted, rows);
      case "pg_enum" -> enums(wanted, rows);
      case "pg_constraint" -> constraints(wanted, rows);
      case "pg_trigger" -> triggers(wanted, rows);
      case "pg_policies", "pg_policy" -> policies(wanted, rows);
      case "pg_rules" -> rules(wanted, rows);
      case "pg_proc" -> {
        for (Routine routine :
            catalogs.named(Routine.class, Schema.Space.ROUTINE, wanted.text("proname"))) {
          rows.add(
              row(
                  "oid", routine.id(),
                  "proname", routine.name(),
                  "pronamespace", routine.namespace(),
                  "pronargs", routine.inputTypes().size()));
        }
      }
      case "pg_extension" -> {
        for (GlobalObject.Extension extension : catalogs.all(GlobalObject.Extension.class)) {
          rows.add(row("oid", extension.id(), "extname", extension.name()));
        }
        rows.add(row("extname", "plpgsql"));
      }
      case "pg_roles", "pg_authid", "pg_user" -> {
        String name = catalog.equals("pg_user") ? "usename" : "rolname";
        for (GlobalObject.Role role : catalogs.all(GlobalObject.Role.class)) {
          rows.add(row("oid", role.id(), name, role.name(), "rolsuper", role.superuser()));
        }
      }
      case "pg_publication" -> {
        for (GlobalObject.Publication publication : catalogs.all(GlobalObject.Publication.class)) {
          rows.add(row("oid", publication.id(), "pubname", publication.name()));
        }
      }
      case "pg_publication_tables" -> publicationTables(rows);
      case "pg_event_trigger" -> {
        for (GlobalObject.EventTrigger trigger : catalogs.all(GlobalObject.EventTrigger.class)) {
          rows.add(row("oid", trigger.id(), "evtname", trigger.name()));
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private String nameOf(int id) {
    SchemaObject object = schema.object(id);
    return object == null ? "" : object.name();
  }

  private Collection<Index> indexes(@Nullable String name, @Nullable String table) {
    if (name == null && table == null) {
      return catalogs.all(Index.class);
    }
    List<Index> found = new ArrayList<>();
    for (Relation relation : catalogs.relations(name != null ? name : table)) {
      if (name == null) {
        found.addAll(schema.indexes(relation.id()));
      } else if (relation instanceof Index index) {
        found.add(index);
      }
    }
    return found;
  }

  private Collection<Index> indexes(@Nullable Integer id, @Nullable Integer table) {
    if (id != null) {
      return schema.object(id) instanceof Index index ? List.of(index) : List.of();
    }
    return table != null ? schema.indexes(table) : catalogs.all(Index.class);
  }

  private boolean primary(Index index) {
    for (Constraint.Key key : schema.belongingTo(index.table(), Constraint.Key.class)) {
      if (key.index() == index.id()) {
        return key.primary();
      }
    }
    return false;
  }

  private void classes(Wanted wanted, List<Map<String, Value>> rows) {
    for (Relation relation : catalogs.relations(wanted.id("oid"), wanted.text("relname"))) {
      String kind =
          switch (relation) {
            case Table table ->
                switch (table.kind()) {
                  case ORDINARY -> "r";
                  case PARTITIONED -> "p";
                  case FOREIGN -> "f";
                };
            case View view -> view.materialized() ? "m" : "v";
            case Sequence ignored -> "S";
            case Index ignored -> "i";
            case CompositeType ignored -> "c";
          };
      Map<String, Value> row =
          row(
              "oid", relation.id(),
              "relname", relation.name(),
              "relnamespace", relation.namespace(),
              "relkind", kind);
      if (relation instanceof Table table) {
        row.put("relrowsecurity", Value.of(table.rowSecurity().enabled()));
        row.put("relforcerowsecurity", Value.of(table.rowSecurity().forced()));
        row.put("relispartition", Value.of(table.partitionOf() != 0));
      }
      rows.add(row);
    }
  }

  private void attributes(Wanted wanted, List<Map<String, Value>> rows) {
    for (Relation relation : catalogs.relations(wanted.id("attrelid"), null)) {
      for (Column column : relation.columns()) {
        rows.add(
            row(
                "attrelid", relation.id(),
                "attname", column.name(),
                "attnum", column.number(),
                "atttypid", typeId(column.type()),
                "attnotnull", column.notNull(),
                "atthasdef", column.defaultValue() != null,
                "attisdropped", false));
      }
    }
  }

  private void views(boolean materialized, Wanted wanted, List<Map<String, Value>> rows) {
    String name = wanted.text(materialized ? "matviewname" : "viewname");
    for (Relation relation : catalogs.relations(name)) {
      if (relation instanceof View view && view.materialized() == materialized) {
        rows.add(
            row(
                "schemaname",
                catalogs.namespace(view),
                materialized ? "matviewname" : "viewname",
                view.name()));
      }
    }
  }

  /// Built-in types have no ids in the model: theirs begin here, by their place in the order of
  /// names.
  private static final int FIRST_BUILTIN = 2_000_000_000;

  private List<CatalogType> builtinTypes() {
    return Builtin.of(catalogs.major()).objects().types();
  }

  private Value typeId(DataType type) {
    if (type instanceof DataType.Created created) {
      return new Value.Numeral(BigDecimal.valueOf(created.id()));
    }
    List<CatalogType> builtin = builtinTypes();
    String name = catalogs.typeName(type);
    for (int i = 0; i < builtin.size(); i++) {
      if (builtin.get(i).name().equals(name)) {
        return new Value.Numeral(BigDecimal.valueOf(FIRST_BUILTIN + (long) i));
      }
    }
    return new Value.Unknown("the id of a type");
  }

  private void builtinTypes(Wanted wanted, List<Map<String, Value>> rows) {
    Integer id = wanted.id("oid");
    String name = wanted.text("typname");
    List<CatalogType> types = builtinTypes();
    for (int i = 0; i < types.size(); i++) {
      CatalogType type = types.get(i);
      boolean asked =
          (id == null || id == FIRST_BUILTIN + i) && (name == null || name.equals(type.name()));
      if (asked) {
        rows.add(
            row(
                "oid",
                FIRST_BUILTIN + i,
                "typname",
                type.name(),
                "typtype",
                type.kind().name().substring(0, 1).toLowerCase(Locale.ROOT)));
      }
    }
  }

  private void types(Wanted wanted, List<Map<String, Value>> rows) {
    builtinTypes(wanted, rows);
    Integer id = wanted.id("oid");
    SchemaObject one = id == null ? null : schema.object(id);
    Collection<SchemaObject> objects =
        id == null
            ? catalogs.named(SchemaObject.class, Schema.Space.TYPE, wanted.text("typname"))
            : one == null ? List.of() : List.of(one);
    for (SchemaObject object : objects) {
      String kind =
          switch (object) {
            case UserType.EnumType ignored -> "e";
            case UserType.DomainType ignored -> "d";
            case UserType.RangeType ignored -> "r";
            case UserType.MultirangeType ignored -> "m";
            case UserType.BaseType ignored -> "b";
            case Index ignored -> "";
            case Sequence ignored -> "";
            case Relation ignored -> "c";
            default -> "";
          };
      if (!kind.isEmpty()) {
        rows.add(
            row(
                "oid", object.id(),
                "typname", object.name(),
                "typnamespace", object.namespace(),
                "typtype", kind));
      }
    }
  }

  private void enums(Wanted wanted, List<Map<String, Value>> rows) {
    Integer wantedType = wanted.id("enumtypid");
    Collection<UserType.EnumType> types = List.of();
    if (wantedType == null) {
      types = catalogs.all(UserType.EnumType.class);
    } else if (schema.object(wantedType) instanceof UserType.EnumType type) {
      types = List.of(type);
    }
    for (UserType.EnumType type : types) {
      int order = 0;
      for (String label : type.labels()) {
        order++;
        rows.add(row("enumtypid", type.id(), "enumlabel", label, "enumsortorder", order));
      }
    }
  }

  private void constraints(Wanted wanted, List<Map<String, Value>> rows) {
    for (Constraint constraint :
        catalogs.constraints(wanted.text("conname"), wanted.id("conrelid"), null)) {
      SchemaObject table = schema.object(constraint.table());
      boolean ofTable = table instanceof Relation;
      List<Value> key = new ArrayList<>();
      List<Integer> columns =
          switch (constraint) {
            case Constraint.Key unique -> unique.columns();
            case Constraint.ForeignKey foreign -> foreign.columns();
            default -> List.of();
          };
      columns.forEach(column -> key.add(Value.of((long) column)));
      Map<String, Value> row =
          row(
              "oid", constraint.id(),
              "conname", constraint.name(),
              "connamespace", table == null ? 0 : table.namespace(),
              "contype", CatalogRows.letter(constraint),
              "conrelid", ofTable ? constraint.table() : 0,
              "contypid", ofTable ? 0 : constraint.table(),
              "convalidated", constraint.validated());
      if (!key.isEmpty()) {
        row.put("conkey", new Value.Array(key));
      }
      if (constraint instanceof Constraint.ForeignKey foreign) {
        row.put("confrelid", Value.of((long) foreign.referencedTable()));
      }
      rows.add(row);
    }
  }

  private void triggers(Wanted wanted, List<Map<String, Value>> rows) {
    for (TableAttachment.Trigger trigger :
        catalogs.of(TableAttachment.Trigger.class, wanted.id("tgrelid"), null)) {
      rows.add(
          row(
              "oid", trigger.id(),
              "tgname", trigger.name(),
              "tgrelid", trigger.table(),
              "tgisinternal", false));
    }
  }

  private void policies(Wanted wanted, List<Map<String, Value>> rows) {
    for (TableAttachment.Policy policy :
        catalogs.of(
            TableAttachment.Policy.class, wanted.id("polrelid"), wanted.text("tablename"))) {
      SchemaObject table = schema.object(policy.table());
      rows.add(
          row(
              "policyname", policy.name(),
              "polname", policy.name(),
              "polrelid", policy.table(),
              "tablename", nameOf(policy.table()),
              "schemaname", table == null ? "" : catalogs.namespace(table)));
    }
  }

  private void rules(Wanted wanted, List<Map<String, Value>> rows) {
    for (TableAttachment.RewriteRule rule :
        catalogs.of(TableAttachment.RewriteRule.class, null, wanted.text("tablename"))) {
      SchemaObject table = schema.object(rule.table());
      rows.add(
          row(
              "rulename", rule.name(),
              "tablename", nameOf(rule.table()),
              "schemaname", table == null ? "" : catalogs.namespace(table)));
    }
  }

  private void publicationTables(List<Map<String, Value>> rows) {
    for (GlobalObject.Publication publication : catalogs.all(GlobalObject.Publication.class)) {
      for (int table : publication.tables()) {
        SchemaObject object = schema.object(table);
        if (object != null) {
          rows.add(
              row(
                  "pubname", publication.name(),
                  "schemaname", catalogs.namespace(object),
                  "tablename", object.name()));
        }
      }
    }
  }
}
