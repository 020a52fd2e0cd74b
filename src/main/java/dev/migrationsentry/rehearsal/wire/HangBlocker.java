package dev.migrationsentry.rehearsal.wire;

/// Who holds what another one waits for.
///
/// @param connection the number of its connection, or 0 when it is none of the proxy's
/// @param state what it does, as in `pg_stat_activity.state`: `idle in transaction`, `active`, …
/// @param sql the last statement that it sent, or empty
public record HangBlocker(int connection, String state, String sql) {}
