package dev.migrationsentry.execution;

import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.TableConstraint;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// ALTER TABLE and what shares its actions: the server's `ATController`. All actions are prepared
/// in the order written, then executed pass by pass.
final class TableAlteration {
  private final Draft draft;
  private final AlterTable statement;
  private final Relation target;
  private final Map<Pass, List<Runnable>> passes = new EnumMap<>(Pass.class);
  private final Set<List<Integer>> retyped = new HashSet<>();

  /// The passes in the server's order.
  enum Pass {
    DROP,
    ALTER_TYPE,
    ADD_COLUMN,
    SET_EXPRESSION,
    ADD_CONSTRAINT,
    COLUMN_ATTRIBUTES,
    ADD_INDEX_CONSTRAINT,
    ADD_INDEX,
    ADD_OTHER_CONSTRAINT,
    OTHER
  }

  private TableAlteration(Draft draft, AlterTable statement, Relation target) {
    this.draft = draft;
    this.statement = statement;
    this.target = target;
  }

  static void execute(AlterTable statement, Draft draft) {
    Relation relation = draft.names().findRelation(statement.table());
    if (relation == null) {
      if (statement.ifExists() && !SystemCatalog.isRelation(draft, statement.table())) {
        return;
      }
      throw draft.names().missingRelation(statement.table());
    }
    checkKind(statement.kind(), relation, statement.table().span());
    TableAlteration alteration = new TableAlteration(draft, statement, relation);
    for (AlterTable.Action action : statement.actions()) {
      AlterPermissions.check(relation, action, draft.major());
      alteration.prepare(action);
    }
    for (Pass pass : Pass.values()) {
      // A step may add steps to its own pass and to later ones.
      List<Runnable> steps = alteration.passes.getOrDefault(pass, List.of());
      for (int i = 0; i < steps.size(); i++) {
        steps.get(i).run();
      }
    }
    if (draft.schema().object(relation.id()) instanceof Relation altered) {
      draft.altered(altered);
    }
  }

  /// Refuses a relation of another kind than an ALTER names.
  ///
  /// @param kind TABLE takes all but composite types
  static void checkKind(ObjectKind kind, Relation relation, Span at) {
    String wanted =
        switch (kind) {
          case VIEW -> isView(relation, false) ? null : "is not a view";
          case MATERIALIZED_VIEW -> isView(relation, true) ? null : "is not a materialized view";
          case FOREIGN_TABLE ->
              relation instanceof Table table && table.kind() == Table.Kind.FOREIGN
                  ? null
                  : "is not a foreign table";
          case TYPE -> relation instanceof CompositeType ? null : "is not a composite type";
          case INDEX -> relation instanceof Index ? null : "is not an index";
          case SEQUENCE -> relation instanceof Sequence ? null : "is not a sequence";
          default -> relation instanceof CompositeType ? "is a composite type" : null;
        };
    if (wanted == null) {
      return;
    }
    Refusal refusal = Errors.wrongKind(relation.name(), wanted, at);
    throw relation instanceof CompositeType ? refusal.hint("Use ALTER TYPE instead.") : refusal;
  }

  private static boolean isView(Relation relation, boolean materialized) {
    return relation instanceof View view && view.materialized() == materialized;
  }

  void later(Pass pass, Runnable step) {
    passes.computeIfAbsent(pass, ignored -> new ArrayList<>()).add(step);
  }

  Draft draft() {
    return draft;
  }

  boolean only() {
    return statement.only();
  }

  AlterTable statement() {
    return statement;
  }

  /// The present version of the relation that is altered.
  Relation relation() {
    return draft.current(target);
  }

  /// The present version of the table that is altered.
  Table table() {
    return (Table) draft.current(target);
  }

  private void prepare(AlterTable.Action action) {
    switch (action) {
      case AlterTable.AddColumn add -> AddedColumns.prepare(this, add);
      case AlterTable.DropColumn drop -> later(Pass.DROP, () -> DroppedColumns.execute(this, drop));
      case AlterTable.SetType type -> ColumnTypeChange.prepare(this, type);
      case AlterTable.SetDefault set ->
          later(
              set.value() == null ? Pass.DROP : Pass.ADD_OTHER_CONSTRAINT,
              () -> ColumnChanges.setDefault(this, set));
      case AlterTable.SetNotNull set ->
          later(
              set.notNull() ? Pass.COLUMN_ATTRIBUTES : Pass.DROP,
              () -> ColumnNullability.execute(this, set));
      case AlterTable.SetExpression set ->
          later(
              set.value() == null ? Pass.DROP : Pass.SET_EXPRESSION,
              () -> ColumnChanges.setExpression(this, set));
      case AlterTable.AddIdentity add ->
          later(Pass.ADD_OTHER_CONSTRAINT, () -> IdentityChanges.add(this, add));
      case AlterTable.SetIdentity set -> later(Pass.OTHER, () -> IdentityChanges.set(this, set));
      case AlterTable.DropIdentity drop -> later(Pass.DROP, () -> IdentityChanges.drop(this, drop));
      case AlterTable.SetColumnProperty set ->
          later(Pass.OTHER, () -> ColumnChanges.setProperty(this, set));
      case AlterTable.AddConstraint add -> {
        Pass pass =
            switch (add.constraint()) {
              case TableConstraint.Unique unique ->
                  unique.usingIndex() != null ? Pass.ADD_INDEX_CONSTRAINT : Pass.ADD_INDEX;
              case TableConstraint.Exclude ignored -> Pass.ADD_INDEX;
              default -> Pass.ADD_OTHER_CONSTRAINT;
            };
        AddedConstraints.prepare(this, add.constraint(), pass);
      }
      case AlterTable.ValidateConstraint validate ->
          later(Pass.OTHER, () -> ConstraintChanges.validate(this, validate));
      case AlterTable.AlterConstraint alter ->
          later(Pass.OTHER, () -> ConstraintChanges.alter(this, alter));
      case AlterTable.DropConstraint drop ->
          later(Pass.DROP, () -> ConstraintChanges.drop(this, drop));
      case AlterTable.AttachPartition attach ->
          later(Pass.OTHER, () -> PartitionChanges.attach(this, attach));
      case AlterTable.DetachPartition detach -> PartitionChanges.prepare(this, detach);
      case AlterTable.Inherit inherit ->
          later(Pass.OTHER, () -> InheritanceChanges.execute(this, inherit));
      case AlterTable.EnableTrigger enable ->
          later(Pass.OTHER, () -> TableProperties.enable(this, enable));
      case AlterTable.RowSecurity set ->
          later(Pass.OTHER, () -> TableProperties.rowSecurity(this, set));
      case AlterTable.ReplicaIdentity set ->
          later(Pass.OTHER, () -> TableProperties.replicaIdentity(this, set));
      case AlterTable.ClusterOn cluster ->
          later(Pass.OTHER, () -> TableProperties.clusterOn(this, cluster));
      case AlterTable.SetOptions ignored -> {}
      case AlterTable.SetProperty set -> later(Pass.OTHER, () -> TableProperties.set(this, set));
      case AlterTable.OwnerTo owner ->
          later(Pass.OTHER, () -> Owners.change(draft, relation(), owner.role()));
    }
  }

  /// Notes that a column gets another type.
  ///
  /// @return false when it has got one already
  boolean retyped(int table, int column) {
    return retyped.add(List.of(table, column));
  }

  /// The tables that take part beside the altered one: its children and theirs, none with ONLY.
  List<Table> descendants() {
    return only() || !(target instanceof Table table) ? List.of() : descendants(table);
  }

  private List<Table> descendants(Table table) {
    List<Table> found = new ArrayList<>();
    for (Table child : draft.schema().children(table.id())) {
      if (!found.contains(child)) {
        found.add(child);
      }
      for (Table grandchild : descendants(child)) {
        if (!found.contains(grandchild)) {
          found.add(grandchild);
        }
      }
    }
    return found;
  }

  /// The first child, or null.
  @Nullable Table anyChild() {
    List<Table> children = draft.schema().children(target.id());
    return children.isEmpty() ? null : children.getFirst();
  }
}
