package dev.migrationsentry.platform;

import dev.migrationsentry.source.Span;

/// An environment variable that a file sets or asks for.
///
/// @param value its value, empty where the file does not say it
record Variable(String name, String value, Span where) {}
