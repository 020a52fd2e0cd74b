package dev.migrationsentry.migration;

import dev.migrationsentry.source.Span;

/// A file among the revisions that is no usable revision, so that the runner stops before it
/// applies anything.
///
/// @param title the name of the file
/// @param where the place of the fault
/// @param seen what is wrong, as a sentence
/// @param effect how the runner ends, as a sentence
/// @param safer what to do, as a sentence
public record BrokenRevision(String title, Span where, String seen, String effect, String safer) {}
