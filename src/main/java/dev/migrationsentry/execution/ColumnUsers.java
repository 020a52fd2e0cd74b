package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.TableAttachment;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What depends on a column, and what of it stands in the way of another type.
final class ColumnUsers {
  private final Draft draft;
  private final Table table;
  private final Column column;
  private final Span at;

  ColumnUsers(Draft draft, Table table, Column column, Span at) {
    this.draft = draft;
    this.table = table;
    this.column = column;
    this.at = at;
  }

  private List<Dependency> dependencies() {
    List<Dependency> found = new ArrayList<>();
    for (Dependency dependency : draft.schema().dependents(table.id())) {
      if (dependency.referencedColumn() == column.number()) {
        found.add(dependency);
      }
    }
    found.sort(Comparator.comparingInt(Dependency::dependent));
    return found;
  }

  /// Refuses another type for a column that something uses which the server does not rebuild.
  void checkTypeChange() {
    for (Dependency dependency : dependencies()) {
      SchemaObject user = draft.schema().object(dependency.dependent());
      if (user instanceof Table && dependency.kind() == Dependency.Kind.DEFAULT) {
        checkGenerated(dependency);
      }
      String what =
          switch (user) {
            case View ignored -> "by a view or rule";
            case TableAttachment.RewriteRule ignored -> "by a view or rule";
            case TableAttachment.Trigger ignored -> "in a trigger definition";
            case TableAttachment.Policy ignored -> "in a policy definition";
            case Routine ignored when draft.major() >= 14 -> "by a function or procedure";
            case null, default -> null;
          };
      if (what != null && user != null) {
        throw Refusal.of("0A000", "cannot alter type of a column used " + what, at)
            .detail(describe(user) + " depends on column \"" + column.name() + "\"")
            .restingOn(user.name(), table.name(), column.name());
      }
    }
  }

  private String describe(SchemaObject user) {
    String words = new Descriptions(draft).of(user);
    return user instanceof View ? "rule _RETURN on " + words : words;
  }

  private void checkGenerated(Dependency dependency) {
    if (!(draft.schema().object(dependency.dependent()) instanceof Relation relation)) {
      return;
    }
    Column user = relation.column(dependency.dependentColumn());
    if (user != null && user.generated() && user.number() != column.number()) {
      throw Refusal.of("0A000", "cannot alter type of a column used by a generated column", at)
          .detail(
              "Column \""
                  + column.name()
                  + "\" is used by generated column \""
                  + user.name()
                  + "\".")
          .restingOn(table.name(), user.name());
    }
  }

  /// Checks what the server makes anew when a column has got another type: foreign keys and
  /// indexes.
  void checkRebuilt(Table changed, Column retyped) {
    for (Dependency dependency : dependencies()) {
      if (draft.schema().object(dependency.dependent()) instanceof Constraint.ForeignKey key) {
        checkForeignKey(key);
      }
    }
    for (Index index : draft.schema().indexes(changed.id())) {
      for (Index.Key key : index.keys()) {
        if (key.column() == retyped.number()) {
          checkIndex(index, key, retyped.type());
        }
      }
    }
  }

  private void checkIndex(Index index, Index.Key key, DataType type) {
    String operatorClass = key.operatorClass();
    QualifiedName written =
        operatorClass == null ? null : new QualifiedName(List.of(new Name(operatorClass, at)), at);
    new OperatorClasses(draft).resolve(index.method(), written, type, at);
  }

  private void checkForeignKey(Constraint.ForeignKey key) {
    Table own = draft.get(key.table(), Table.class);
    Table referenced = draft.get(key.referencedTable(), Table.class);
    for (int i = 0; i < key.columns().size(); i++) {
      Column left = own.column(key.columns().get(i));
      Column right = referenced.column(key.referencedColumns().get(i));
      if (left == null
          || right == null
          || left.type() instanceof DataType.Undecided
          || right.type() instanceof DataType.Undecided
          || KeyTypes.comparable(draft, right.type(), left.type())) {
        continue;
      }
      throw ForeignKeys.incompatible(
              draft,
              key.name(),
              new ForeignKeys.End(own, left),
              new ForeignKeys.End(referenced, right),
              at)
          .restingOn(own.name(), referenced.name(), left.name(), right.name());
    }
  }
}
