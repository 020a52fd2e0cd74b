package dev.migrationsentry.python.ast;

import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// A keyword argument of a call or of a class: `name=value`, or `**value`.
///
/// @param name null for `**value`
public record Keyword(@Nullable String name, Expression value, Span span) implements Node {}
