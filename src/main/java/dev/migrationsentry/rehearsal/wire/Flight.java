package dev.migrationsentry.rehearsal.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message of the client that the server has yet to answer.
final class Flight {
  /// What the client asked for.
  enum Request {
    QUERY,
    FUNCTION_CALL,
    PARSE,
    BIND,
    DESCRIBE,
    EXECUTE,
    CLOSE,
    SYNC;

    /// Whether the server ends it with ReadyForQuery.
    boolean endsWithReady() {
      return this == QUERY || this == FUNCTION_CALL || this == SYNC;
    }
  }

  final Request request;
  final String text;
  final List<@Nullable String> values;
  final long message;

  long startNanos;

  /// How many statements of it are done.
  int done;

  List<ServerMessage> notices = new ArrayList<>();
  List<Snapshot> snapshots = new ArrayList<>();
  private @Nullable List<StatementText> parts;

  Flight(Request request, BoundStatement statement, long message) {
    this.request = request;
    this.text = statement.sql();
    this.values = statement.values();
    this.message = message;
  }

  /// The statements of its text.
  List<StatementText> parts() {
    List<StatementText> known = parts;
    if (known == null) {
      known = request == Request.QUERY ? StatementText.split(text) : StatementText.whole(text);
      parts = known;
    }
    return known;
  }

  /// The statement that runs now; the whole text where the server counts more of them than the
  /// reader does.
  StatementText part() {
    List<StatementText> all = parts();
    return done < all.size() ? all.get(done) : new StatementText(text, 0, false);
  }

  WireProtocol protocol() {
    return switch (request) {
      case QUERY -> WireProtocol.SIMPLE;
      case FUNCTION_CALL -> WireProtocol.FUNCTION_CALL;
      case PARSE, BIND, DESCRIBE, EXECUTE, CLOSE, SYNC -> WireProtocol.EXTENDED;
    };
  }
}
