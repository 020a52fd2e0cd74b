package dev.migrationsentry.migration;

import dev.migrationsentry.source.Span;

/// A place where one revision names another one.
///
/// @param to what is written there: an id, in `depends_on` also a branch label
/// @param where the place
public record Link(String to, Span where) {}
