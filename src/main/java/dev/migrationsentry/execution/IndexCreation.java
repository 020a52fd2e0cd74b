package dev.migrationsentry.execution;

import dev.migrationsentry.resolution.Resolved;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.TableConstraint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CREATE INDEX, and the indexes behind constraints: the server's `DefineIndex` and `index_create`,
/// in their order.
final class IndexCreation {
  private static final int MOST_KEYS = 32;

  private final Draft draft;
  private final Relation relation;
  private final Span at;

  private IndexCreation(Draft draft, Relation relation, Span at) {
    this.draft = draft;
    this.relation = relation;
    this.at = at;
  }

  /// CREATE INDEX.
  static void execute(IndexStatement.CreateIndex statement, Draft draft) {
    if (statement.concurrently()) {
      Transactions.forbid(draft, "CREATE INDEX CONCURRENTLY", statement.span());
    }
    Relation relation = draft.names().relation(statement.table());
    Expression where = statement.where();
    if (where != null) {
      new Expressions(draft).analyse(where, ExpressionPlace.INDEX_PREDICATE, relation);
    }
    new IndexCreation(draft, relation, statement.span()).create(IndexRequest.of(statement));
  }

  /// The index of a PRIMARY KEY, UNIQUE or EXCLUDE constraint, and the constraint.
  ///
  /// @param only whether partitions are to have none
  static void forConstraint(Draft draft, Table table, TableConstraint constraint, boolean only) {
    new IndexCreation(draft, table, constraint.span()).create(IndexRequest.of(constraint, only));
  }

  private void create(IndexRequest request) {
    // Expressions are looked at before anything else, as parse analysis does on the server.
    List<IndexKeys.Prepared> keys = IndexKeys.analysed(draft, relation, request.keys());
    checkRelation(request);
    if (request.nullsNotDistinct() && draft.major() < 15) {
      throw Errors.syntaxError("nulls", at);
    }
    if (request.keys().size() + request.include().size() > MOST_KEYS) {
      throw Refusal.of("54011", "cannot use more than " + MOST_KEYS + " columns in an index", at);
    }
    String name = request.name() != null ? request.name() : chosen(request, keys);
    String method = AccessMethods.checked(draft, request.method(), request.methodAt());
    boolean overlaps =
        request.constraint() instanceof TableConstraint.Unique unique && unique.withoutOverlaps();
    AccessMethods.check(
        method,
        request.unique() && !overlaps,
        request.constraint() instanceof TableConstraint.Exclude,
        request.keys().size(),
        request.include().size(),
        request.methodAt());
    if (request.where() != null) {
      Expressions expressions = new Expressions(draft);
      expressions.checkImmutable(
          expressions.analyse(request.where(), ExpressionPlace.INDEX_PREDICATE, relation),
          ExpressionPlace.INDEX_PREDICATE,
          request.where().span());
    }
    Partitions.checkKey(draft, relation, request, keys);
    boolean isConstraint = request.constraint() != null;
    List<Index.Key> indexKeys = IndexKeys.resolved(draft, relation, method, keys, isConstraint);
    List<Integer> include = IndexKeys.include(relation, request.include(), isConstraint, draft);
    SchemaObject existing = draft.schema().find(Schema.Space.RELATION, relation.namespace(), name);
    if (existing != null) {
      if (request.ifNotExists()) {
        draft.skipped(existing);
        return;
      }
      throw Errors.relationExists(name, request.nameAt());
    }
    if (isConstraint
        && relation instanceof Table table
        && CheckConstraints.find(draft.schema(), relation.id(), name) != null) {
      throw CheckConstraints.exists(name, table, request.nameAt());
    }
    Index index =
        draft.create(id ->
            new Index(
                id,
                name,
                relation.namespace(),
                relation.id(),
                method,
                request.unique(),
                request.nullsNotDistinct(),
                indexKeys,
                include,
                request.where(),
                valid(request),
                0));
    draft.created(index);
    if (request.constraint() != null) {
      constraint(request.constraint(), index, keys);
    } else {
      depend(index, keys);
    }
    expressionDependencies(index, keys, request.where());
    if (request.unique() || request.constraint() != null) {
      TableRows.doubtIfAny(draft, relation);
    }
    if (!request.only()) {
      Partitions.indexPartitions(draft, relation, index);
    }
  }

  private boolean valid(IndexRequest request) {
    return !(request.only()
        && relation instanceof Table table
        && table.kind() == Table.Kind.PARTITIONED
        && !draft.schema().children(table.id()).isEmpty());
  }

  private void checkRelation(IndexRequest request) {
    String kind =
        switch (relation) {
          case Table table when table.kind() == Table.Kind.FOREIGN -> "foreign tables";
          case Table ignored -> "";
          case View view -> view.materialized() ? "" : "views";
          case dev.migrationsentry.schema.Sequence ignored -> "sequences";
          case Index ignored -> "indexes";
          case dev.migrationsentry.schema.CompositeType ignored -> "composite types";
        };
    boolean unopened =
        relation instanceof Index || relation instanceof dev.migrationsentry.schema.CompositeType;
    if (unopened && draft.major() == 15) {
      String what = relation instanceof Index ? "an index" : "a composite type";
      throw Refusal.of("42809", "\"" + relation.name() + "\" is " + what, at)
          .restingOn(relation.name());
    }
    if (unopened && draft.major() > 15) {
      throw Refusal.of("42809", "cannot open relation \"" + relation.name() + "\"", at)
          .detail("This operation is not supported for " + kind + ".")
          .restingOn(relation.name());
    }
    if (!kind.isEmpty()) {
      throw Refusal.of("42809", "cannot create index on relation \"" + relation.name() + "\"", at)
          .detail("This operation is not supported for " + kind + ".")
          .restingOn(relation.name());
    }
    if (relation instanceof Table table && table.kind() == Table.Kind.PARTITIONED) {
      if (request.concurrently()) {
        throw Refusal.of(
            "0A000",
            "cannot create index on partitioned table \"" + table.name() + "\" concurrently",
            at);
      }
      if (request.constraint() instanceof TableConstraint.Exclude && draft.major() < 17) {
        throw Refusal.of(
            "0A000",
            "cannot create exclusion constraint on partitioned table \"" + table.name() + "\"",
            at);
      }
    }
  }

  private String chosen(IndexRequest request, List<IndexKeys.Prepared> keys) {
    ChosenNames names = new ChosenNames(draft.schema(), relation.namespace());
    if (request.primary()) {
      return names.relation(relation.name(), null, "pkey", true);
    }
    List<String> columns = new ArrayList<>();
    for (IndexKeys.Prepared key : keys) {
      columns.add(key.name());
    }
    for (IndexStatement.Key key : request.include()) {
      columns.add(ExpressionNames.ofIndexKey(key.expression()));
    }
    String addition = ChosenNames.addition(ChosenNames.distinct(columns));
    String label =
        switch (request.constraint()) {
          case TableConstraint.Exclude ignored -> "excl";
          case null -> "idx";
          default -> "key";
        };
    return names.relation(relation.name(), addition, label, request.constraint() != null);
  }

  private void depend(Index index, List<IndexKeys.Prepared> keys) {
    boolean onColumn = false;
    for (int column : columns(index, keys)) {
      onColumn = true;
      draft.depend(new Dependency(index.id(), 0, relation.id(), column, Dependency.Kind.AUTO));
    }
    if (!onColumn) {
      draft.depend(index.id(), relation.id(), Dependency.Kind.AUTO);
    }
  }

  private static List<Integer> columns(Index index, List<IndexKeys.Prepared> keys) {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      int column = index.keys().get(i).column();
      if (column != 0) {
        columns.add(column);
      }
    }
    columns.addAll(index.include());
    return columns;
  }

  private void expressionDependencies(
      Index index, List<IndexKeys.Prepared> keys, @Nullable Expression where) {
    Expressions expressions = new Expressions(draft);
    List<Expressions.Analysis> analyses = new ArrayList<>();
    for (IndexKeys.Prepared key : keys) {
      if (key.analysis() != null) {
        analyses.add(key.analysis());
      }
    }
    if (where != null) {
      analyses.add(expressions.analyse(where, ExpressionPlace.INDEX_PREDICATE, relation));
    }
    for (Expressions.Analysis analysis : analyses) {
      for (Resolved.Reference reference : analysis.references()) {
        draft.depend(
            new Dependency(
                index.id(),
                0,
                reference.object(),
                reference.column(),
                reference.object() == relation.id()
                    ? Dependency.Kind.AUTO
                    : Dependency.Kind.NORMAL));
      }
    }
  }

  private void constraint(TableConstraint written, Index index, List<IndexKeys.Prepared> keys) {
    List<Integer> columns = index.keys().stream().map(Index.Key::column).toList();
    Constraint constraint =
        draft.create(id ->
            switch (written) {
              case TableConstraint.Unique unique ->
                  new Constraint.Key(
                      id,
                      index.name(),
                      index.namespace(),
                      relation.id(),
                      unique.primaryKey(),
                      columns,
                      unique.withoutOverlaps(),
                      index.id(),
                      unique.attributes().deferrable(),
                      unique.attributes().initiallyDeferred(),
                      0);
              case TableConstraint.Exclude exclude ->
                  new Constraint.Exclude(
                      id,
                      index.name(),
                      index.namespace(),
                      relation.id(),
                      index.id(),
                      exclude.operators(),
                      exclude.attributes().deferrable(),
                      exclude.attributes().initiallyDeferred(),
                      0);
              case TableConstraint other -> throw new IllegalStateException("" + other);
            });
    boolean onColumn = false;
    for (int column : columns(index, keys)) {
      onColumn = true;
      draft.depend(new Dependency(constraint.id(), 0, relation.id(), column, Dependency.Kind.AUTO));
    }
    if (!onColumn) {
      draft.depend(constraint.id(), relation.id(), Dependency.Kind.AUTO);
    }
    draft.depend(index.id(), constraint.id(), Dependency.Kind.INTERNAL);
  }
}
