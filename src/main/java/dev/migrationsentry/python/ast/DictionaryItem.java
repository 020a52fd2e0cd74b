package dev.migrationsentry.python.ast;

import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// An entry of a dictionary display: `key: value`, or `**value`.
///
/// @param key null for `**value`
public record DictionaryItem(@Nullable Expression key, Expression value, Span span)
    implements Node {}
