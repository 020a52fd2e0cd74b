package dev.migrationsentry.rehearsal.wire;

import java.time.Duration;

/// A lock that a transaction held until it ended.
///
/// @param lock the lock
/// @param statement the number of the statement that took it
/// @param held from the start of that statement to the end of the transaction
public record HeldLock(LockTaken lock, long statement, Duration held) {}
