package dev.migrationsentry.gate;

import dev.migrationsentry.catalog.DatabaseUrl;
import java.time.Duration;
import java.util.OptionalLong;

/// What is wanted of a lock.
///
/// @param url the database
/// @param schema where the ledger is, and where the table of the lock is made if it needs one
/// @param ledger the ledger's name
/// @param key the key to use instead of the derived one
/// @param longestWait how long to wait for another holder; zero for not at all
/// @param takeOver whether a holder that is provably dead is ended
/// @param application how the session names itself, `migration-sentry` at its beginning
public record LockRequest(
    DatabaseUrl url,
    String schema,
    String ledger,
    OptionalLong key,
    Duration longestWait,
    boolean takeOver,
    String application,
    LockTiming timing) {
  /// The beginning of the names of all sessions of this program: only those are ever ended.
  public static final String APPLICATION = "migration-sentry";

  /// @throws IllegalArgumentException when the application is not named as it must be
  public LockRequest {
    if (!application.startsWith(APPLICATION)) {
      throw new IllegalArgumentException("the application has to begin with " + APPLICATION);
    }
  }
}
