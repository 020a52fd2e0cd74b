package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogFunction;
import dev.migrationsentry.builtin.Volatility;
import dev.migrationsentry.execution.ExpressionWalk;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Expressions of migrations as SQL about production's rows: their own text, in which columns and
/// types are replaced by what stands for them in production.
record ExpressionSql(ProductionTypes types) {
  /// Functions that change something, so that nothing that only reads can call them.
  private static final Set<String> WRITING = Set.of("nextval", "setval", "currval", "lastval");

  /// An expression.
  ///
  /// @param columns what stands for a column
  /// @throws NotProbed when it can't be asked of production
  Fragment of(Expression expression, Function<Expression.ColumnReference, Fragment> columns) {
    List<Replacement> replacements = new ArrayList<>();
    ExpressionWalk.visit(expression, part -> replace(part, columns, replacements));
    replacements.sort(Comparator.comparingInt(replacement -> replacement.at().start()));
    Span whole = expression.span();
    String text = whole.file().text();
    List<Object> pieces = new ArrayList<>();
    int at = whole.start();
    for (Replacement replacement : replacements) {
      Span span = replacement.at();
      if (span.file() != whole.file() || span.start() < at || span.end() > whole.end()) {
        throw new NotProbed("the text of an expression is put together");
      }
      pieces.add(text.substring(at, span.start()));
      pieces.add(replacement.by());
      at = span.end();
    }
    pieces.add(text.substring(at, whole.end()));
    return Fragment.of(pieces.toArray());
  }

  private record Replacement(Span at, Fragment by) {}

  private void replace(
      Expression part,
      Function<Expression.ColumnReference, Fragment> columns,
      List<Replacement> replacements) {
    switch (part) {
      case Expression.ColumnReference column ->
          replacements.add(new Replacement(column.span(), columns.apply(column)));
      case Expression.Cast cast -> type(cast.type(), replacements);
      case Expression.SpecialCall call -> {
        TypeName type = call.type();
        if (type != null) {
          type(type, replacements);
        }
      }
      case Expression.FunctionCall call -> {
        if (call.over() != null) {
          throw new NotProbed("it compares rows by a window function");
        }
        function(call.name());
      }
      case Expression.Subquery ignored -> throw new NotProbed("it contains a query");
      case Expression.InQuery ignored -> throw new NotProbed("it contains a query");
      case Expression.Quantified quantified -> {
        if (quantified.query() != null) {
          throw new NotProbed("it contains a query");
        }
      }
      case Expression.Star ignored -> throw new NotProbed("it mentions a whole row");
      case Expression.Parameter ignored -> throw new NotProbed("a value in it is not known");
      case Expression.CurrentOf ignored -> throw new NotProbed("it mentions a cursor");
      case Expression.Constant constant -> {
        if (constant.kind() == Expression.Constant.Kind.DEFAULT) {
          throw new NotProbed("it mentions a default");
        }
      }
      case Expression.Operation ignored -> {}
      case Expression.Logical ignored -> {}
      case Expression.Not ignored -> {}
      case Expression.Is ignored -> {}
      case Expression.Between ignored -> {}
      case Expression.Like ignored -> {}
      case Expression.InList ignored -> {}
      case Expression.Case ignored -> {}
      case Expression.Collate ignored -> {}
      case Expression.AtTimeZone ignored -> {}
      case Expression.ArrayConstructor ignored -> {}
      case Expression.RowConstructor ignored -> {}
      case Expression.Subscript ignored -> {}
      case Expression.FieldSelection ignored -> {}
    }
  }

  private void type(TypeName written, List<Replacement> replacements) {
    String replacement = types.replacement(written);
    if (replacement != null) {
      replacements.add(new Replacement(written.span(), Fragment.text(replacement)));
    }
  }

  private void function(QualifiedName name) {
    if (WRITING.contains(name.name())) {
      throw new NotProbed("it takes numbers from a sequence");
    }
    Routine routine = routine(name, types.now());
    if (routine != null) {
      SchemaObject known = types.production().object(routine.id());
      if (!routine.equals(known)) {
        throw new NotProbed("the migrations make the function " + routine.name());
      }
      if (routine.volatility() == 'v' && !routine.language().equals("c")) {
        throw new NotProbed("the function " + routine.name() + " may do anything");
      }
    }
  }

  /// A function of a name that is created in the database, or null when there is none or the server
  /// has one of that name.
  static @Nullable Routine routine(QualifiedName name, Database database) {
    String qualifier = name.qualifier();
    if (qualifier == null && !Builtin.of(database.major()).functions(name.name()).isEmpty()) {
      return null;
    }
    for (Namespace namespace : ProductionTypes.namespaces(database, qualifier)) {
      for (SchemaObject found :
          database.schema().findAll(Schema.Space.ROUTINE, namespace.id(), name.name())) {
        if (found instanceof Routine routine) {
          return routine;
        }
      }
    }
    return null;
  }

  /// Whether an expression may yield another value for each row by itself.
  boolean isVolatile(Expression expression) {
    boolean[] found = new boolean[1];
    ExpressionWalk.visit(
        expression,
        part -> {
          if (part instanceof Expression.FunctionCall call) {
            found[0] |= isVolatile(call.name());
          }
        });
    return found[0];
  }

  private boolean isVolatile(QualifiedName name) {
    Routine routine = routine(name, types.now());
    if (routine != null) {
      return routine.volatility() == 'v';
    }
    List<CatalogFunction> functions = Builtin.of(types.now().major()).functions(name.name());
    return functions.isEmpty()
        || functions.stream().anyMatch(function -> function.volatility() == Volatility.VOLATILE);
  }
}
