package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads tests behind an operand: IS, BETWEEN, LIKE, IN, ANY (manual, sections 9.2, 9.7 and 9.24).
final class PredicateParser {
  private final Parser parser;
  private final Cursor cursor;
  private final ExpressionParser expressions;

  PredicateParser(Parser parser, ExpressionParser expressions) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.expressions = expressions;
  }

  /// Whether the word at the cursor names a column rather than being an operator: the select list
  /// goes on or ends behind it.
  boolean isLabel() {
    return parser.names.isBareColLabel(0)
        && (cursor.kind(1) == ',' || parser.queries.isTargetListOver(1));
  }

  /// `ISNULL` and `NOTNULL`.
  Expression postfixNull(Expression left, int start) {
    boolean negated = cursor.is("notnull");
    cursor.advance();
    return new Expression.Is(left, negated, "null", null, cursor.span(start));
  }

  /// `IS [NOT] …`.
  Expression is(Expression left, int start, boolean restricted) {
    cursor.expect("is");
    boolean negated = cursor.accept("not");
    if (cursor.accept("distinct")) {
      cursor.expect("from");
      Expression other = expressions.operand(Precedence.IS + 1, restricted);
      return new Expression.Is(left, negated, "distinct from", other, cursor.span(start));
    }
    String test = restricted ? cursor.expectAny("document") : test();
    return new Expression.Is(left, negated, test, null, cursor.span(start));
  }

  private String test() {
    String word =
        cursor.expectAny(
            "null",
            "true",
            "false",
            "unknown",
            "document",
            "normalized",
            "json",
            "nfc",
            "nfd",
            "nfkc",
            "nfkd");
    return switch (word) {
      case "nfc", "nfd", "nfkc", "nfkd" -> {
        cursor.expect("normalized");
        yield word + " normalized";
      }
      case "json" -> {
        String type = cursor.acceptAny("value", "array", "object", "scalar");
        uniqueKeys();
        yield type == null || type.equals("value") ? "json" : "json " + type;
      }
      default -> word;
    };
  }

  /// `WITH UNIQUE [KEYS]`, `WITHOUT UNIQUE [KEYS]`, or nothing.
  void uniqueKeys() {
    if (cursor.is("with", "unique") || cursor.is("without", "unique")) {
      cursor.advance();
      cursor.advance();
      cursor.accept("keys");
    }
  }

  /// `[NOT] LIKE|ILIKE|SIMILAR TO|BETWEEN|IN …`.
  Expression likeBetweenIn(Expression left, int start) {
    boolean negated = cursor.accept("not");
    return switch (cursor.word()) {
      case "between" -> between(left, start, negated);
      case "in" -> in(left, start, negated);
      default -> like(left, start, negated);
    };
  }

  private Expression between(Expression left, int start, boolean negated) {
    cursor.expect("between");
    if (!cursor.accept("symmetric")) {
      cursor.accept("asymmetric");
    }
    Expression low = expressions.restricted();
    cursor.expect("and");
    Expression high = expressions.operand(Precedence.LIKE + 1, false);
    return new Expression.Between(left, negated, low, high, cursor.span(start));
  }

  private Expression in(Expression left, int start, boolean negated) {
    cursor.expect("in");
    if (!cursor.is('(')) {
      throw cursor.error();
    }
    ExpressionParser.Parenthesised list = expressions.parenthesised();
    if (list.query() != null) {
      return new Expression.InQuery(left, negated, list.query(), cursor.span(start));
    }
    return new Expression.InList(left, negated, list.expressions(), cursor.span(start));
  }

  private Expression like(Expression left, int start, boolean negated) {
    String kind = cursor.expectAny("like", "ilike", "similar");
    if (kind.equals("similar")) {
      cursor.expect("to");
      kind = "similar to";
    } else if (cursor.isAny("any", "some", "all")) {
      return quantified(left, start, negated ? "not " + kind : kind);
    }
    Expression pattern = expressions.operand(Precedence.LIKE + 1, false);
    Expression escape =
        cursor.accept("escape") ? expressions.operand(Precedence.LIKE + 1, false) : null;
    return new Expression.Like(left, negated, kind, pattern, escape, cursor.span(start));
  }

  /// `ANY|SOME|ALL (array or query)` behind an operator.
  Expression quantified(Expression left, int start, String operator) {
    boolean all = "all".equals(cursor.expectAny("any", "some", "all"));
    if (!cursor.is('(')) {
      throw cursor.error();
    }
    int open = cursor.position();
    ExpressionParser.Parenthesised inside = expressions.parenthesised();
    @Nullable Expression array = null;
    if (inside.query() == null) {
      array = single(inside.expressions(), open);
    }
    return new Expression.Quantified(
        left, operator, all, array, inside.query(), cursor.span(start));
  }

  /// The only expression of a list; PostgreSQL's error is at the first comma.
  private Expression single(List<Expression> list, int open) {
    if (list.size() == 1) {
      return list.getFirst();
    }
    int depth = 0;
    int here = cursor.position();
    for (int token = open; token < here; token++) {
      cursor.moveTo(token);
      switch (cursor.kind()) {
        case '(', '[' -> depth++;
        case ')', ']' -> depth--;
        case ',' -> {
          if (depth == 1) {
            throw cursor.error();
          }
        }
        default -> {}
      }
    }
    throw parser.cursor.error(here);
  }
}
