package dev.migrationsentry.rehearsal.wire;

/// An index that the run made on a table that was there before.
///
/// @param index its name as `schema.name`
/// @param table its table
public record IndexBuild(String index, Relation table) {}
