package dev.migrationsentry.migration;

import java.util.ArrayList;
import java.util.List;

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

  /// The statements that reset it. Where all settings start anew and the search path does not, the
  /// search path is to be set again afterwards.
  public List<String> statements() {
    List<String> statements = new ArrayList<>();
    if (temporaryObjects) {
      statements.add("discard temporary");
      statements.add("deallocate all");
    }
    if (role) {
      statements.add("reset session authorization");
      statements.add("reset role");
    }
    if (settings) {
      statements.add("reset all");
    }
    if (searchPath) {
      statements.add("reset search_path");
    }
    return statements;
  }

  /// Whether the search path of before is to be set again after [#statements()].
  public boolean losesSearchPath() {
    return settings && !searchPath;
  }
}
