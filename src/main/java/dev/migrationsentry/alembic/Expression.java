package dev.migrationsentry.alembic;

import dev.migrationsentry.alembic.SqlType.Kind;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An SQL expression as SQLAlchemy writes it.
///
/// @param sql its words
/// @param operator the operator on top, or null for what never needs parentheses
/// @param parts the operands of the operator on top, so that it can be turned into its opposite and
///   chains of AND can be joined; empty without one
/// @param kind its type as far as it decides about operators, or null
/// @param from the tables whose columns it names
record Expression(
    Value.Text sql,
    @Nullable Operator operator,
    List<Expression> parts,
    @Nullable Kind kind,
    Set<TableReference> from) {

  Expression {
    parts = List.copyOf(parts);
  }

  /// An expression without an operator.
  static Expression atom(Value.Text sql, @Nullable Kind kind) {
    return new Expression(sql, null, List.of(), kind, Set.of());
  }

  /// Two expressions with an operator between them, and parentheses where SQLAlchemy writes them.
  static Expression binary(
      Expression left, Operator operator, Expression right, @Nullable Kind kind, Span at) {
    Value.Text sql =
        new Sql(at)
            .text(left.in(operator, at))
            .words(operator.words())
            .text(right.in(operator, at))
            .text();
    return new Expression(
        sql, operator, List.of(left, right), kind, together(List.of(left, right)));
  }

  /// Expressions joined by AND or OR; those with the same operator on top become part of it.
  static Expression joined(Operator operator, List<Expression> all, Span at) {
    if (all.size() == 1) {
      return all.getFirst();
    }
    List<Expression> flat =
        all.stream()
            .flatMap(
                one -> one.operator() == operator ? one.parts().stream() : List.of(one).stream())
            .toList();
    Sql sql = new Sql(at);
    sql.joined(operator.words(), flat.stream().map(one -> one.in(operator, at)).toList());
    return new Expression(sql.text(), operator, flat, Kind.BOOLEAN, together(flat));
  }

  /// The words of this expression inside of an operator.
  Value.Text in(Operator outer, Span at) {
    return operator != null && operator.groupedIn(outer) ? grouped(at) : sql;
  }

  /// The words where SQLAlchemy puts every operator into parentheses: after `=` of SET, in an index
  /// and as the condition of CASE.
  Value.Text aside(Span at) {
    return operator == null ? sql : grouped(at);
  }

  /// The words in parentheses.
  Value.Text grouped(Span at) {
    return new Sql(at).words("(").text(sql).words(")").text();
  }

  /// The same with other words.
  Expression with(Value.Text words) {
    return new Expression(words, null, List.of(), kind, from);
  }

  /// The same with a known type.
  Expression of(@Nullable Kind other) {
    return new Expression(sql, operator, parts, other, from);
  }

  /// The opposite.
  Expression negated(Span at) {
    if (operator == Operator.IN && parts.size() == 2) {
      return membership(parts.get(0), Operator.NOT_IN, parts.get(1), at);
    }
    if (operator != null && operator.negation() != null && parts.size() == 2) {
      Operator opposite =
          new Operator(
              /* words= */ operator.negation(),
              operator.binding(),
              operator.chains(),
              /* negation= */ operator.words());
      return binary(parts.get(0), opposite, parts.get(1), Kind.BOOLEAN, at);
    }
    Value.Text words = new Sql(at).words("NOT ").text(in(Operator.NOT, at)).text();
    return new Expression(words, Operator.NOT, List.of(this), Kind.BOOLEAN, from);
  }

  /// `x IN (…)`; SQLAlchemy puts NOT IN into parentheses.
  static Expression membership(Expression left, Operator operator, Expression right, Span at) {
    Expression made = binary(left, operator, right, Kind.BOOLEAN, at);
    return operator == Operator.IN ? made : made.with(made.grouped(at));
  }

  /// The tables of all.
  static Set<TableReference> together(List<Expression> all) {
    Set<TableReference> tables = new LinkedHashSet<>();
    for (Expression one : all) {
      tables.addAll(one.from());
    }
    return tables;
  }
}
