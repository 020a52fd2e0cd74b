package dev.migrationsentry.evaluation;

import static dev.migrationsentry.evaluation.CatalogRows.row;

import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.TableAttachment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The catalogs of what belongs to tables: constraints, triggers, policies, rules.
final class TableCatalogs {
  private final CatalogRows catalogs;
  private final Schema schema;

  TableCatalogs(CatalogRows catalogs) {
    this.catalogs = catalogs;
    this.schema = catalogs.schema();
  }

  /// `pg_constraint`.
  void constraints(Wanted wanted, List<Map<String, Value>> rows) {
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

  /// `pg_trigger`.
  void triggers(Wanted wanted, List<Map<String, Value>> rows) {
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

  /// `pg_policy` and `pg_policies`.
  void policies(Wanted wanted, List<Map<String, Value>> rows) {
    for (TableAttachment.Policy policy :
        catalogs.of(
            TableAttachment.Policy.class, wanted.id("polrelid"), wanted.text("tablename"))) {
      SchemaObject table = schema.object(policy.table());
      rows.add(
          row(
              "policyname", policy.name(),
              "polname", policy.name(),
              "polrelid", policy.table(),
              "tablename", catalogs.nameOf(policy.table()),
              "schemaname", table == null ? "" : catalogs.namespace(table)));
    }
  }

  /// `pg_rules`.
  void rules(Wanted wanted, List<Map<String, Value>> rows) {
    for (TableAttachment.RewriteRule rule :
        catalogs.of(TableAttachment.RewriteRule.class, null, wanted.text("tablename"))) {
      SchemaObject table = schema.object(rule.table());
      rows.add(
          row(
              "rulename", rule.name(),
              "tablename", catalogs.nameOf(rule.table()),
              "schemaname", table == null ? "" : catalogs.namespace(table)));
    }
  }
}
