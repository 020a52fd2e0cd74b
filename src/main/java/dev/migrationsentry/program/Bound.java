package dev.migrationsentry.program;

/// A method of a value that was looked up and not called yet: `items.append`.
record Bound(Value of, String name) implements Value.Defined {}
