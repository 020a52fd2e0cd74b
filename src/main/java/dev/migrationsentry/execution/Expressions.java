package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogFunction;
import dev.migrationsentry.resolution.Resolved;
import dev.migrationsentry.resolution.Resolver;
import dev.migrationsentry.resolution.Scope;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What statements about objects ask of the expressions in them.
final class Expressions {
  private final Draft draft;

  Expressions(Draft draft) {
    this.draft = draft;
  }

  /// What is known of an expression.
  ///
  /// @param type its type, or [DataType.Undecided]
  /// @param references what it refers to, without built-in objects
  /// @param repeatability whether it yields the same at all times
  record Analysis(
      DataType type, List<Resolved.Reference> references, Resolved.Repeatability repeatability) {
    Analysis {
      references = List.copyOf(references);
    }

    /// The numbers of the columns of a relation that it mentions.
    List<Integer> columnsOf(int relation) {
      return references.stream()
          .filter(reference -> reference.object() == relation && reference.column() != 0)
          .map(Resolved.Reference::column)
          .distinct()
          .toList();
    }
  }

  /// Analyses an expression over the columns of one relation, or of none.
  ///
  /// @throws Refusal for what the server refuses in it
  Analysis analyse(Expression expression, ExpressionPlace place, @Nullable Relation relation) {
    return analyse(
        expression,
        place,
        relation,
        relation == null || !place.columns()
            ? Scope.empty()
            : Resolver.row(relation, draft.now(), null));
  }

  /// Analyses an expression.
  ///
  /// @param relation the relation whose columns it can name without qualifier, or null
  /// @param scope all names that it can use
  Analysis analyse(
      Expression expression, ExpressionPlace place, @Nullable Relation relation, Scope scope) {
    ExpressionWalk.visit(expression, part -> checkPart(part, place));
    List<Resolved.Reference> references = new ArrayList<>();
    DataType type = new DataType.Undecided();
    Resolved.Repeatability repeatability = Resolved.Repeatability.PERHAPS;
    switch (Resolver.expression(expression, draft.now(), scope)) {
      case Resolved.Meaning meaning -> {
        references.addAll(meaning.references());
        type = meaning.type();
        repeatability = meaning.repeatability();
      }
      case Resolved.Refused refused -> throw Refusal.of(refused.error());
      case Resolved.Undecided undecided -> {
        draft.doubt(undecided.why());
        columns(expression, relation, references);
      }
    }
    ExpressionWalk.visit(expression, part -> sequence(part, references));
    place.checkType(draft, type, expression.span());
    return new Analysis(type, references, repeatability);
  }

  /// Refuses what does not yield the same at all times where that is needed.
  void checkImmutable(Analysis analysis, ExpressionPlace place, Span at) {
    String message =
        place == ExpressionPlace.GENERATED
            ? "generation expression is not immutable"
            : "functions in " + place.singular() + " must be marked IMMUTABLE";
    switch (analysis.repeatability()) {
      case ALWAYS -> {}
      case PERHAPS -> draft.doubt("whether all functions are immutable is not decided");
      case NEVER -> throw Refusal.of("42P17", message, at);
    }
  }

  private void checkPart(Expression part, ExpressionPlace place) {
    switch (part) {
      case Expression.ColumnReference column when !place.columns() ->
          throw Refusal.of(
              "0A000", "cannot use column reference in " + place.singular(), column.span());
      case Expression.Subquery query when !place.queries() -> throw query(place, query);
      case Expression.InQuery query when !place.queries() -> throw query(place, query);
      case Expression.Quantified quantified when quantified.query() != null && !place.queries() ->
          throw query(place, quantified);
      case Expression.FunctionCall call -> checkCall(call, place);
      default -> {}
    }
  }

  private static Refusal query(ExpressionPlace place, Expression query) {
    return Refusal.of("0A000", "cannot use subquery in " + place.singular(), query.span());
  }

  private void checkCall(Expression.FunctionCall call, ExpressionPlace place) {
    if (call.over() != null) {
      throw Refusal.of(
          "42P20", "window functions are not allowed in " + place.plural(), call.span());
    }
    String qualifier = call.name().qualifier();
    if (qualifier != null && !qualifier.equals(Names.CATALOG)) {
      return;
    }
    List<CatalogFunction> functions = Builtin.of(draft.major()).functions(call.name().name());
    if (functions.isEmpty()) {
      return;
    }
    if (functions.stream().allMatch(function -> function.kind().isAggregate())) {
      throw Refusal.of(
          "42803", "aggregate functions are not allowed in " + place.plural(), call.span());
    }
    if (functions.stream().allMatch(CatalogFunction::returnsSet)) {
      throw Refusal.of(
          "0A000", "set-returning functions are not allowed in " + place.plural(), call.span());
    }
  }

  /// The columns that an expression names, where its meaning is not known otherwise.
  private static void columns(
      Expression expression, @Nullable Relation relation, List<Resolved.Reference> references) {
    if (relation == null) {
      return;
    }
    for (Expression.ColumnReference reference : ExpressionWalk.columns(expression)) {
      Column column = relation.column(reference.parts().getLast().stored());
      if (column != null) {
        references.add(new Resolved.Reference(relation.id(), column.number()));
      }
    }
  }

  /// The sequence in `nextval('s')`, or the relation in `'r'::regclass`.
  private void sequence(Expression part, List<Resolved.Reference> references) {
    Expression.Constant constant =
        switch (part) {
          case Expression.FunctionCall call
              when call.name().name().equals("nextval") && !call.arguments().isEmpty() ->
              string(call.arguments().getFirst().value());
          case Expression.Cast cast
              when cast.type().name().name().equals("regclass") && cast.type().dimensions() == 0 ->
              string(cast.operand());
          default -> null;
        };
    List<String> parts = constant == null ? null : QuotedNames.parts(constant.value());
    if (constant == null || parts == null || parts.size() > 2) {
      return;
    }
    String qualifier = parts.size() == 2 ? parts.getFirst() : null;
    if (draft.names().find(Schema.Space.RELATION, qualifier, parts.getLast())
        instanceof Relation relation) {
      references.add(new Resolved.Reference(relation.id(), 0));
      return;
    }
    QualifiedName name =
        new QualifiedName(
            parts.stream().map(text -> new Name(text, constant.span())).toList(), constant.span());
    if (!SystemCatalog.isRelation(draft, name)) {
      throw Refusal.of("42P01", "relation \"" + name + "\" does not exist", constant.span())
          .about(ObjectKind.SEQUENCE, name);
    }
  }

  private static Expression.@Nullable Constant string(Expression expression) {
    return switch (expression) {
      case Expression.Constant constant when constant.kind() == Expression.Constant.Kind.STRING ->
          constant;
      case Expression.Cast cast when cast.type().name().name().equals("regclass") ->
          string(cast.operand());
      default -> null;
    };
  }

  /// Records that an object, or a column of it, depends on what an expression refers to.
  void depend(Analysis analysis, int dependent, int dependentColumn, Dependency.Kind kind) {
    for (Resolved.Reference reference : analysis.references()) {
      if (reference.object() != dependent || dependentColumn != 0) {
        draft.depend(
            new Dependency(
                dependent, dependentColumn, reference.object(), reference.column(), kind));
      }
    }
  }
}
