package dev.migrationsentry.execution;

import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// Where an expression stands: what it may contain, and what the server calls the place
/// (`ParseExprKind`).
enum ExpressionPlace {
  DEFAULT("DEFAULT expressions", false, null),
  CHECK("check constraints", true, "CHECK"),
  GENERATED("column generation expressions", true, null),
  INDEX("index expressions", true, null),
  INDEX_PREDICATE("index predicates", true, "WHERE"),
  PARTITION_KEY("partition key expressions", true, null),
  USING("transform expressions", true, null),
  TRIGGER_WHEN("trigger WHEN conditions", true, "WHEN"),
  STATISTICS("statistics expressions", true, null),
  POLICY("policy expressions", true, "POLICY");

  private final String plural;
  private final boolean columns;
  private final @Nullable String clause;

  ExpressionPlace(String plural, boolean columns, @Nullable String clause) {
    this.plural = plural;
    this.columns = columns;
    this.clause = clause;
  }

  /// As messages name several of them: `index expressions`.
  String plural() {
    return plural;
  }

  /// As messages name one of them: `index expression`.
  String singular() {
    return plural.substring(0, plural.length() - 1);
  }

  /// Whether it may name columns.
  boolean columns() {
    return columns;
  }

  /// Whether it may contain queries.
  boolean queries() {
    return this == POLICY;
  }

  /// Refuses a condition that is no condition.
  void checkType(Draft draft, DataType type, Span at) {
    if (clause == null
        || type instanceof DataType.Undecided
        || type.equals(DataType.unknownLiteral())) {
      return;
    }
    if (!new OperatorClasses(draft).base(type).equals(DataType.builtin("bool"))) {
      throw Refusal.of(
          "42804",
          "argument of "
              + clause
              + " must be type boolean, not type "
              + new Descriptions(draft).type(type),
          at);
    }
  }
}
