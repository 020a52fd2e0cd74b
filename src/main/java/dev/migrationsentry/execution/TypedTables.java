package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/// CREATE TABLE … OF type.
final class TypedTables {
  private TypedTables() {}

  /// The composite type of a name.
  static Relation type(Draft draft, QualifiedName name) {
    SchemaObject object = draft.names().find(Schema.Space.TYPE, name);
    if (object instanceof CompositeType type) {
      return type;
    }
    if (object == null && new TypeNames(draft).find(name) == null) {
      String qualifier = name.qualifier();
      if (qualifier != null && draft.names().findNamespace(qualifier) == null) {
        throw Errors.noSchema(qualifier, name.span());
      }
      throw Refusal.of("42704", "type \"" + name + "\" does not exist", name.span())
          .about(ObjectKind.TYPE, name);
    }
    if (object instanceof Relation && draft.major() >= 18) {
      throw Refusal.of("42809", "type " + name + " is the row type of another table", name.span())
          .detail("A typed table must use a stand-alone composite type created with CREATE TYPE.")
          .restingOn(name.name());
    }
    throw Refusal.of("42809", "type " + name + " is not a composite type", name.span())
        .restingOn(name.name());
  }

  /// The columns that the type gives to the table.
  static List<ColumnPlan> columns(Relation type, Span at) {
    List<ColumnPlan> plans = new ArrayList<>();
    for (Column column : type.columns()) {
      ColumnPlan plan = new ColumnPlan(new Name(column.name(), at));
      plan.type = column.type();
      plan.collation = column.collation();
      plans.add(plan);
    }
    return plans;
  }

  /// Adds what `column WITH OPTIONS …` says to the column of the type.
  static void merge(List<ColumnPlan> columns, ColumnPlan options) {
    for (ColumnPlan plan : columns) {
      if (plan.storedName().equals(options.storedName())) {
        plan.notNull |= options.notNull;
        plan.notNullName = options.notNullName;
        plan.defaultValue = options.defaultValue;
        plan.generation = options.generation;
        plan.sequence = options.sequence;
        return;
      }
    }
    throw Refusal.of(
            "42703", "column \"" + options.storedName() + "\" does not exist", options.name.span())
        .about(ObjectKind.COLUMN, options.storedName(), null, List.of());
  }
}
