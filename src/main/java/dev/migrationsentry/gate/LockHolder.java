package dev.migrationsentry.gate;

import java.time.Duration;

/// Who stands in the way of a lock.
///
/// @param pid its process: that of the server for a session, its own for a lease
/// @param since when it took the lock or connected, as text in UTC; empty where that is hidden
/// @param application how it names itself
/// @param place where it runs: the address of the client, or the host for a lease
/// @param silence how long it gave no sign of life, by the server's clock
/// @param life what is known of it
/// @param writer whether it holds no lock any more, and only is not done yet
public record LockHolder(
    int pid,
    String since,
    String application,
    String place,
    Duration silence,
    Life life,
    boolean writer) {
  /// What the server knows of a holder.
  public enum Life {
    /// It gave a sign within its limit, or is executing a statement.
    ALIVE,
    /// It belongs to this program, does nothing, and gave no sign for longer than its limit.
    DEAD,
    /// It is no session of this program, so that nothing is known of its signs of life.
    FOREIGN,
    /// The role may not see what it does.
    HIDDEN
  }

  /// All that is known, in one line.
  public String describe() {
    StringBuilder text = new StringBuilder("pid ").append(pid);
    if (!since.isEmpty()) {
      text.append(", since ").append(since);
    }
    text.append(", application ").append(application.isEmpty() ? "without a name" : application);
    text.append(", ").append(place);
    if (writer) {
      text.append(", which holds the lock no more but is still writing");
    }
    return text.toString();
  }

  /// Why `--take-over` does or does not end it, and what to do.
  String advice() {
    return switch (life) {
      case ALIVE ->
          "Its last sign of life is "
              + silence.toSeconds()
              + " s old, so that it is not taken over; wait for it, or end it where it runs";
      case DEAD -> "It gave no sign of life for " + silence.toSeconds() + " s; --take-over ends it";
      case FOREIGN ->
          "It is no session of this program and never taken over; end it yourself, or give another key with --lock-key";
      case HIDDEN ->
          "Whether it is alive can't be seen by this role, so that it is not taken over; pg_read_all_stats would show it";
    };
  }
}
