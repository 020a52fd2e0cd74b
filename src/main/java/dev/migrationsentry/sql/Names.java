package dev.migrationsentry.sql;

import dev.migrationsentry.sql.Keywords.Category;
import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Names and constants, by the categories of words that PostgreSQL's grammar allows in each place.
final class Names {
  private final Cursor cursor;
  private final SourceText source;

  Names(Cursor cursor) {
    this.cursor = cursor;
    this.source = cursor.source();
  }

  /// Whether a token is an identifier in the narrowest sense: no keyword at all.
  boolean isIdentifier(int ahead) {
    return switch (cursor.kind(ahead)) {
      case Tokens.QUOTED, Tokens.UNICODE_QUOTED, Tokens.PLACEHOLDER -> true;
      case Tokens.WORD -> cursor.keyword(ahead) == 0;
      default -> false;
    };
  }

  /// Whether a token may be a ColId: a column, a table, ….
  boolean isColId(int ahead) {
    return isName(ahead, Category.COLUMN_NAME, Category.COLUMN_NAME);
  }

  /// Whether a token may be the name of a type or function.
  boolean isTypeFunctionName(int ahead) {
    return isName(ahead, Category.TYPE_FUNCTION, Category.TYPE_FUNCTION);
  }

  /// Whether a token may be a NonReservedWord.
  boolean isNonReservedWord(int ahead) {
    return isName(ahead, Category.COLUMN_NAME, Category.TYPE_FUNCTION);
  }

  /// Whether a token may be a ColLabel: any word.
  boolean isColLabel(int ahead) {
    return switch (cursor.kind(ahead)) {
      case Tokens.QUOTED, Tokens.UNICODE_QUOTED, Tokens.PLACEHOLDER -> true;
      case Tokens.WORD -> !Keywords.lookahead(cursor.keyword(ahead));
      default -> false;
    };
  }

  /// Whether a token may be a column label without AS.
  boolean isBareColLabel(int ahead) {
    return isIdentifier(ahead)
        || (cursor.kind(ahead) == Tokens.WORD && Keywords.bareLabel(cursor.keyword(ahead)));
  }

  private boolean isName(int ahead, Category first, Category second) {
    return switch (cursor.kind(ahead)) {
      case Tokens.QUOTED, Tokens.UNICODE_QUOTED, Tokens.PLACEHOLDER -> true;
      case Tokens.WORD -> {
        int keyword = cursor.keyword(ahead);
        if (keyword == 0) {
          yield true;
        }
        Category category = Keywords.category(keyword);
        yield category == Category.UNRESERVED || category == first || category == second;
      }
      default -> false;
    };
  }

  /// A ColId: the name of a column, table, schema, constraint, ….
  Name colId() {
    if (!isColId(0)) {
      throw cursor.error();
    }
    return take();
  }

  /// A ColId, or null when there is none.
  @Nullable Name optionalColId() {
    return isColId(0) ? take() : null;
  }

  /// A ColLabel: any word.
  Name colLabel() {
    if (!isColLabel(0)) {
      throw cursor.error();
    }
    return take();
  }

  /// A BareColLabel: what may name a column without AS.
  Name bareColLabel() {
    if (!isBareColLabel(0)) {
      throw cursor.error();
    }
    return take();
  }

  /// The name of a type or function.
  Name typeFunctionName() {
    if (!isTypeFunctionName(0)) {
      throw cursor.error();
    }
    return take();
  }

  /// A NonReservedWord: names of languages, conditions, options, ….
  Name nonReservedWord() {
    if (!isNonReservedWord(0)) {
      throw cursor.error();
    }
    return take();
  }

  /// A NonReservedWord or a string constant.
  Name nonReservedWordOrString() {
    if (isString()) {
      int start = cursor.position();
      return new Name(string(), cursor.span(start));
    }
    return nonReservedWord();
  }

  /// A role: a name, CURRENT_USER, CURRENT_ROLE, SESSION_USER or PUBLIC, each as its word in lower
  /// case.
  Name role() {
    if (cursor.isAny("current_user", "current_role", "session_user")) {
      return take();
    }
    int token = cursor.position();
    Name role = nonReservedWord();
    if (role.value().equals("none")) {
      throw cursor.error("42939", "role name \"none\" is reserved", token);
    }
    return role;
  }

  /// Roles separated by commas.
  List<Name> roles() {
    List<Name> roles = new ArrayList<>(2);
    do {
      roles.add(role());
    } while (cursor.accept(','));
    return roles;
  }

  /// Takes the current token as a name, whatever it is.
  Name take() {
    int token = cursor.position();
    String text = source.text();
    int start = cursor.start(token);
    int end = cursor.end(token);
    String value =
        switch (cursor.kind()) {
          case Tokens.QUOTED ->
              text.indexOf('"', start + 1, end) == end - 1
                  ? cursor.pieces().exact(start + 1, end - 1)
                  : Strings.decodeIdentifier(text, start, end);
          case Tokens.UNICODE_QUOTED -> Strings.decodeIdentifier(text, start, end);
          case Tokens.PLACEHOLDER -> source.span(start, end).text();
          default -> {
            int keyword = cursor.keyword();
            yield keyword != 0 ? Keywords.text(keyword) : cursor.pieces().folded(start, end);
          }
        };
    cursor.advance();
    return new Name(value, source.span(start, end));
  }

  /// Names separated by commas.
  List<Name> colIds() {
    List<Name> names = new ArrayList<>(4);
    do {
      names.add(colId());
    } while (cursor.accept(','));
    return names;
  }

  /// `(a, b, c)`.
  List<Name> columnList() {
    cursor.expect('(');
    List<Name> names = colIds();
    cursor.expect(')');
    return names;
  }

  /// `(a, b, c)`, or nothing.
  List<Name> optionalColumnList() {
    return cursor.is('(') ? columnList() : List.of();
  }

  /// The name of a relation: at most database, schema and table (`qualified_name`).
  QualifiedName relationName() {
    int start = cursor.position();
    QualifiedName name = anyName();
    if (name.parts().size() > 3) {
      throw cursor.error("improper qualified name (too many dotted names): " + name, start);
    }
    return name;
  }

  /// Names of relations separated by commas.
  List<QualifiedName> relationNames() {
    List<QualifiedName> names = new ArrayList<>(2);
    do {
      names.add(relationName());
    } while (cursor.accept(','));
    return names;
  }

  /// A name with any number of qualifiers (`any_name`).
  QualifiedName anyName() {
    int start = cursor.position();
    Name first = colId();
    return attributes(first, start);
  }

  /// Names with qualifiers separated by commas.
  List<QualifiedName> anyNames() {
    List<QualifiedName> names = new ArrayList<>(2);
    do {
      names.add(anyName());
    } while (cursor.accept(','));
    return names;
  }

  /// The name of a function (`func_name`).
  QualifiedName functionName() {
    int start = cursor.position();
    if (cursor.kind(1) == '.') {
      return anyName();
    }
    if (isColId(0) && !isTypeFunctionName(0)) {
      // The word might be a schema, so that PostgreSQL refuses what follows it.
      throw cursor.error(start + 1);
    }
    return attributes(typeFunctionName(), start);
  }

  /// The operator of `any_operator`: `+`, or `schema.+`.
  QualifiedName operatorName() {
    int start = cursor.position();
    List<Name> parts = new ArrayList<>(2);
    while (isColId(0)) {
      parts.add(take());
      cursor.expect('.');
    }
    if (!isOperator(0)) {
      throw cursor.error();
    }
    int token = cursor.position();
    cursor.advance();
    String symbol = cursor.text(token);
    parts.add(new Name(symbol.equals("!=") ? "<>" : symbol, cursor.span(token)));
    return new QualifiedName(parts, cursor.span(start));
  }

  /// Whether a token is an operator (`all_Op`).
  boolean isOperator(int ahead) {
    return switch (cursor.kind(ahead)) {
      case Tokens.OPERATOR, Tokens.LESS_EQUALS, Tokens.GREATER_EQUALS, Tokens.NOT_EQUALS -> true;
      case '+', '-', '*', '/', '%', '^', '<', '>', '=' -> true;
      default -> false;
    };
  }

  /// The rest of a qualified name whose first part has been read (`attrs`).
  QualifiedName anyName(Name first) {
    return attributes(first, cursor.position() - 1);
  }

  private QualifiedName attributes(Name first, int start) {
    if (!cursor.is('.')) {
      return new QualifiedName(List.of(first), first.span());
    }
    List<Name> parts = new ArrayList<>(3);
    parts.add(first);
    while (cursor.accept('.')) {
      parts.add(colLabel());
    }
    return new QualifiedName(parts, cursor.span(start));
  }

  /// `CASCADE`, `RESTRICT` or nothing.
  Behavior optionalBehavior() {
    if (cursor.accept("cascade")) {
      return Behavior.CASCADE;
    }
    cursor.accept("restrict");
    return Behavior.RESTRICT;
  }

  /// Whether the current token is a string constant (`Sconst`).
  boolean isString() {
    return isString(0);
  }

  /// Whether the token `ahead` tokens ahead is a string constant.
  boolean isString(int ahead) {
    return switch (cursor.kind(ahead)) {
      case Tokens.STRING, Tokens.ESCAPE_STRING, Tokens.UNICODE_STRING, Tokens.DOLLAR_STRING -> true;
      case Tokens.PLACEHOLDER -> isQuotedVariable(cursor.position() + ahead);
      default -> false;
    };
  }

  /// Whether a placeholder is a psql variable that becomes a string constant: `:'name'`.
  private boolean isQuotedVariable(int token) {
    return cursor.span(token, token + 1).text().startsWith(":'");
  }

  /// A string constant's value.
  String string() {
    if (!isString()) {
      throw cursor.error();
    }
    int token = cursor.position();
    int start = cursor.start(token);
    int end = cursor.end(token);
    String value =
        switch (cursor.kind()) {
          case Tokens.PLACEHOLDER -> cursor.span(token, token + 1).text();
          case Tokens.STRING ->
              source.text().indexOf('\'', start + 1, end) == end - 1
                  ? cursor.pieces().exact(start + 1, end - 1)
                  : Strings.decode(source.text(), start, end);
          default -> Strings.decode(source.text(), start, end);
        };
    cursor.advance();
    return value;
  }

  /// A string constant as text to parse, each character with its place in the file.
  SourceText embeddedString() {
    if (!isString() || cursor.isKind(Tokens.PLACEHOLDER)) {
      throw cursor.error();
    }
    int token = cursor.position();
    cursor.advance();
    return Strings.embedded(source, cursor.start(token), cursor.end(token));
  }

  /// Whether the current token is a whole number of 32 bits (`Iconst`).
  boolean isInteger() {
    return cursor.isKind(Tokens.INTEGER);
  }

  /// A whole number without sign.
  int integer() {
    if (!isInteger()) {
      throw cursor.error();
    }
    int token = cursor.position();
    cursor.advance();
    return (int) Numbers.value(cursor.text(token));
  }

  /// A whole number with or without a sign (`SignedIconst`).
  int signedInteger() {
    boolean negative = cursor.accept('-');
    if (!negative) {
      cursor.accept('+');
    }
    int value = integer();
    return negative ? -value : value;
  }

  /// A number with or without a sign (`NumericOnly`), as written without underscores and `+`.
  String number() {
    boolean negative = cursor.accept('-');
    if (!negative) {
      cursor.accept('+');
    }
    if (!cursor.isKind(Tokens.INTEGER) && !cursor.isKind(Tokens.DECIMAL)) {
      throw cursor.error();
    }
    String digits = cursor.text().replace("_", "");
    cursor.advance();
    return negative ? "-" + digits : digits;
  }

  /// Whether a number, with or without a sign, stands here.
  boolean isNumber() {
    int ahead = cursor.is('-') || cursor.is('+') ? 1 : 0;
    int kind = cursor.kind(ahead);
    return kind == Tokens.INTEGER || kind == Tokens.DECIMAL;
  }
}
