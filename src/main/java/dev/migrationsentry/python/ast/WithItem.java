package dev.migrationsentry.python.ast;

import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// One `context as target` of a `with`.
///
/// @param target what stands after `as`, or null
public record WithItem(Expression context, @Nullable Expression target, Span span)
    implements Node {}
