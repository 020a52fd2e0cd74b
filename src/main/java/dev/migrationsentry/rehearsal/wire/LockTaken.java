package dev.migrationsentry.rehearsal.wire;

import dev.migrationsentry.lock.LockMode;

/// A lock that a statement took.
///
/// @param relation what it locked
/// @param mode how
/// @param evidence how it is known
public record LockTaken(Relation relation, LockMode mode, LockEvidence evidence) {}
