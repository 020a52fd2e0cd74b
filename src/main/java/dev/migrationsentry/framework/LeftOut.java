package dev.migrationsentry.framework;

/// A history or folder that was recognised and is not checked.
///
/// @param path relative to the checked folder
/// @param why a sentence part that follows the path: `is for MySQL`
public record LeftOut(String path, String why) {}
