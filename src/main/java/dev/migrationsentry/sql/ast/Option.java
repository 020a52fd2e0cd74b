package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// A `name = value` in a list of options: storage parameters, function options, role options, COPY
/// options, ….
///
/// @param name the option's name in lower case, with its qualifier if one was written
///   (`toast.autovacuum_enabled`)
/// @param value the value as written without quotes, or null when only the name was given
public record Option(String name, @Nullable String value, Span span) implements Node {}
