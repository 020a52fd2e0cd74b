package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.ArrayList;
import java.util.List;
import org.pcollections.PVector;

/// Takes objects out of the schema, with all that goes along.
final class Removals {
  private Removals() {}

  /// Drops objects.
  ///
  /// @throws Refusal 2BP01 when something else depends on them and behavior is not CASCADE
  static void drop(Draft draft, List<Address> originals, Behavior behavior, Span at) {
    List<Address> targets = DependencyWalk.of(draft, originals, behavior, at);
    for (Address target : targets) {
      note(draft, target, !originals.contains(target));
    }
    for (Address target : targets) {
      remove(draft, target);
    }
  }

  static void drop(Draft draft, SchemaObject object, Behavior behavior, Span at) {
    drop(draft, List.of(Address.of(object)), behavior, at);
  }

  private static boolean isType(Address target) {
    return target.facet() == Address.Facet.ROW_TYPE || target.facet() == Address.Facet.ARRAY_TYPE;
  }

  private static void note(Draft draft, Address target, boolean cascaded) {
    if (isType(target)) {
      return;
    }
    SchemaObject object = draft.schema().object(target.object());
    if (object == null) {
      return;
    }
    String name = Descriptions.qualified(draft.schema(), object);
    if (target.column() == 0) {
      draft.changed(new Change.Dropped(Descriptions.kind(object), name, null, cascaded));
    } else if (object instanceof Relation relation) {
      Column column = relation.column(target.column());
      if (column != null) {
        draft.changed(
            target.isDefault()
                ? new Change.Altered(ObjectKind.COLUMN, name, column.name())
                : new Change.Dropped(ObjectKind.COLUMN, name, column.name(), cascaded));
      }
    }
  }

  private static void remove(Draft draft, Address target) {
    SchemaObject object = draft.schema().object(target.object());
    if (object == null || isType(target)) {
      return;
    }
    if (target.column() != 0) {
      removeColumn(draft, object, target);
      return;
    }
    if (object instanceof Constraint.NotNull notNull
        && draft.schema().object(notNull.table()) instanceof Table table) {
      Column column = table.column(notNull.column());
      if (column != null) {
        draft.replace(table.with(column.notNull(false)));
      }
    }
    if (object instanceof Constraint constraint
        && draft.schema().object(constraint.table()) instanceof UserType.DomainType domain
        && constraint instanceof Constraint.NotNull) {
      draft.replace(domain.notNull(false));
    }
    for (Dependency dependency : new ArrayList<>(draft.schema().dependents(object.id()))) {
      if (draft.schema().object(dependency.dependent())
          instanceof GlobalObject.Publication publication) {
        // A table leaves the publications that it is in.
        List<Integer> tables = new ArrayList<>(publication.tables());
        tables.remove(Integer.valueOf(object.id()));
        List<Integer> schemas = new ArrayList<>(publication.schemas());
        schemas.remove(Integer.valueOf(object.id()));
        draft.replace(
            new GlobalObject.Publication(
                publication.id(), publication.name(), publication.allTables(), tables, schemas));
      }
    }
    draft.remove(target.object());
    if (object instanceof GlobalObject.Extension) {
      return;
    }
    draft.schema(draft.schema().withCertain(object.name()));
  }

  private static void removeColumn(Draft draft, SchemaObject object, Address target) {
    if (!(object instanceof Relation relation)) {
      return;
    }
    Column column = relation.column(target.column());
    if (column == null) {
      return;
    }
    if (target.isDefault()) {
      removeDefault(draft, relation, column);
    } else {
      removeColumn(draft, relation, column);
    }
  }

  private static void removeDefault(Draft draft, Relation relation, Column column) {
    if (relation instanceof Table table) {
      draft.replace(table.with(column.valued(null, column.generation())));
      forget(draft, relation, column, Dependency.Kind.DEFAULT);
    }
  }

  private static void forget(Draft draft, Relation relation, Column column, Dependency.Kind kind) {
    for (Dependency dependency : new ArrayList<>(draft.schema().dependencies(relation.id()))) {
      if (dependency.dependentColumn() == column.number() && dependency.kind() == kind) {
        draft.forget(dependency);
      }
    }
  }

  private static void removeColumn(Draft draft, Relation relation, Column column) {
    PVector<Column> left = relation.columns().minus((Object) column);
    switch (relation) {
      case Table table -> draft.replace(table.with(left, table.nextColumn()));
      case CompositeType type -> draft.replace(type.with(left, type.nextColumn()));
      case View view -> draft.replace(view.with(left));
      case Sequence ignored -> throw new IllegalStateException("column of a sequence");
      case dev.migrationsentry.schema.Index ignored ->
          throw new IllegalStateException("column of an index");
    }
    for (Dependency dependency : new ArrayList<>(draft.schema().dependencies(relation.id()))) {
      if (dependency.dependentColumn() == column.number()) {
        draft.forget(dependency);
      }
    }
    for (Dependency dependency : new ArrayList<>(draft.schema().dependents(relation.id()))) {
      if (dependency.referencedColumn() == column.number()) {
        draft.forget(dependency);
      }
    }
  }
}
