package dev.migrationsentry.migration;

/// A file beside the migrations that is not one of them.
///
/// @param path relative to the checked folder, with forward slashes
/// @param why a sentence part that follows the path: `has no version in its name`
public record Ignored(String path, String why) {}
