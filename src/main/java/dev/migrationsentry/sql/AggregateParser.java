package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.RoutineStatement;
import dev.migrationsentry.sql.ast.RoutineStatement.Parameter;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads CREATE AGGREGATE in its present and in its old form.
final class AggregateParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final RoutineParameterParser parameters;

  AggregateParser(Parser parser, RoutineParameterParser parameters) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.parameters = parameters;
  }

  /// What the options of an aggregate say.
  private static final class Definition {
    private final List<Option> options = new ArrayList<>(4);
    private @Nullable TypeName baseType;
    private @Nullable TypeName stateType;
    private @Nullable QualifiedName transitionFunction;
    private @Nullable QualifiedName finalFunction;
  }

  /// `CREATE [OR REPLACE] AGGREGATE`, from its first word on.
  Statement create() {
    int start = cursor.position();
    cursor.expect("create");
    boolean orReplace = cursor.accept("or", "replace");
    cursor.expect("aggregate");
    QualifiedName name = names.functionName();
    boolean old = cursor.is('(') && names.isIdentifier(1) && cursor.kind(2) == '=';
    List<Parameter> declared = old ? List.of() : parameters.aggregateParameters();
    Definition definition = definition(old);
    return new RoutineStatement.CreateAggregate(
        orReplace,
        name,
        definition.baseType == null ? declared : List.of(argument(definition.baseType)),
        definition.options,
        definition.stateType,
        definition.transitionFunction,
        definition.finalFunction,
        cursor.span(start));
  }

  /// The argument of an aggregate in the old syntax.
  private static Parameter argument(TypeName type) {
    return new Parameter("in", null, type, null, type.span());
  }

  private Definition definition(boolean old) {
    Definition definition = new Definition();
    cursor.expect('(');
    do {
      int start = cursor.position();
      if (old && !names.isIdentifier(0)) {
        throw cursor.error();
      }
      String option = Cursor.lower(names.colLabel().value());
      String value = null;
      if (old || cursor.is('=')) {
        cursor.expect('=');
        value = value(option, definition);
      }
      definition.options.add(new Option(option, value, cursor.span(start)));
    } while (cursor.accept(','));
    cursor.expect(')');
    return definition;
  }

  private String value(String option, Definition definition) {
    int start = cursor.position();
    String value = parser.options.definitionValue();
    int end = cursor.position();
    switch (option) {
      case "basetype" -> definition.baseType = value.equalsIgnoreCase("any") ? null : type(start);
      case "stype", "stype1" -> definition.stateType = type(start);
      case "sfunc", "sfunc1" -> definition.transitionFunction = function(start);
      case "finalfunc" -> definition.finalFunction = function(start);
      default -> {}
    }
    cursor.moveTo(end);
    return value;
  }

  private @Nullable TypeName type(int start) {
    cursor.moveTo(start);
    return names.isString() || names.isNumber() || names.isOperator(0)
        ? null
        : parser.types.functionType();
  }

  private @Nullable QualifiedName function(int start) {
    cursor.moveTo(start);
    return names.isTypeFunctionName(0) || names.isColId(0) ? names.functionName() : null;
  }
}
