package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.source.Span;

/// A requirement on rows about which production can't be asked.
///
/// @param migration the title of the migration that makes it
/// @param at the statement that makes it
/// @param requirement a sentence part for people
/// @param why the reason, as a clause
public record Unprobed(String migration, Span at, String requirement, String why) {}
