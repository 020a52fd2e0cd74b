package dev.migrationsentry.rehearsal.wire;

/// Something could not be recorded, though the run went on.
///
/// @param connection the connection that it concerns, or 0 for all
/// @param reason a sentence for people
public record TraceGap(int connection, String reason) implements TraceEvent {}
