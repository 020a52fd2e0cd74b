package dev.migrationsentry.rehearsal.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement that a client sent, with the server's answer.
///
/// Several statements that came as one text are several of these with one `message`.
///
/// @param connection the number of the connection
/// @param number rises with the statements of all connections, in the order in which the server
///   began with them
/// @param message the same for all statements that came as one text
/// @param protocol how it was sent
/// @param sql its text, without those of its neighbours in the same message
/// @param offset how many characters of the message stand before it; an error's position counts
///   from the start of the message
/// @param parameters the values of `$1` and so on as text; null for NULL and for very long ones
/// @param start when the server began with it
/// @param duration until it was answered; where a client sends several before it waits, the server
///   answers them all at once, and the first one has all the time
/// @param tag the server's command tag such as `UPDATE 3`; null for one that failed or was empty
/// @param rows the number of rows in the tag, or -1
/// @param error why it failed, or null
/// @param status where the connection stood when the message was done
/// @param notices what the server remarked
/// @param effects what it did to tables; empty when it was not traced
public record TracedStatement(
    int connection,
    long number,
    long message,
    WireProtocol protocol,
    String sql,
    int offset,
    List<@Nullable String> parameters,
    Instant start,
    Duration duration,
    @Nullable String tag,
    long rows,
    @Nullable ServerMessage error,
    TransactionStatus status,
    List<ServerMessage> notices,
    Effects effects)
    implements TraceEvent {
  /// Copies the lists.
  public TracedStatement {
    parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
    notices = List.copyOf(notices);
  }

  /// Whether the server refused it.
  public boolean failed() {
    return error != null;
  }

  /// The place of the error in `sql`, in characters from 1; 0 when there is none or when the server
  /// names no place in this text.
  public int errorPosition() {
    if (error == null || error.position() <= offset) {
      return 0;
    }
    int position = error.position() - offset;
    return position <= sql.codePointCount(0, sql.length()) + 1 ? position : 0;
  }
}
