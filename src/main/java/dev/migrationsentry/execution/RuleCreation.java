package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.TableAttachment;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ViewStatement;

/// CREATE RULE.
final class RuleCreation {
  private RuleCreation() {}

  static void execute(ViewStatement.CreateRule statement, Draft draft) {
    Relation relation = draft.names().relation(statement.table());
    String name = statement.name().stored();
    SchemaObject existing = draft.schema().find(Schema.Space.RULE, relation.id(), name);
    if (existing != null && !statement.orReplace()) {
      throw Refusal.of(
              "42710",
              "rule \"" + name + "\" for relation \"" + relation.name() + "\" already exists",
              statement.name().span())
          .about(ObjectKind.RULE, name, null, java.util.List.of(relation.name()));
    }
    if (existing != null) {
      draft.altered(existing);
      return;
    }
    TableAttachment.RewriteRule made =
        draft.create(id ->
            new TableAttachment.RewriteRule(
                id,
                name,
                relation.id(),
                statement.event(),
                statement.instead(),
                TableAttachment.Enabled.ORIGIN));
    draft.created(made);
    draft.depend(made.id(), relation.id(), Dependency.Kind.AUTO);
  }
}
