package dev.migrationsentry.rehearsal.wire;

/// A table was read from end to end, so that the time it took grows with its rows.
///
/// @param relation the table
/// @param times how often
/// @param rows how many rows were read in all
public record FullScan(Relation relation, long times, long rows) {}
