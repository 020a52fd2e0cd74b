package dev.migrationsentry.builtin;

import org.jspecify.annotations.Nullable;

/// An operator with one signature (`pg_operator`).
///
/// @param schema the schema that it lives in
/// @param symbol the operator's name, as `->>`
/// @param left key of the left operand's type, null for a prefix operator
/// @param right key of the right operand's type
/// @param result key of the result's type
/// @param volatility that of its function
public record CatalogOperator(
    String schema,
    String symbol,
    @Nullable String left,
    String right,
    String result,
    Volatility volatility) {}
