package dev.migrationsentry.python.ast;

import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// One imported name: `sqlalchemy as sa`, `os.path`, `*`.
///
/// @param name with dots where they are written; `*` for everything
/// @param bound the name after `as`, or null
public record Alias(String name, @Nullable String bound, Span span) implements Node {}
