package dev.migrationsentry.rule;

import dev.migrationsentry.source.Span;

/// Another place that has to do with a finding.
///
/// @param migration the title of the migration it is in
/// @param text what is there, as a clause: `adds column email`
public record Related(String migration, Span where, String text) {}
