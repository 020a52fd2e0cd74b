package dev.migrationsentry.sql;

import dev.migrationsentry.sql.PlCursor.Word;
import dev.migrationsentry.sql.PlScope.Match;
import dev.migrationsentry.sql.PlScope.Variable;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.PlBlock.Declaration;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/// Reads the declarations of a PL/pgSQL block (manual, section 41.3).
final class PlDeclarationParser {
  private final PlParser parser;
  private final PlCursor cursor;
  private final PlTypeParser types;

  PlDeclarationParser(PlParser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.types = new PlTypeParser(parser);
  }

  /// All declarations behind DECLARE; the cursor is then at BEGIN.
  List<Declaration> declarations() {
    List<Declaration> declarations = new ArrayList<>(4);
    while (!cursor.is("begin")) {
      if (cursor.isOperator("<<")) {
        misplacedLabel();
      }
      if (!cursor.accept("declare")) {
        declarations.add(declaration());
      }
    }
    return declarations;
  }

  private void misplacedLabel() {
    int start = cursor.position();
    cursor.advance();
    cursor.takeIdentifier();
    if (!cursor.isOperator(">>")) {
      throw cursor.error("syntax error");
    }
    throw cursor.plain("block label must be placed before DECLARE, not after", start);
  }

  private Declaration declaration() {
    int start = cursor.position();
    Name name = declaredName();
    if (cursor.is("alias")) {
      return alias(start, name);
    }
    if (cursor.is("cursor") || cursor.is("scroll") || cursor.is("no")) {
      return boundCursor(start, name);
    }
    boolean constant = cursor.accept("constant");
    PlTypeParser.Type type = types.type();
    if (cursor.accept("collate")) {
      collation();
    }
    int notNullToken = cursor.position();
    boolean notNull = cursor.is("not");
    if (notNull) {
      cursor.advance();
      cursor.expect("null");
    }
    Expression value = null;
    if (!cursor.accept(';')) {
      if (!cursor.isAssignment(0) && !cursor.is("default")) {
        throw cursor.error("syntax error");
      }
      cursor.advance();
      value = parser.text.expressionToSemicolon();
    }
    Variable variable = type.variable().named(name.value());
    if (isRecordArray(type)) {
      throw cursor.plain(
          "0A000", "variable \"" + name.value() + "\" has pseudo-type record[]", start);
    }
    parser.scope.add(constant ? variable.asConstant() : variable);
    if (notNull && value == null) {
      throw cursor.plain(
          "22004",
          "variable \""
              + name.value()
              + "\" must have a default value, since it's declared NOT NULL",
          notNullToken);
    }
    return new Declaration(
        name, constant, type.name(), notNull, value, null, List.of(), null, cursor.span(start));
  }

  private static boolean isRecordArray(PlTypeParser.Type type) {
    return type.name().dimensions() > 0
        && !type.name().percentType()
        && type.name().name().toString().equals("record");
  }

  /// A name that the block does not declare yet.
  private Name declaredName() {
    int token = cursor.position();
    Name name = cursor.takeIdentifier();
    if (parser.scope.declares(name.value())) {
      throw cursor.error("duplicate declaration", token);
    }
    return name;
  }

  private void collation() {
    if (!cursor.isIdentifier(0)) {
      throw cursor.error("syntax error");
    }
    cursor.takeName();
  }

  private Declaration alias(int start, Name name) {
    cursor.advance();
    cursor.expect("for");
    if (!cursor.isName()) {
      throw cursor.error("syntax error");
    }
    Word word = cursor.takeName();
    List<String> parts = word.parts().stream().map(Name::value).toList();
    Match match = parser.scope.find(parts);
    if (match == null) {
      throw cursor.plain(
          "42704", "variable \"" + word.dotted() + "\" does not exist", word.token());
    }
    cursor.expect(';');
    parser.scope.add(name.value(), match.variable());
    QualifiedName target =
        new QualifiedName(
            word.parts(), word.parts().getFirst().span().to(word.parts().getLast().span()));
    return new Declaration(
        name, false, null, false, null, null, List.of(), target, cursor.span(start));
  }

  private Declaration boundCursor(int start, Name name) {
    if (cursor.accept("no")) {
      cursor.expect("scroll");
    } else {
      cursor.accept("scroll");
    }
    cursor.expect("cursor");
    parser.scope.push(name.value(), false);
    List<Declaration> parameters = cursor.accept('(') ? cursorParameters() : List.of();
    if (!cursor.accept("is")) {
      cursor.expect("for");
    }
    Statement query = parser.text.statementToSemicolon();
    parser.scope.pop();
    List<String> names = parameters.stream().map(p -> p.name().value()).toList();
    parser.scope.add(new Variable(name.value(), PlScope.Kind.SCALAR, false, true, names));
    return new Declaration(
        name, false, null, false, null, query, parameters, null, cursor.span(start));
  }

  private List<Declaration> cursorParameters() {
    List<Declaration> parameters = new ArrayList<>(2);
    do {
      int start = cursor.position();
      Name name = declaredName();
      PlTypeParser.Type type = types.type();
      parser.scope.add(type.variable().named(name.value()));
      parameters.add(
          new Declaration(
              name, false, type.name(), false, null, null, List.of(), null, cursor.span(start)));
    } while (cursor.accept(','));
    cursor.expect(')');
    return parameters;
  }
}
