package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import java.util.ArrayList;
import java.util.List;

/// Reads columns, and the subscripts and fields behind a value (manual, section 4.2.1 to 4.2.4).
final class IndirectionParser {
  private final Cursor cursor;
  private final Names names;
  private final ExpressionParser expressions;

  IndirectionParser(Parser parser, ExpressionParser expressions) {
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.expressions = expressions;
  }

  /// A column with its qualifiers (`columnref`), subscripts and fields.
  Expression column(int start) {
    if (!names.isColId(0)) {
      // The name of a function may stand here, but nothing that makes a call follows it.
      throw cursor.error(names.isTypeFunctionName(0) ? start + 1 : start);
    }
    Name first = names.take();
    if (!cursor.is('.')) {
      Expression column = new Expression.ColumnReference(List.of(first), first.span());
      return cursor.is('[') ? indirection(column, start) : column;
    }
    List<Name> parts = new ArrayList<>(3);
    parts.add(first);
    while (cursor.accept('.')) {
      if (cursor.accept('*')) {
        if (cursor.is('.') || cursor.is('[')) {
          throw improperStar();
        }
        return new Expression.Star(parts, cursor.span(start));
      }
      parts.add(names.colLabel());
    }
    return indirection(new Expression.ColumnReference(parts, cursor.span(start)), start);
  }

  /// A star can only be the last: PostgreSQL says so when it has read all parts, and points behind
  /// them.
  private SyntaxException improperStar() {
    int start = cursor.position() - 1;
    indirection(new Expression.Star(List.of(), cursor.lastSpan()), start);
    String where =
        cursor.isKind(Tokens.END) ? "at end of input" : "at or near \"" + cursor.text() + "\"";
    return cursor.error("improper use of \"*\" " + where, cursor.position());
  }

  /// Subscripts and fields behind an operand (`opt_indirection`).
  Expression indirection(Expression operand, int start) {
    Expression result = operand;
    for (int chain = 0; ; chain++) {
      if (chain > ExpressionParser.MAX_CHAIN) {
        throw cursor.tooDeep();
      }
      if (cursor.accept('.')) {
        if (cursor.accept('*')) {
          if (cursor.is('.') || cursor.is('[')) {
            throw improperStar();
          }
          result = new Expression.FieldSelection(result, null, cursor.span(start));
        } else {
          Name field = names.colLabel();
          result = new Expression.FieldSelection(result, field, cursor.span(start));
        }
      } else if (cursor.accept('[')) {
        Expression lower = cursor.is(':') || cursor.is(']') ? null : expressions.expression();
        if (cursor.accept(':')) {
          Expression upper = cursor.is(']') ? null : expressions.expression();
          cursor.expect(']');
          result = new Expression.Subscript(result, lower, upper, true, cursor.span(start));
        } else {
          if (lower == null) {
            throw cursor.error();
          }
          cursor.expect(']');
          result = new Expression.Subscript(result, lower, null, false, cursor.span(start));
        }
      } else {
        return result;
      }
    }
  }
}
