package dev.migrationsentry.migration;

import dev.migrationsentry.source.Span;

/// A value that decides on a place in the graph and that only a run of the file would show.
///
/// @param name the variable: `down_revision`
/// @param where the place where it gets its value
/// @param why why it is not known, as a clause: `it is the result of a call`
public record Unresolved(String name, Span where, String why) {}
