package dev.migrationsentry.rehearsal.wire;

import java.time.Duration;

/// A statement that the server works on.
///
/// @param number its number
/// @param sql its text
/// @param since for how long
record RunningStatement(long number, String sql, Duration since) {}
