package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Sequence;
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

  /// Where an expression stands: what it may contain, and what the server calls the place.
  enum Place {
    DEFAULT("DEFAULT expressions", "DEFAULT expression", false),
    CHECK("check constraints", "check constraint", true),
    DOMAIN_CHECK("check constraints", "check constraint", true),
    GENERATED("column generation expressions", "column generation expression", true),
    INDEX("index expressions", "index expression", true),
    INDEX_PREDICATE("index predicates", "index predicate", true),
    PARTITION_KEY("partition key expressions", "partition key expression", true),
    USING("transform expressions", "transform expression", true),
    TRIGGER_WHEN("trigger WHEN conditions", "trigger WHEN condition", true),
    STATISTICS("statistics expressions", "statistics expression", true),
    POLICY("policy expressions", "policy expression", true);

    private final String plural;
    private final String singular;
    private final boolean columns;

    Place(String plural, String singular, boolean columns) {
      this.plural = plural;
      this.singular = singular;
      this.columns = columns;
    }

    boolean allowsQueries() {
      return this == POLICY;
    }

    /// As messages name several of them: `index expressions`.
    String plural() {
      return plural;
    }
  }

  /// What an expression refers to.
  ///
  /// @param column the column's number, or 0 for the object as a whole
  record Reference(int object, int column) {}

  /// What is known of an expression.
  ///
  /// @param type its type, or [DataType.Undecided]
  /// @param references what it refers to, without built-in objects
  record Analysis(DataType type, List<Reference> references) {
    Analysis {
      references = List.copyOf(references);
    }

    /// The numbers of the columns of a relation that it mentions.
    List<Integer> columnsOf(int relation) {
      return references.stream()
          .filter(reference -> reference.object() == relation && reference.column() != 0)
          .map(Reference::column)
          .distinct()
          .toList();
    }
  }

  /// Analyses an expression over the columns of one relation, or of none.
  ///
  /// @throws Refusal for what the server refuses in it
  Analysis analyse(Expression expression, Place place, @Nullable Relation relation) {
    List<Reference> references = new ArrayList<>();
    ExpressionWalk.visit(expression, part -> part(part, place, relation, references));
    return new Analysis(new DataType.Undecided(), references);
  }

  private void part(
      Expression part, Place place, @Nullable Relation relation, List<Reference> references) {
    switch (part) {
      case Expression.ColumnReference column -> column(column, place, relation, references);
      case Expression.Subquery query when !place.allowsQueries() -> throw query(place, query);
      case Expression.InQuery query when !place.allowsQueries() -> throw query(place, query);
      case Expression.FunctionCall call -> sequence(call, references);
      default -> {}
    }
  }

  private static Refusal query(Place place, Expression query) {
    return Refusal.of("0A000", "cannot use subquery in " + place.singular, query.span());
  }

  private void column(
      Expression.ColumnReference reference,
      Place place,
      @Nullable Relation relation,
      List<Reference> references) {
    if (!place.columns) {
      throw Refusal.of(
          "0A000", "cannot use column reference in " + place.singular, reference.span());
    }
    Name name = reference.parts().getLast();
    if (relation == null || reference.parts().size() > 1) {
      return;
    }
    Column column = relation.column(name.stored());
    if (column != null) {
      references.add(new Reference(relation.id(), column.number()));
    } else if (!SystemColumns.contains(name.stored()) && !name.stored().equals(relation.name())) {
      throw Refusal.of("42703", "column \"" + name.stored() + "\" does not exist", reference.span())
          .about(
              ObjectKind.COLUMN,
              name.stored(),
              null,
              List.of(Descriptions.qualified(draft.schema(), relation)));
    }
  }

  /// The sequence in `nextval('s')`.
  private void sequence(Expression.FunctionCall call, List<Reference> references) {
    if (call.arguments().isEmpty() || !call.name().name().equals("nextval")) {
      return;
    }
    Expression argument = call.arguments().getFirst().value();
    if (argument instanceof Expression.Cast cast) {
      argument = cast.operand();
    }
    if (argument instanceof Expression.Constant constant
        && constant.kind() == Expression.Constant.Kind.STRING) {
      List<String> parts = QuotedNames.parts(constant.value());
      if (parts != null && parts.size() <= 2) {
        String qualifier = parts.size() == 2 ? parts.getFirst() : null;
        if (draft.names().find(Schema.Space.RELATION, qualifier, parts.getLast())
            instanceof Sequence sequence) {
          references.add(new Reference(sequence.id(), 0));
        } else {
          throw Refusal.of(
                  "42P01",
                  "relation \"" + String.join(".", parts) + "\" does not exist",
                  constant.span())
              .about(
                  ObjectKind.SEQUENCE,
                  new QualifiedName(
                      parts.stream().map(part -> new Name(part, constant.span())).toList(),
                      constant.span()));
        }
      }
    }
  }

  /// Records that an object, or a column of it, depends on what an expression refers to.
  void depend(Analysis analysis, int dependent, int dependentColumn, Dependency.Kind kind) {
    for (Reference reference : analysis.references()) {
      if (reference.object() != dependent || dependentColumn != 0) {
        draft.depend(
            new Dependency(
                dependent, dependentColumn, reference.object(), reference.column(), kind));
      }
    }
  }
}
