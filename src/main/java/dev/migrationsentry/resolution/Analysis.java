package dev.migrationsentry.resolution;

import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.schema.TypeText;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One analysis: the database it is made against, and what was found on the way.
final class Analysis {
  private final Database database;
  private final Set<Resolved.Reference> references = new HashSet<>();
  private boolean complete = true;
  final DatabaseTypes system;
  final Lookup lookup;
  final Types types;
  final Callables callables;
  final Constants constants;
  final Conversions conversions;
  final Operators operators;
  final Expressions expressions;
  final Queries queries;
  final FromItems fromItems;
  final Calls calls;
  final EnumLiterals literals;
  final ColumnUses uses;
  final Stability stability;

  Analysis(Database database) {
    this.database = database;
    this.system = new DatabaseTypes(database);
    this.lookup = new Lookup(this);
    this.types = new Types(this);
    this.callables = new Callables(this);
    this.constants = new Constants(this);
    this.conversions = new Conversions(this);
    this.operators = new Operators(this);
    this.calls = new Calls(this);
    this.literals = new EnumLiterals(this);
    this.expressions = new Expressions(this);
    this.fromItems = new FromItems(this);
    this.queries = new Queries(this);
    this.uses = new ColumnUses(this);
    this.stability = new Stability(this);
  }

  Database database() {
    return database;
  }

  Set<Resolved.Reference> references() {
    return references;
  }

  boolean complete() {
    return complete;
  }

  /// Notes that something could not be decided, without an end of the analysis.
  void incomplete() {
    complete = false;
  }

  void refer(int object, int column) {
    if (object != 0) {
      references.add(new Resolved.Reference(object, column));
    }
  }

  /// The end of the analysis with an error about a name, unless what it says rests on a name that
  /// can't be relied on.
  ///
  /// @param relations the relations that could have had a column
  RuntimeException missing(
      String sqlState,
      String message,
      Span at,
      ObjectKind kind,
      String name,
      @Nullable String schema,
      List<String> relations) {
    return missing(new ServerError(sqlState, message, at), kind, name, schema, relations);
  }

  /// The same, with a detail or hint.
  RuntimeException missing(
      ServerError error,
      ObjectKind kind,
      String name,
      @Nullable String schema,
      List<String> relations) {
    String why = database.schema().uncertainty(name);
    for (String relation : relations) {
      String plain = relation.substring(relation.lastIndexOf('.') + 1);
      why = why == null ? database.schema().uncertainty(plain) : why;
    }
    if (why != null) {
      return new UndecidedException(
          error.message() + ", unless " + name + " is there after all: " + why);
    }
    return new RefusedException(
        error.about(new ServerError.Subject(kind, name, schema, relations)));
  }

  /// The end of the analysis because the schema before a name does not exist, if so.
  void schema(QualifiedName name) {
    String qualifier = name.qualifier();
    if (qualifier != null && lookup.searched(qualifier).isEmpty()) {
      throw missing(
          "3F000",
          "schema \"" + qualifier + "\" does not exist",
          name.span(),
          ObjectKind.SCHEMA,
          qualifier,
          null,
          List.of());
    }
  }

  /// The end of the analysis because nothing fits the types of some values, unless that rests on
  /// something that can't be relied on.
  ///
  /// @param name the function, or for operators and conversions the word of the statements that
  ///   could have made more of them
  RuntimeException unmatched(
      String sqlState,
      String message,
      @Nullable String hint,
      Span at,
      ObjectKind kind,
      String name,
      @Nullable String schema) {
    String extension = lookup.unknownExtension();
    if (extension != null) {
      return new UndecidedException(message + ", unless extension " + extension + " helps");
    }
    String why = database.schema().uncertainty(name);
    String word = kind == ObjectKind.OPERATOR || kind == ObjectKind.CAST ? kind.words() : name;
    why = why == null ? database.schema().uncertainty(word) : why;
    if (why != null) {
      return new UndecidedException(message + ", unless more is there than known: " + why);
    }
    ServerError error = new ServerError(sqlState, message, null, hint, at, null);
    boolean named = kind == ObjectKind.FUNCTION && sqlState.equals("42883");
    return new RefusedException(
        named ? error.about(new ServerError.Subject(kind, name, schema, List.of())) : error);
  }

  /// A type as PostgreSQL's messages print it.
  String spelled(DataType type) {
    if (type.equals(DataType.unknownLiteral()) || type instanceof DataType.Undecided) {
      return "unknown";
    }
    return new TypeText(database.schema(), lookup::visibleType).bare(type);
  }

  /// The name in `name => value`.
  String argumentName(Expression.FunctionCall.Argument argument) {
    Name name = argument.name();
    return name == null ? "" : name.stored();
  }

  /// The end of the analysis with an error that rests on no name.
  RuntimeException refused(String sqlState, String message, Span at) {
    return new RefusedException(new ServerError(sqlState, message, at));
  }
}
