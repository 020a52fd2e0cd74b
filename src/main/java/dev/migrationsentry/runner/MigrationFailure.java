package dev.migrationsentry.runner;

import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// Why a migration did not come to its end, and where.
///
/// @param place where the server points to, else the statement; the start of the file where it is
///   none of its statements
/// @param statement the statement that failed, or null when it is none of the file's
/// @param error what the server said, or null when this program stopped by itself
/// @param sentence what happened, as a sentence
public record MigrationFailure(
    Span place, @Nullable Span statement, @Nullable ServerError error, String sentence) {}
