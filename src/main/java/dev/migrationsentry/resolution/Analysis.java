package dev.migrationsentry.resolution;

import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One analysis: the database it is made against, and what was found on the way.
final class Analysis {
  private final Database database;
  private final Set<Resolved.Reference> references = new HashSet<>();
  private boolean complete = true;
  final Lookup lookup;
  final Types types;
  final Expressions expressions;
  final Queries queries;
  final FromItems fromItems;
  final Calls calls;
  final EnumLiterals literals;

  Analysis(Database database) {
    this.database = database;
    this.lookup = new Lookup(this);
    this.types = new Types(this);
    this.calls = new Calls(this);
    this.literals = new EnumLiterals(this);
    this.expressions = new Expressions(this);
    this.fromItems = new FromItems(this);
    this.queries = new Queries(this);
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
    String why = database.schema().uncertainty(name);
    for (String relation : relations) {
      String plain = relation.substring(relation.lastIndexOf('.') + 1);
      why = why == null ? database.schema().uncertainty(plain) : why;
    }
    if (why != null) {
      return new UndecidedException(message + ", unless " + name + " is there after all: " + why);
    }
    String hint =
        kind == ObjectKind.FUNCTION
            ? "No function matches the given name and argument types. You might need to add"
                + " explicit type casts."
            : null;
    return new RefusedException(
        new ServerError(sqlState, message, null, hint, at, null)
            .about(new ServerError.Subject(kind, name, schema, relations)));
  }

  /// The end of the analysis with an error that rests on no name.
  RuntimeException refused(String sqlState, String message, Span at) {
    return new RefusedException(new ServerError(sqlState, message, at));
  }
}
