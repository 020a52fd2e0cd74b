package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses the SQL between PL/pgSQL's own words. PL/pgSQL cuts it out first, by looking for the word
/// or the `;` that ends it, and then has SQL's parser read the piece alone.
final class PlFragments {
  private final SourceText source;
  private final Tokens all;
  private final Tokens part = new Tokens();
  private final Parser parser;

  /// @param all the tokens of the whole body
  PlFragments(SourceText source, Tokens all) {
    this.source = source;
    this.all = all;
    this.parser = new Parser(source, part);
  }

  /// An expression: what may stand behind SELECT, from the first token to the one before `end`.
  /// What is more than a plain expression becomes a scalar subquery.
  ///
  /// @throws SyntaxException when SQL's parser refuses it
  Expression expression(int start, int end) {
    fill(start, end);
    Expression plain = plainExpression();
    if (plain != null) {
      return plain;
    }
    Query query = selection(start, end);
    return new Expression.Subquery(Expression.Subquery.Use.SCALAR, query, query.span());
  }

  private @Nullable Expression plainExpression() {
    try {
      Expression plain = parser.expressions.expression();
      return parser.cursor.isKind(Tokens.END) ? plain : null;
    } catch (SyntaxException more) {
      // It may be more than an expression: DISTINCT, FROM, a star.
      return null;
    }
  }

  /// Expressions separated by commas.
  List<Expression> expressions(int start, int end) {
    Query query = selection(start, end);
    if (query.body() instanceof Query.Select select && select.from().isEmpty()) {
      return select.targets().stream().map(Query.Target::expression).toList();
    }
    return List.of(new Expression.Subquery(Expression.Subquery.Use.SCALAR, query, query.span()));
  }

  /// The query that PL/pgSQL makes of an expression by reading it as if it stood behind SELECT.
  private Query selection(int start, int end) {
    part.clear();
    int offset = all.start(start);
    part.add(Tokens.WORD, offset, offset, Keywords.id("select"));
    append(start, end);
    finish(end);
    parser.cursor.restart();
    try {
      Query query = parser.queries.query();
      requireEnd();
      SyntaxException refused = refusedWord();
      if (refused != null) {
        throw refused;
      }
      return query;
    } catch (SyntaxException failure) {
      SyntaxException refused = refusedWord();
      throw refused != null && refused.offset() < failure.offset() ? refused : failure;
    }
  }

  /// An expression has no UNION and no INTO of its own: the error at such a word, or null.
  private @Nullable SyntaxException refusedWord() {
    int depth = 0;
    for (int token = 1; token < part.count(); token++) {
      switch (part.kind(token)) {
        case '(', '[' -> depth++;
        case ')', ']' -> depth--;
        default -> {
          parser.cursor.moveTo(token);
          if (depth == 0 && parser.cursor.isAny("union", "intersect", "except", "into")) {
            return parser.cursor.error();
          }
        }
      }
    }
    return null;
  }

  /// A statement.
  Statement statement(int start, int end) {
    fill(start, end);
    return statement();
  }

  /// A statement without the tokens of its INTO clause.
  Statement statement(int start, int end, int intoStart, int intoEnd) {
    part.clear();
    append(start, intoStart);
    append(intoEnd, end);
    finish(intoEnd == end ? intoStart : end);
    parser.cursor.restart();
    return statement();
  }

  /// The SELECT that PERFORM is.
  ///
  /// @param perform the token of PERFORM
  Statement performed(int perform, int end) {
    part.clear();
    part.add(Tokens.WORD, all.start(perform), all.end(perform), Keywords.id("select"));
    append(perform + 1, end);
    finish(end);
    parser.cursor.restart();
    return statement();
  }

  private Statement statement() {
    Statement statement = parser.statement();
    requireEnd();
    return statement;
  }

  /// A type.
  TypeName type(int start, int end) {
    fill(start, end);
    part.finish(all.start(end));
    TypeName type = parser.types.typeName();
    requireEnd();
    if (type.setOf()) {
      throw parser.cursor.error("invalid type name \"" + parser.cursor.textFrom(0) + "\"", 0);
    }
    return type;
  }

  /// What stands before the `:=` of an assignment, and where its value begins.
  ///
  /// @param value the first token of the value
  record Assignment(Expression target, int value) {}

  /// The left side of an assignment and its `:=` or `=`.
  ///
  /// @param parts how many of the name's parts name the variable, or one of its fields
  Assignment assignment(int start, int end, int parts) {
    fill(start, end);
    Cursor cursor = parser.cursor;
    List<Name> names = new ArrayList<>(2);
    if (cursor.isKind(Tokens.PARAMETER)) {
      cursor.advance();
      names.add(new Name(cursor.text(0), cursor.span(0)));
    } else {
      names.add(parser.names.colId());
    }
    while (names.size() < parts && cursor.accept('.')) {
      names.add(parser.names.colLabel());
    }
    Expression target = new Expression.ColumnReference(names, cursor.span(0));
    while (true) {
      if (cursor.accept('.')) {
        Name field = cursor.accept('*') ? null : parser.names.colLabel();
        target = new Expression.FieldSelection(target, field, cursor.span(0));
      } else if (cursor.accept('[')) {
        target = subscript(target);
      } else {
        break;
      }
    }
    if (!cursor.accept('=')) {
      cursor.expectKind(Tokens.COLON_EQUALS);
    }
    return new Assignment(target, start + cursor.position());
  }

  private Expression subscript(Expression target) {
    Cursor cursor = parser.cursor;
    Expression lower = cursor.is(':') ? null : parser.expressions.expression();
    Expression upper = null;
    boolean slice = cursor.accept(':');
    if (slice && !cursor.is(']')) {
      upper = parser.expressions.expression();
    }
    cursor.expect(']');
    return new Expression.Subscript(target, lower, upper, slice, cursor.span(0));
  }

  /// A parser at the first of some tokens, behind which there is nothing.
  Parser over(int start, int end) {
    fill(start, end);
    return parser;
  }

  private void fill(int start, int end) {
    part.clear();
    append(start, end);
    finish(end);
    parser.cursor.restart();
  }

  private void append(int start, int end) {
    for (int token = start; token < end; token++) {
      part.addFrom(all, token);
    }
  }

  /// The piece ends where the next token begins, without the white space before that.
  private void finish(int end) {
    String text = source.text();
    int stop = all.start(end);
    while (stop > 0 && Characters.isSpace(text.charAt(stop - 1))) {
      stop--;
    }
    part.finish(stop);
  }

  private void requireEnd() {
    if (!parser.cursor.isKind(Tokens.END)) {
      throw parser.cursor.error();
    }
  }
}
