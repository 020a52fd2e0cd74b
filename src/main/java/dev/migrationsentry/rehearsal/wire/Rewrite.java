package dev.migrationsentry.rehearsal.wire;

/// A table or an index whose file was made anew, so that the time it took grows with its rows.
public record Rewrite(Relation relation) {}
