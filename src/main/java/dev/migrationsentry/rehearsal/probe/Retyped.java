package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.sql.ast.Expression;
import org.jspecify.annotations.Nullable;

/// A column whose type a statement changes.
///
/// @param old the column before
/// @param now the column after
/// @param using the expression of USING, or null
/// @param value what is converted, or null when `unknown` says why it is not known
record Retyped(
    int table,
    Column old,
    Column now,
    @Nullable Expression using,
    @Nullable Fragment value,
    @Nullable NotProbed unknown) {}
