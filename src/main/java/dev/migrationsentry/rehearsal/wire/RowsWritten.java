package dev.migrationsentry.rehearsal.wire;

/// Rows that a statement changed.
///
/// @param relation the table
/// @param inserted new rows
/// @param updated changed rows
/// @param deleted removed rows
public record RowsWritten(Relation relation, long inserted, long updated, long deleted) {}
