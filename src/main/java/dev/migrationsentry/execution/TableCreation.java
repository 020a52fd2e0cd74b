package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Rows;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.Transaction;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TableConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// CREATE TABLE in all its forms: the server's `transformCreateStmt` and `DefineRelation`, in their
/// order.
final class TableCreation {
  private final Draft draft;
  private final CreateTable statement;
  private final List<ColumnPlan> columns = new ArrayList<>();
  private final List<TableConstraint.Check> checks = new ArrayList<>();
  private final List<TableConstraint> keys = new ArrayList<>();
  private final List<TableConstraint.ForeignKey> foreignKeys = new ArrayList<>();
  private final List<TableConstraint.NotNull> notNulls = new ArrayList<>();
  private final List<LikeClause> likes = new ArrayList<>();

  private TableCreation(Draft draft, CreateTable statement) {
    this.draft = draft;
    this.statement = statement;
  }

  static void execute(CreateTable statement, Draft draft) {
    new TableCreation(draft, statement).execute();
  }

  /// Partitions live as long as their parent.
  private void checkPersistence(List<Table> parents, Table.Persistence persistence) {
    if (statement.partitionOf() == null) {
      return;
    }
    Table parent = parents.getFirst();
    boolean temporary = persistence == Table.Persistence.TEMPORARY;
    if (temporary != (parent.persistence() == Table.Persistence.TEMPORARY)) {
      throw Refusal.of(
              "42809",
              (temporary
                      ? "cannot create a temporary relation as partition of permanent relation \""
                      : "cannot create a permanent relation as partition of temporary relation \"")
                  + parent.name()
                  + "\"",
              statement.table().span())
          .restingOn(parent.name());
    }
  }

  private void dropAtEnd(Table table) {
    Transaction transaction = draft.transaction();
    if (transaction == null) {
      draft.schema(draft.schema().withoutAll(List.of(table.id())));
    } else {
      draft.transaction(transaction.withDropAtEnd(table.id()));
    }
  }

  private void execute() {
    QualifiedName name = statement.table();
    Namespace namespace = namespace(draft, name, statement.persistence());
    SchemaObject existing = draft.schema().find(Schema.Space.RELATION, namespace.id(), name.name());
    if (existing != null && statement.ifNotExists()) {
      draft.skipped(existing);
      return;
    }
    Table.Persistence persistence = persistence(namespace, statement.persistence());
    if (statement.onCommit() != null && persistence != Table.Persistence.TEMPORARY) {
      throw Refusal.of("42P16", "ON COMMIT can only be used on temporary tables", statement.span());
    }
    Relation ofType = ofType();
    List<Table> parents = parents();
    checkPersistence(parents, persistence);
    elements(namespace, persistence, ofType);
    List<ColumnPlan> merged = InheritedColumns.merge(draft, statement, parents, columns);
    for (TableConstraint.NotNull notNull : notNulls) {
      requireNotNull(name.name(), merged, notNull);
    }
    List<TableConstraint> chosenKeys = KeyConstraints.prepared(name.name(), merged, keys);
    checkColumns(merged);
    checkName(namespace, existing);
    String server = server();
    PVector<Column> made = TreePVector.empty();
    for (ColumnPlan plan : merged) {
      made = made.plus(plan.column(made.size() + 1));
    }
    PVector<Column> tableColumns = made;
    Table.Partitioning partitioning = Partitions.key(draft, statement, tableColumns);
    boolean isPartition = statement.partitionOf() != null;
    Table table =
        draft.create(id ->
            new Table(
                id,
                name.name(),
                namespace.id(),
                kind(),
                persistence,
                tableColumns,
                tableColumns.size() + 1,
                partitioning,
                isPartition ? parents.getFirst().id() : 0,
                isPartition ? statement.bound() : null,
                isPartition ? List.of() : parents.stream().map(Table::id).toList(),
                ofType == null ? 0 : ofType.id(),
                server,
                Table.RowSecurity.OFF,
                Rows.NONE));
    draft.created(table);
    dependencies(table, ofType);
    if (isPartition) {
      Partitions.checkBound(draft, parents.getFirst(), table, statement);
    }
    Partitions.dependOnKey(draft, statement, table);
    new ColumnDefaults(draft).apply(table, merged);
    constraints(table, parents, merged);
    for (TableConstraint key : chosenKeys) {
      IndexCreation.forConstraint(draft, draft.current(table), key, false);
    }
    for (LikeClause like : likes) {
      like.finish(draft.current(table));
    }
    if (isPartition) {
      Partitions.inheritObjects(draft, parents.getFirst(), draft.current(table), true);
    }
    for (TableConstraint.ForeignKey foreignKey : foreignKeys) {
      new ForeignKeys(draft).add(draft.current(table), foreignKey, false);
    }
    if ("drop".equals(statement.onCommit())) {
      dropAtEnd(table);
    }
    ColumnDefaults.own(draft, table, merged);
  }

  private Table.Kind kind() {
    if (statement.server() != null) {
      return Table.Kind.FOREIGN;
    }
    return statement.partitionBy() != null ? Table.Kind.PARTITIONED : Table.Kind.ORDINARY;
  }

  /// The namespace in which a relation is created.
  static Namespace namespace(Draft draft, QualifiedName name, CreateTable.Persistence persistence) {
    if (persistence == CreateTable.Persistence.TEMPORARY) {
      String qualifier = name.qualifier();
      if (qualifier != null) {
        Namespace named = draft.names().findNamespace(qualifier);
        if (!qualifier.equals(Names.TEMPORARY_ALIAS) && (named == null || !named.temporary())) {
          throw Refusal.of(
              "42P16", "cannot create temporary relation in non-temporary schema", name.span());
        }
      }
      return draft.names().temporary();
    }
    return draft.names().creationNamespace(name);
  }

  /// How long a relation lives that is created in a namespace.
  static Table.Persistence persistence(Namespace namespace, CreateTable.Persistence written) {
    if (namespace.temporary()) {
      return Table.Persistence.TEMPORARY;
    }
    return written == CreateTable.Persistence.UNLOGGED
        ? Table.Persistence.UNLOGGED
        : Table.Persistence.PERMANENT;
  }

  private @Nullable Relation ofType() {
    QualifiedName type = statement.ofType();
    return type == null ? null : TypedTables.type(draft, type);
  }

  private @Nullable String server() {
    Name server = statement.server();
    if (server == null) {
      return null;
    }
    if (draft.schema().other(ObjectKind.SERVER, 0, server.stored()) == null) {
      throw Refusal.of("42704", "server \"" + server.stored() + "\" does not exist", server.span())
          .about(ObjectKind.SERVER, server.stored(), null, List.of());
    }
    return server.stored();
  }

  private List<Table> parents() {
    List<Table> parents = new ArrayList<>();
    QualifiedName partitioned = statement.partitionOf();
    if (partitioned != null) {
      parents.add(Partitions.parent(draft, partitioned));
      return parents;
    }
    for (QualifiedName written : statement.inherits()) {
      Relation relation = draft.names().relation(written);
      if (!(relation instanceof Table parent)) {
        throw Refusal.of(
            "42809",
            "inherited relation \"" + relation.name() + "\" is not a table or foreign table",
            written.span());
      }
      if (parent.kind() == Table.Kind.PARTITIONED) {
        throw Refusal.of(
            "42809",
            "cannot inherit from partitioned table \"" + parent.name() + "\"",
            written.span());
      }
      if (parent.partitionOf() != 0) {
        throw Refusal.of(
            "42809", "cannot inherit from partition \"" + parent.name() + "\"", written.span());
      }
      if (parents.contains(parent)) {
        throw Refusal.of(
            "42P07",
            "relation \"" + parent.name() + "\" would be inherited from more than once",
            written.span());
      }
      parents.add(parent);
    }
    return parents;
  }

  private void elements(
      Namespace namespace, Table.Persistence persistence, @Nullable Relation ofType) {
    ColumnDefinitions definitions =
        new ColumnDefinitions(draft, statement.table().name(), namespace.id(), persistence);
    if (ofType != null) {
      columns.addAll(TypedTables.columns(ofType, statement.span()));
    }
    for (CreateTable.Element element : statement.elements()) {
      switch (element) {
        case CreateTable.ColumnDefinition definition -> {
          ColumnPlan plan = definitions.read(definition);
          plan.constraints.forEach(this::sort);
          if (ofType != null) {
            TypedTables.merge(columns, plan);
          } else {
            columns.add(plan);
          }
        }
        case CreateTable.LikeTable like -> {
          LikeClause clause = new LikeClause(draft, like, definitions);
          columns.addAll(clause.columns());
          likes.add(clause);
        }
        case TableConstraint constraint -> sort(constraint);
      }
    }
  }

  private void sort(TableConstraint constraint) {
    switch (constraint) {
      case TableConstraint.Check check -> checks.add(check);
      case TableConstraint.Unique unique -> keys.add(unique);
      case TableConstraint.Exclude exclude -> keys.add(exclude);
      case TableConstraint.ForeignKey foreignKey -> foreignKeys.add(foreignKey);
      case TableConstraint.NotNull notNull -> {
        if (draft.major() < 18) {
          throw Errors.syntaxError("not", notNull.span());
        }
        notNulls.add(notNull);
      }
    }
  }

  private static void requireNotNull(
      String table, List<ColumnPlan> columns, TableConstraint.NotNull notNull) {
    for (ColumnPlan plan : columns) {
      if (plan.storedName().equals(notNull.column().stored())) {
        plan.notNull = true;
        if (plan.notNullName == null) {
          plan.notNullName = notNull.name();
        }
        return;
      }
    }
    throw Refusal.of(
            "42703",
            "column \""
                + notNull.column().stored()
                + "\" of relation \""
                + table
                + "\" does not exist",
            notNull.column().span())
        .about(ObjectKind.COLUMN, notNull.column().stored(), null, List.of());
  }

  private void checkColumns(List<ColumnPlan> merged) {
    Set<String> seen = new HashSet<>();
    for (ColumnPlan plan : merged) {
      ColumnDefinitions.check(draft, plan);
      if (!seen.add(plan.storedName())) {
        throw Refusal.of(
            "42701",
            "column \"" + plan.storedName() + "\" specified more than once",
            plan.name.span());
      }
    }
    if (merged.size() > 1600) {
      throw Refusal.of("54011", "tables can have at most 1600 columns", statement.span());
    }
  }

  private void checkName(Namespace namespace, @Nullable SchemaObject existing) {
    if (existing != null) {
      throw Errors.relationExists(statement.table());
    }
    checkTypeName(draft, namespace.id(), statement.table());
  }

  /// Refuses a relation whose row type's name is taken.
  static void checkTypeName(Draft draft, int namespace, QualifiedName name) {
    if (draft.schema().find(Schema.Space.TYPE, namespace, name.name()) != null) {
      throw Errors.typeExists(name.name(), name.span())
          .hint(
              "A relation has an associated type of the same name, so you must use a name that"
                  + " doesn't conflict with any existing type.");
    }
  }

  private void dependencies(Table table, @Nullable Relation ofType) {
    for (Column column : table.columns()) {
      ColumnTypes.depend(draft, table.id(), column);
    }
    for (int parent : table.ancestors()) {
      draft.depend(
          table.id(),
          parent,
          table.partitionOf() == 0 ? Dependency.Kind.NORMAL : Dependency.Kind.AUTO);
    }
    String server = table.server();
    SchemaObject own = server == null ? null : draft.schema().other(ObjectKind.SERVER, 0, server);
    if (own != null) {
      draft.depend(table.id(), own.id(), Dependency.Kind.NORMAL);
    }
    if (ofType != null) {
      draft.depend(table.id(), ofType.id(), Dependency.Kind.NORMAL);
    }
  }

  private void constraints(Table table, List<Table> parents, List<ColumnPlan> merged) {
    CheckConstraints constraints = new CheckConstraints(draft);
    Set<String> written = new HashSet<>();
    for (TableConstraint.Check check : checks) {
      constraints.addNew(draft.current(table), check, written);
    }
    for (Table parent : parents) {
      constraints.inherit(draft.current(table), parent);
    }
    NotNullConstraints.addNew(draft, draft.current(table), merged, parents);
  }
}
