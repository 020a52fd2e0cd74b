package dev.migrationsentry.rehearsal.rows;

/// A table that was to get rows.
///
/// @param table its name, qualified and quoted
/// @param wanted how many rows it was to get
/// @param added how many it got
/// @param why the reason when these are fewer, else the empty text
public record FilledTable(String table, int wanted, int added, String why) {}
