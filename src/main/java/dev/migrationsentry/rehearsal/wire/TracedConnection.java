package dev.migrationsentry.rehearsal.wire;

/// A client has logged in.
///
/// @param connection its number, from 1
/// @param database the database that it named
/// @param user the role that it named
/// @param application what it calls itself, or empty
public record TracedConnection(int connection, String database, String user, String application)
    implements TraceEvent {}
