package dev.migrationsentry.migration;

/// What of the connection's state does not reach the next migration of the same run, because the
/// runner resets it or opens a new connection. What is not reset leaks: a `SET search_path` of one
/// migration then holds in all later ones.
///
/// @param searchPath whether `search_path` starts anew
/// @param role whether `SET ROLE` and `SET SESSION AUTHORIZATION` end
/// @param settings whether all other settings start anew
/// @param temporaryObjects whether temporary tables and prepared statements are gone
public record ConnectionReset(
    boolean searchPath, boolean role, boolean settings, boolean temporaryObjects) {
  /// One connection for all migrations, and nothing is reset.
  public static final ConnectionReset NOTHING = new ConnectionReset(false, false, false, false);

  /// A new connection, or `DISCARD ALL`, for each migration.
  public static final ConnectionReset EVERYTHING = new ConnectionReset(true, true, true, true);
}
