package dev.migrationsentry.execution;

import dev.migrationsentry.evaluation.Evaluator;
import dev.migrationsentry.evaluation.ResultRows;
import dev.migrationsentry.evaluation.Variables;
import dev.migrationsentry.resolution.Resolved;
import dev.migrationsentry.resolution.Resolver;
import dev.migrationsentry.resolution.Scope;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Rows;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.TypeText;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.ViewStatement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// CREATE VIEW, CREATE MATERIALIZED VIEW, CREATE TABLE AS and SELECT INTO.
final class ViewCreation {
  private final Draft draft;
  private Set<Resolved.Reference> references = Set.of();
  private boolean columnsKnown = true;

  private ViewCreation(Draft draft) {
    this.draft = draft;
  }

  static void view(ViewStatement.CreateView statement, Draft draft) {
    new ViewCreation(draft).view(statement);
  }

  static void tableAs(ViewStatement.CreateTableAs statement, Draft draft) {
    new ViewCreation(draft).tableAs(statement);
  }

  /// SELECT INTO is another way to write CREATE TABLE AS.
  static void into(Query query, Draft draft) {
    Query.Into into = query.into();
    if (into == null) {
      throw new IllegalStateException("the query makes no table");
    }
    Query rows =
        new Query(
            query.with(),
            query.body(),
            query.orderBy(),
            query.limit(),
            query.offset(),
            query.withTies(),
            query.locking(),
            null,
            query.span());
    tableAs(
        new ViewStatement.CreateTableAs(
            ObjectKind.TABLE,
            into.persistence(),
            false,
            into.table(),
            List.of(),
            null,
            List.of(),
            null,
            null,
            rows,
            null,
            true,
            query.span()),
        draft);
  }

  private void view(ViewStatement.CreateView statement) {
    QualifiedName name = statement.view();
    Namespace namespace =
        statement.temporary() ? draft.names().temporary() : draft.names().creationNamespace(name);
    Query query = statement.recursive() ? recursive(statement) : statement.query();
    PVector<Column> columns = columns(query, statement.columns(), "CREATE VIEW", name);
    SchemaObject existing = draft.schema().find(Schema.Space.RELATION, namespace.id(), name.name());
    if (existing != null && !statement.orReplace()) {
      throw Errors.relationExists(name);
    }
    View made =
        new View(
            existing == null ? draft.schema().nextId() : existing.id(),
            name.name(),
            namespace.id(),
            false,
            namespace.temporary(),
            columns,
            query,
            true,
            Rows.UNKNOWN);
    if (existing == null) {
      draft.create(id -> made);
      draft.created(made);
    } else {
      if (!(existing instanceof View old) || old.materialized()) {
        throw Refusal.of("42809", "\"" + name.name() + "\" is not a view", name.span());
      }
      checkReplaced(old, made, name);
      draft.schema(draft.schema().withoutDependencies(old.id()));
      draft.replace(made);
      draft.altered(made);
    }
    finish(made);
  }

  private void finish(Relation made) {
    for (Resolved.Reference reference : references) {
      if (reference.object() != made.id() && draft.schema().object(reference.object()) != null) {
        draft.depend(
            new Dependency(
                made.id(), 0, reference.object(), reference.column(), Dependency.Kind.NORMAL));
      }
    }
    if (!columnsKnown) {
      draft.schema(
          draft
              .schema()
              .withUncertain(made.name(), "the columns of " + made.name() + " are not all known"));
    }
  }

  private void checkReplaced(View old, View made, QualifiedName name) {
    if (!columnsKnown) {
      return;
    }
    if (made.columns().size() < old.columns().size()) {
      throw Refusal.of("42P16", "cannot drop columns from view", name.span());
    }
    TypeText text =
        new TypeText(draft.schema(), object -> draft.names().visible(object, Schema.Space.TYPE));
    for (int i = 0; i < old.columns().size(); i++) {
      Column before = old.columns().get(i);
      Column now = made.columns().get(i);
      if (!before.name().equals(now.name())) {
        throw Refusal.of(
                "42P16",
                "cannot change name of view column \""
                    + before.name()
                    + "\" to \""
                    + now.name()
                    + "\"",
                name.span())
            .hint("Use ALTER VIEW ... RENAME COLUMN ... to change name of view column instead.");
      }
      boolean undecided =
          before.type() instanceof DataType.Undecided || now.type() instanceof DataType.Undecided;
      if (!undecided && !before.type().equals(now.type())) {
        throw Refusal.of(
            "42P16",
            "cannot change data type of view column \""
                + before.name()
                + "\" from "
                + text.withModifiers(before.type())
                + " to "
                + text.withModifiers(now.type()),
            name.span());
      }
    }
  }

  private void tableAs(ViewStatement.CreateTableAs statement) {
    QualifiedName name = statement.table();
    boolean temporary = statement.persistence() == CreateTable.Persistence.TEMPORARY;
    Namespace namespace =
        temporary ? draft.names().temporary() : draft.names().creationNamespace(name);
    SchemaObject existing = draft.schema().find(Schema.Space.RELATION, namespace.id(), name.name());
    if (existing != null) {
      if (statement.ifNotExists()) {
        draft.skipped(existing);
        return;
      }
      throw Errors.relationExists(name);
    }
    Query query = statement.query();
    if (query == null) {
      throw new Undecided("the columns of a prepared statement");
    }
    boolean materialized = statement.kind() == ObjectKind.MATERIALIZED_VIEW;
    PVector<Column> columns =
        columns(
            query,
            statement.columns(),
            materialized ? "CREATE MATERIALIZED VIEW" : "CREATE TABLE AS",
            name);
    Rows rows = statement.withData() ? rows(query) : Rows.NONE;
    Relation made =
        materialized
            ? draft.create(id ->
                new View(
                    id,
                    name.name(),
                    namespace.id(),
                    true,
                    false,
                    columns,
                    query,
                    statement.withData(),
                    rows))
            : draft.create(id ->
                new Table(
                    id,
                    name.name(),
                    namespace.id(),
                    Table.Kind.ORDINARY,
                    temporary
                        ? Table.Persistence.TEMPORARY
                        : statement.persistence() == CreateTable.Persistence.UNLOGGED
                            ? Table.Persistence.UNLOGGED
                            : Table.Persistence.PERMANENT,
                    columns,
                    columns.size() + 1,
                    null,
                    0,
                    null,
                    List.of(),
                    0,
                    null,
                    Table.RowSecurity.OFF,
                    rows));
    draft.created(made);
    if (!materialized) {
      references = typesOf(columns);
    }
    finish(made);
  }

  private static Set<Resolved.Reference> typesOf(PVector<Column> columns) {
    Set<Resolved.Reference> types = new HashSet<>();
    for (Column column : columns) {
      DataType type = column.type();
      while (type instanceof DataType.Array array) {
        type = array.element();
      }
      if (type instanceof DataType.Created created) {
        types.add(new Resolved.Reference(created.id(), 0));
      }
    }
    return types;
  }

  private Rows rows(Query query) {
    ResultRows rows = new Evaluator(draft.now()).rows(query, Variables.none());
    if (rows.why() != null) {
      return rows.certain().isEmpty() ? Rows.UNKNOWN : Rows.SOME;
    }
    return rows.certain().isEmpty() ? Rows.NONE : Rows.SOME;
  }

  /// `CREATE RECURSIVE VIEW name (columns) AS query` is `WITH RECURSIVE name (columns) AS (query)
  /// SELECT columns FROM name`.
  private static Query recursive(ViewStatement.CreateView statement) {
    Span span = statement.query().span();
    Name name = statement.view().parts().getLast();
    Query.CommonTable table =
        new Query.CommonTable(name, statement.columns(), statement.query(), List.of(), span);
    List<Query.Target> targets = new ArrayList<>();
    for (Name column : statement.columns()) {
      targets.add(
          new Query.Target(
              new Expression.ColumnReference(List.of(column), column.span()), null, span));
    }
    Query.FromItem from =
        new Query.TableItem(new QualifiedName(List.of(name), span), false, null, null, span);
    Query.Select select =
        new Query.Select(
            false, List.of(), targets, List.of(from), null, List.of(), null, List.of(), span);
    return new Query(
        new Query.With(true, List.of(table), span),
        select,
        List.of(),
        null,
        null,
        false,
        List.of(),
        null,
        span);
  }

  private PVector<Column> columns(
      Query query, List<Name> names, String what, QualifiedName target) {
    PVector<Column> columns = TreePVector.empty();
    List<Resolved.OutputColumn> output;
    switch (Resolver.query(query, draft.now(), Scope.empty())) {
      case Resolved.Meaning meaning -> {
        output = meaning.columns();
        references = meaning.references();
      }
      case Resolved.Refused refused -> throw Refusal.of(refused.error());
      case Resolved.Undecided undecided -> {
        draft.doubt(undecided.why());
        output = List.of();
        columnsKnown = false;
      }
    }
    if (columnsKnown && names.size() > output.size()) {
      throw Refusal.of("42601", what + " specifies more column names than columns", target.span());
    }
    int count = Math.max(output.size(), names.size());
    for (int i = 0; i < count; i++) {
      String name = i < names.size() ? names.get(i).stored() : output.get(i).name();
      DataType type = i < output.size() ? output.get(i).type() : new DataType.Undecided();
      boolean literal = type.equals(DataType.unknownLiteral());
      for (Column earlier : columns) {
        if (earlier.name().equals(name)) {
          throw Refusal.of(
              "42701", "column \"" + name + "\" specified more than once", target.span());
        }
      }
      columns = columns.plus(Column.plain(i + 1, name, literal ? DataType.builtin("text") : type));
    }
    return columns;
  }

  /// REFRESH MATERIALIZED VIEW.
  static void refresh(ViewStatement.RefreshMaterializedView statement, Draft draft) {
    Relation relation = draft.names().relation(statement.view());
    if (!(relation instanceof View view) || !view.materialized()) {
      throw Refusal.of(
          "0A000",
          "\"" + relation.name() + "\" is not a materialized view",
          statement.view().span());
    }
    @Nullable Query query = view.query();
    Rows rows =
        !statement.withData()
            ? Rows.NONE
            : query == null ? Rows.UNKNOWN : new ViewCreation(draft).rows(query);
    draft.replace(view.with(statement.withData(), rows));
    draft.altered(view);
  }
}
