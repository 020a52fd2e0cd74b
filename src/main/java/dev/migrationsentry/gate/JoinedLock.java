package dev.migrationsentry.gate;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.runner.Fence;
import dev.migrationsentry.runner.LockLostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The lock of a gate, for the command that it runs: that works under it instead of waiting for it.
public final class JoinedLock {
  /// The variable in which the gate passes the tickets of its locks.
  public static final String VARIABLE = "MIGRATION_SENTRY_LOCK";

  private static final char SEPARATOR = ';';

  private JoinedLock() {}

  /// The value of the variable.
  public static String tickets(List<DatabaseLock> locks) {
    return String.join(
        String.valueOf(SEPARATOR), locks.stream().map(DatabaseLock::ticket).toList());
  }

  /// The lock that is wanted, if it is among those that were passed.
  ///
  /// @param tickets the value of the variable
  /// @throws LockLostException when it was passed and is not held any more
  /// @throws DatabaseProblem when the database can't be reached or refuses
  public static Optional<Fence> find(LockRequest request, String tickets) {
    LockSession session = LockSession.open(request);
    try (session) {
      LockKey key = DatabaseLock.key(request, session);
      for (String ticket : tickets.split(String.valueOf(SEPARATOR), -1)) {
        Optional<Fence> fence = read(ticket, key, session);
        if (fence.isPresent()) {
          fence.get().check(session.connection());
          return fence;
        }
      }
      return Optional.empty();
    } catch (SQLException e) {
      throw session.problem(e);
    }
  }

  private static Optional<Fence> read(String ticket, LockKey key, LockSession session) {
    String[] words = ticket.split(" ", -1);
    if (words.length != 4 || !words[1].equals(key.toString())) {
      return Optional.empty();
    }
    try {
      long number = Long.parseLong(words[2]);
      return switch (words[0]) {
        case AdvisoryFence.KIND ->
            Optional.of(new AdvisoryFence(key, number, Integer.parseInt(words[3])));
        case LeaseFence.KIND ->
            Optional.of(new LeaseFence(key, new LeaseTable(session, key).name(), number, words[3]));
        default -> Optional.empty();
      };
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
