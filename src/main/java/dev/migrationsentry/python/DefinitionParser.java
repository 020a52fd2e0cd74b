package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Keyword;
import dev.migrationsentry.python.ast.Parameter;
import dev.migrationsentry.python.ast.Statement;
import dev.migrationsentry.python.ast.TypeParameter;
import dev.migrationsentry.python.ast.TypeParameter.TypeParameterKind;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads functions and classes (Language Reference, sections 8.7, 8.8 and 8.10).
final class DefinitionParser {
  private final Parser parser;
  private final Cursor cursor;

  DefinitionParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  /// `@decorator` lines and the definition below them.
  Statement decorated() {
    int start = cursor.start();
    List<Expression> decorators = new ArrayList<>();
    while (cursor.accept(TokenKind.AT)) {
      decorators.add(parser.expressions.named());
      cursor.expect(TokenKind.NEWLINE);
    }
    if (cursor.is(TokenKind.CLASS)) {
      return type(start, decorators);
    }
    boolean asynchronous = cursor.accept(TokenKind.ASYNC);
    if (!cursor.is(TokenKind.DEF)) {
      throw cursor.error();
    }
    return function(start, asynchronous, decorators);
  }

  /// `def …`.
  ///
  /// @param start where the statement begins
  Statement function(int start, boolean asynchronous, List<Expression> decorators) {
    int header = cursor.start();
    cursor.advance();
    int nameStart = cursor.start();
    String name = cursor.name();
    Span nameSpan = cursor.from(nameStart);
    List<TypeParameter> types = typeParameters();
    cursor.expect(TokenKind.LEFT_PARENTHESIS, "expected '('");
    List<Parameter> parameters = parser.parameters.ofFunction();
    if (!cursor.accept(TokenKind.RIGHT_PARENTHESIS)) {
      throw cursor.error();
    }
    @Nullable Expression returns =
        cursor.accept(TokenKind.ARROW) ? parser.expressions.expression() : null;
    cursor.expectColon(true);
    List<Statement> body = parser.blocks.block("function definition", header);
    return new Statement.FunctionDefinition(
        asynchronous,
        name,
        types,
        parameters,
        returns,
        body,
        decorators,
        nameSpan,
        cursor.from(start));
  }

  /// `class …`.
  ///
  /// @param start where the statement begins
  Statement type(int start, List<Expression> decorators) {
    int header = cursor.start();
    cursor.advance();
    int nameStart = cursor.start();
    String name = cursor.name();
    Span nameSpan = cursor.from(nameStart);
    List<TypeParameter> types = typeParameters();
    List<Expression> bases = new ArrayList<>();
    List<Keyword> keywords = new ArrayList<>();
    if (cursor.is(TokenKind.LEFT_PARENTHESIS)) {
      parser.arguments.ofClass(bases, keywords);
    }
    cursor.expectColon(false);
    List<Statement> body = parser.blocks.block("class definition", header);
    return new Statement.ClassDefinition(
        name, types, bases, keywords, body, decorators, nameSpan, cursor.from(start));
  }

  /// `[T: bound = initial, *Ts, **P]`, or nothing.
  List<TypeParameter> typeParameters() {
    if (!cursor.accept(TokenKind.LEFT_BRACKET)) {
      return List.of();
    }
    List<TypeParameter> types = new ArrayList<>();
    do {
      types.add(typeParameter());
    } while (cursor.accept(TokenKind.COMMA) && !cursor.is(TokenKind.RIGHT_BRACKET));
    cursor.expect(TokenKind.RIGHT_BRACKET);
    return types;
  }

  private TypeParameter typeParameter() {
    int start = cursor.start();
    TypeParameterKind kind =
        switch (cursor.kind()) {
          case STAR -> TypeParameterKind.TYPE_VARIABLE_TUPLE;
          case DOUBLE_STAR -> TypeParameterKind.PARAMETER_SPECIFICATION;
          default -> TypeParameterKind.TYPE_VARIABLE;
        };
    if (kind != TypeParameterKind.TYPE_VARIABLE) {
      cursor.advance();
    } else if (cursor.is(TokenKind.RIGHT_BRACKET)) {
      throw cursor.error("Type parameter list cannot be empty");
    }
    String name = cursor.name();
    @Nullable Expression bound = null;
    if (cursor.is(TokenKind.COLON)) {
      if (kind != TypeParameterKind.TYPE_VARIABLE) {
        throw cursor.error(
            kind == TypeParameterKind.TYPE_VARIABLE_TUPLE
                ? "cannot use bound with TypeVarTuple"
                : "cannot use bound with ParamSpec");
      }
      cursor.advance();
      bound = parser.expressions.expression();
    }
    @Nullable Expression initial = null;
    if (cursor.accept(TokenKind.EQUAL)) {
      initial =
          kind == TypeParameterKind.TYPE_VARIABLE_TUPLE
              ? parser.expressions.starred()
              : parser.expressions.expression();
    }
    return new TypeParameter(kind, name, bound, initial, cursor.from(start));
  }
}
