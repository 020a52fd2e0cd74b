package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// The unique indexes by which `ON CONFLICT` finds the row that is there already: the server's
/// `infer_arbiter_indexes`, which it asks when it plans the statement.
final class ConflictArbiters {
  private final Draft draft;
  private final Table table;
  private final DataStatement.OnConflict conflict;

  private ConflictArbiters(Draft draft, Table table, DataStatement.OnConflict conflict) {
    this.draft = draft;
    this.table = table;
    this.conflict = conflict;
  }

  /// Checks the statements in a WITH clause.
  ///
  /// @throws Refusal 42P10 when no index says what ON CONFLICT says
  static void checkAll(Draft draft, Query.With with) {
    for (Query.CommonTable common : with.tables()) {
      if (common.statement() instanceof DataStatement.Insert insert) {
        check(draft, insert);
      }
    }
  }

  /// Checks an INSERT and the statements in its WITH clause.
  ///
  /// @throws Refusal 42P10 when no index says what ON CONFLICT says
  static void check(Draft draft, DataStatement.Insert insert) {
    if (insert.with() != null) {
      checkAll(draft, insert.with());
    }
    DataStatement.OnConflict conflict = insert.onConflict();
    if (conflict != null && draft.names().findRelation(insert.table()) instanceof Table table) {
      new ConflictArbiters(draft, table, conflict).check();
    }
  }

  private void check() {
    Name named = conflict.constraint();
    if (named != null) {
      constraint(named);
    } else if (!conflict.keys().isEmpty()) {
      infer();
    }
  }

  private void constraint(Name named) {
    switch (draft.schema().find(Schema.Space.CONSTRAINT, table.id(), named.stored())) {
      case Constraint.Exclude exclude when conflict.update() -> throw notForExclusion(exclude);
      case Constraint.Key key when key.withoutOverlaps() && conflict.update() ->
          throw notForExclusion(key);
      case Constraint.Check check -> throw withoutIndex(check);
      case Constraint.ForeignKey ignored -> {}
      case Constraint.NotNull notNull -> throw withoutIndex(notNull);
      case null, default -> {}
    }
  }

  private Refusal withoutIndex(Constraint constraint) {
    return Refusal.of(
            "42809", "constraint in ON CONFLICT clause has no associated index", conflict.span())
        .restingOn(table.name(), constraint.name());
  }

  private Refusal notForExclusion(Constraint constraint) {
    return Refusal.of(
            "42809",
            "ON CONFLICT DO UPDATE not supported with exclusion constraints",
            conflict.span())
        .restingOn(table.name(), constraint.name());
  }

  private void infer() {
    for (IndexStatement.Key key : conflict.keys()) {
      if (key.collation() != null) {
        Collations.find(draft, key.collation());
      }
    }
    boolean possible = false;
    for (Index index : draft.schema().indexes(table.id())) {
      if (!index.unique() || !index.valid() || isExclusion(index)) {
        continue;
      }
      switch (fits(index)) {
        case YES -> {
          return;
        }
        case PERHAPS -> possible = true;
        case NO -> {}
      }
    }
    if (possible) {
      draft.doubt("whether an index of " + table.name() + " fits ON CONFLICT is not decided");
      return;
    }
    throw Refusal.of(
            "42P10",
            "there is no unique or exclusion constraint matching the ON CONFLICT specification",
            conflict.span())
        .restingOn(table.name());
  }

  private boolean isExclusion(Index index) {
    return ClonedIndexes.constraintOf(draft, table, index) instanceof Constraint.Key key
        && key.withoutOverlaps();
  }

  private enum Fit {
    YES,
    PERHAPS,
    NO;

    Fit and(Fit other) {
      return this == NO || other == NO ? NO : this == PERHAPS ? PERHAPS : other;
    }

    Fit or(Fit other) {
      return this == YES || other == YES ? YES : this == PERHAPS ? PERHAPS : other;
    }
  }

  private Fit fits(Index index) {
    Set<Integer> columns = new HashSet<>();
    List<Expression> expressions = new ArrayList<>();
    for (Index.Key key : index.keys()) {
      Expression expression = key.expression();
      if (expression == null) {
        columns.add(key.column());
      } else {
        expressions.add(expression);
      }
    }
    Set<Integer> wantedColumns = new HashSet<>();
    List<Expression> wanted = new ArrayList<>();
    for (IndexStatement.Key key : conflict.keys()) {
      if (key.expression() instanceof Expression.ColumnReference reference) {
        Column column = table.column(reference.parts().getLast().stored());
        wantedColumns.add(column == null ? 0 : column.number());
      } else {
        wanted.add(key.expression());
      }
    }
    if (!columns.equals(wantedColumns)) {
      return Fit.NO;
    }
    Fit fit = keys(index);
    for (Expression each : wanted) {
      fit = fit.and(any(each, expressions));
    }
    for (Expression each : expressions) {
      fit = fit.and(any(each, wanted));
    }
    return fit == Fit.NO ? fit : fit.and(predicate(index.where()));
  }

  private Fit any(Expression expression, List<Expression> others) {
    Fit fit = Fit.NO;
    for (Expression other : others) {
      fit = fit.or(same(expression, other));
    }
    return fit;
  }

  /// Whether two expressions are the same to the server, which knows implicit casts as well.
  private Fit same(Expression left, Expression right) {
    if (text(left).equals(text(right))) {
      return Fit.YES;
    }
    Set<String> leftColumns = columns(left);
    Set<String> rightColumns = columns(right);
    if (isStale(leftColumns) || isStale(rightColumns)) {
      return Fit.PERHAPS;
    }
    boolean otherFunction =
        left instanceof Expression.FunctionCall one
            && right instanceof Expression.FunctionCall two
            && !one.name().name().equals(two.name().name());
    return otherFunction || !leftColumns.equals(rightColumns) ? Fit.NO : Fit.PERHAPS;
  }

  private String text(Expression expression) {
    String text = ExpressionText.normal(expression);
    return text.replace(table.name() + ".", "").replace(" ", "");
  }

  private static Set<String> columns(Expression expression) {
    Set<String> names = new HashSet<>();
    for (Expression.ColumnReference reference : ExpressionWalk.columns(expression)) {
      names.add(reference.parts().getLast().stored());
    }
    return names;
  }

  /// Whether a column has got another name since an expression was written.
  private boolean isStale(Set<String> columns) {
    return columns.stream().anyMatch(name -> table.column(name) == null);
  }

  /// The collations and operator classes that are written have to be those of the index.
  private Fit keys(Index index) {
    for (IndexStatement.Key key : conflict.keys()) {
      QualifiedName collation = key.collation();
      QualifiedName operatorClass = key.operatorClass();
      if (collation == null && operatorClass == null) {
        continue;
      }
      if (!(key.expression() instanceof Expression.ColumnReference reference)) {
        return Fit.PERHAPS;
      }
      Column column = table.column(reference.parts().getLast().stored());
      if (column == null) {
        return Fit.NO;
      }
      String collated =
          collation == null
              ? null
              : Collations.of(draft, collation, column.type(), collation.span());
      String chosen =
          operatorClass == null
              ? null
              : new OperatorClasses(draft)
                  .resolve(index.method(), operatorClass, column.type(), key.span());
      boolean found = false;
      for (Index.Key own : index.keys()) {
        String ownCollation = own.collation() == null ? column.collation() : own.collation();
        found |=
            own.column() == column.number()
                && (collation == null || Objects.equals(ownCollation, collated))
                && (operatorClass == null || Objects.equals(own.operatorClass(), chosen));
      }
      if (!found) {
        return Fit.NO;
      }
    }
    return Fit.YES;
  }

  /// Whether the condition of ON CONFLICT implies that of a partial index.
  private Fit predicate(@org.jspecify.annotations.Nullable Expression where) {
    if (where == null) {
      return Fit.YES;
    }
    Expression given = conflict.keysWhere();
    if (given == null) {
      return Fit.NO;
    }
    Fit fit = Fit.YES;
    for (Expression part : conjuncts(where)) {
      Fit implied = Fit.NO;
      for (Expression condition : conjuncts(given)) {
        implied = implied.or(implies(condition, part));
      }
      fit = fit.and(implied);
    }
    return fit;
  }

  private Fit implies(Expression condition, Expression part) {
    if (part instanceof Expression.Is is
        && is.negated()
        && is.test().equals("null")
        && condition instanceof Expression.Operation operation
        && operation.left() != null
        && (text(operation.left()).equals(text(is.operand()))
            || text(operation.right()).equals(text(is.operand())))) {
      return Fit.YES;
    }
    boolean opposite =
        part instanceof Expression.Is one
            && condition instanceof Expression.Is two
            && one.test().equals("null")
            && two.test().equals("null")
            && one.negated() != two.negated();
    return opposite ? Fit.NO : same(condition, part);
  }

  private static List<Expression> conjuncts(Expression expression) {
    return expression instanceof Expression.Logical logical
            && logical.word() == Expression.Logical.Word.AND
        ? logical.operands()
        : List.of(expression);
  }
}
