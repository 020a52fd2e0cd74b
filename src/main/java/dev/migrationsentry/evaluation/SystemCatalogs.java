package dev.migrationsentry.evaluation;

import static dev.migrationsentry.evaluation.CatalogRows.row;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The catalogs and views of pg_catalog (manual, chapters 52 and 53).
final class SystemCatalogs {
  private final CatalogRows catalogs;
  private final Schema schema;
  private final TypeCatalogs types;

  SystemCatalogs(CatalogRows catalogs) {
    this.catalogs = catalogs;
    this.schema = catalogs.schema();
    this.types = new TypeCatalogs(catalogs);
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
                  "tablename", catalogs.nameOf(index.table()),
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
      case "pg_type" -> types.types(wanted, rows);
      case "pg_enum" -> types.enums(wanted, rows);
      case "pg_constraint" -> new TableCatalogs(catalogs).constraints(wanted, rows);
      case "pg_trigger" -> new TableCatalogs(catalogs).triggers(wanted, rows);
      case "pg_policies", "pg_policy" -> new TableCatalogs(catalogs).policies(wanted, rows);
      case "pg_rules" -> new TableCatalogs(catalogs).rules(wanted, rows);
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
                "atttypid", types.id(column.type()),
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
