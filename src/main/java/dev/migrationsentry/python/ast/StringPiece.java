package dev.migrationsentry.python.ast;

import dev.migrationsentry.source.Span;

/// A run of characters of a string, and where in the file they stand.
///
/// Either the text is exactly what stands in the range, or the range is one escape (`\n`, `\x41`,
/// `{{`, a line end of two characters) and the text is what it stands for; an escaped line end
/// stands for nothing and makes no piece.
///
/// @param text the characters as Python sees them
/// @param span the range they were read from, without quotes
public record StringPiece(String text, Span span) implements Node {}
