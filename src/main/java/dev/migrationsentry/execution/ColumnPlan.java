package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.TableConstraint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A column that a statement is about to add: filled step by step, as its definition is read and
/// merged with those of parents.
final class ColumnPlan {
  final Name name;

  /// Null for `column WITH OPTIONS` until it is merged with the column of the type or parent.
  @Nullable DataType type;

  @Nullable String collation;
  boolean notNull;
  boolean notNullNoInherit;
  boolean notNullNotValid;

  /// Whether NOT NULL was written here, and did not only come from a parent.
  boolean notNullLocal;

  /// The name given to NOT NULL, or null.
  @Nullable Name notNullName;

  @Nullable Expression defaultValue;
  Column.Generation generation = Column.Generation.NONE;

  /// What a default that was copied from another table depends on; null when it is to be analysed.
  @Nullable List<Dependency> copiedDependencies;

  /// The id of the sequence made for `serial` or identity, or 0.
  int sequence;

  boolean local = true;
  int inheritedFrom;

  /// The constraints written behind the column, as table constraints.
  final List<TableConstraint> constraints = new ArrayList<>();

  ColumnPlan(Name name) {
    this.name = name;
  }

  String storedName() {
    return name.stored();
  }

  boolean generated() {
    return generation == Column.Generation.STORED || generation == Column.Generation.VIRTUAL;
  }

  boolean generatedOrIdentity() {
    return generation != Column.Generation.NONE;
  }

  /// The type, which is known by the time this is asked for.
  DataType type() {
    DataType known = type;
    if (known == null) {
      throw new IllegalStateException("column " + name + " has no type yet");
    }
    return known;
  }

  /// The column itself, without default, of which the number is given.
  Column column(int number) {
    return new Column(
        number, name.stored(), type(), notNull, null, generation, collation, local, inheritedFrom);
  }

  /// The same column as a child table gets it.
  ColumnPlan inherited() {
    ColumnPlan plan = new ColumnPlan(name);
    plan.type = type;
    plan.collation = collation;
    plan.notNull = notNull;
    plan.notNullName = notNullName;
    plan.notNullNotValid = notNullNotValid;
    plan.defaultValue = defaultValue;
    plan.generation =
        generation == Column.Generation.IDENTITY_ALWAYS
                || generation == Column.Generation.IDENTITY_BY_DEFAULT
            ? Column.Generation.NONE
            : generation;
    plan.local = false;
    plan.inheritedFrom = 1;
    return plan;
  }
}
