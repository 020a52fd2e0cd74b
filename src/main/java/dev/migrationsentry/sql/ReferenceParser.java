package dev.migrationsentry.sql;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectReference.Parameter;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the names of objects with what belongs to them: the argument types of a routine or
/// operator, the types of a cast, the table of a trigger.
final class ReferenceParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final ParameterParser parameters;

  ReferenceParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.parameters = new ParameterParser(parser);
  }

  /// `t`, `t *`, `ONLY t` or `ONLY (t)` (`relation_expr`).
  RelationReference relation() {
    if (cursor.accept("only")) {
      if (!cursor.accept('(')) {
        return new RelationReference(names.relationName(), true);
      }
      QualifiedName name = names.relationName();
      cursor.expect(')');
      return new RelationReference(name, true);
    }
    QualifiedName name = names.relationName();
    if (cursor.isOperator("*")) {
      cursor.advance();
    }
    return new RelationReference(name, false);
  }

  /// An object named by one word, without a schema.
  ObjectReference plain(ObjectKind kind) {
    Name name = names.colId();
    return new ObjectReference(kind, single(name), null, null, name.span());
  }

  /// An object with a name that may have qualifiers.
  ObjectReference qualified(ObjectKind kind) {
    QualifiedName name = names.anyName();
    return new ObjectReference(kind, name, null, null, name.span());
  }

  /// An object of a kind that belongs to a table: `name ON table`.
  ObjectReference onTable(ObjectKind kind, boolean relation) {
    int start = cursor.position();
    Name name = names.colId();
    cursor.expect("on");
    QualifiedName table = relation ? names.relationName() : names.anyName();
    return new ObjectReference(kind, single(name), null, table, cursor.span(start));
  }

  /// A part of an object that was named before it: a column or constraint to be renamed.
  ObjectReference part(ObjectKind kind, Name name, QualifiedName owner) {
    Span span = new Span(name.span().file(), owner.span().start(), name.span().end());
    return new ObjectReference(kind, single(name), null, owner, span);
  }

  /// A type or domain named in the way of a column's type.
  ObjectReference type(ObjectKind kind) {
    int start = cursor.position();
    TypeName type = parser.types.typeName();
    return new ObjectReference(kind, type.name(), null, null, cursor.span(start));
  }

  /// A routine with the types of its arguments, or without them (`function_with_argtypes`).
  ObjectReference routine(ObjectKind kind) {
    int start = cursor.position();
    boolean mayHaveArguments = names.isTypeFunctionName(0) || cursor.kind(1) == '.';
    QualifiedName name = parameters.functionName();
    List<Parameter> arguments = mayHaveArguments && cursor.is('(') ? parameters.parameters() : null;
    return new ObjectReference(kind, name, arguments, null, cursor.span(start));
  }

  /// An aggregate with the types of its arguments (`aggregate_with_argtypes`).
  ObjectReference aggregate() {
    int start = cursor.position();
    if (!names.isTypeFunctionName(0) && cursor.kind(1) != '.') {
      throw cursor.error(names.isColId(0) ? start + 1 : start);
    }
    QualifiedName name = parameters.functionName();
    List<Parameter> arguments = parameters.aggregateParameters();
    return new ObjectReference(ObjectKind.AGGREGATE, name, arguments, null, cursor.span(start));
  }

  /// An operator with the types of its operands (`operator_with_argtypes`).
  ObjectReference operator() {
    int start = cursor.position();
    QualifiedName name = names.operatorName();
    List<Parameter> arguments = operands();
    return new ObjectReference(ObjectKind.OPERATOR, name, arguments, null, cursor.span(start));
  }

  /// `(left, right)`, where one of both may be NONE (`oper_argtypes`).
  List<Parameter> operands() {
    cursor.expect('(');
    Parameter left = operand(true);
    if (cursor.is(')') && left.type() != null) {
      throw cursor.error("missing argument", cursor.position());
    }
    cursor.expect(',');
    Parameter right = operand(left.type() != null);
    cursor.expect(')');
    return List.of(left, right);
  }

  private Parameter operand(boolean mayBeNone) {
    if (mayBeNone && cursor.accept("none")) {
      return new Parameter("none", null, null);
    }
    return new Parameter("in", null, parser.types.typeName());
  }

  /// An operator class or family: `name USING method`.
  ObjectReference operatorGroup(ObjectKind kind) {
    int start = cursor.position();
    QualifiedName name = names.anyName();
    cursor.expect("using");
    QualifiedName method = single(names.colId());
    return new ObjectReference(kind, name, null, method, cursor.span(start));
  }

  /// A cast: `(source AS target)`.
  ObjectReference cast() {
    int start = cursor.position();
    cursor.expect('(');
    TypeName source = parser.types.typeName();
    cursor.expect("as");
    TypeName target = parser.types.typeName();
    cursor.expect(')');
    return new ObjectReference(
        ObjectKind.CAST,
        source.name(),
        List.of(new Parameter("in", null, source), new Parameter("in", null, target)),
        null,
        cursor.span(start));
  }

  /// A transform: `FOR type LANGUAGE name`; the language is its `table`.
  ObjectReference transform() {
    int start = cursor.position();
    cursor.expect("for");
    TypeName type = parser.types.typeName();
    cursor.expect("language");
    QualifiedName language = single(names.colId());
    return new ObjectReference(
        ObjectKind.TRANSFORM,
        type.name(),
        List.of(new Parameter("in", null, type)),
        language,
        cursor.span(start));
  }

  /// A user mapping: `FOR role SERVER name`.
  ObjectReference userMapping() {
    int start = cursor.position();
    cursor.expect("for");
    QualifiedName role = single(cursor.is("user") ? names.take() : names.role());
    cursor.expect("server");
    QualifiedName server = single(names.colId());
    return new ObjectReference(ObjectKind.USER_MAPPING, role, null, server, cursor.span(start));
  }

  /// A large object: its number.
  ObjectReference largeObject() {
    int start = cursor.position();
    Name number = new Name(names.number(), cursor.span(start));
    return new ObjectReference(ObjectKind.LARGE_OBJECT, single(number), null, null, number.span());
  }

  /// A name without qualifiers as one that could have them.
  static QualifiedName single(Name name) {
    return new QualifiedName(List.of(name), name.span());
  }

  /// An object of a kind that is named in the same way by COMMENT, SECURITY LABEL, DROP and ALTER
  /// EXTENSION.
  ///
  /// @param kind the kind, whose words were read
  /// @return null when the kind is not named by a plain or qualified name alone
  @Nullable ObjectReference byName(ObjectKind kind) {
    return switch (kind) {
      case ACCESS_METHOD,
          EVENT_TRIGGER,
          EXTENSION,
          FOREIGN_DATA_WRAPPER,
          LANGUAGE,
          PUBLICATION,
          SCHEMA,
          SERVER,
          DATABASE,
          ROLE,
          SUBSCRIPTION,
          TABLESPACE ->
          plain(kind);
      case TABLE,
          SEQUENCE,
          VIEW,
          MATERIALIZED_VIEW,
          INDEX,
          FOREIGN_TABLE,
          COLLATION,
          CONVERSION,
          STATISTICS,
          TEXT_SEARCH_CONFIGURATION,
          TEXT_SEARCH_DICTIONARY,
          TEXT_SEARCH_PARSER,
          TEXT_SEARCH_TEMPLATE ->
          qualified(kind);
      default -> null;
    };
  }
}
