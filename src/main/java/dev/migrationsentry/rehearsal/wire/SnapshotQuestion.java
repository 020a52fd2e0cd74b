package dev.migrationsentry.rehearsal.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks the server for a snapshot between two messages of a client.
///
/// It is asked with a named statement and a named portal, because the unnamed ones may be the
/// client's, and only where it cannot change what the client sees.
final class SnapshotQuestion {
  private static final String NAME = "__ms_question";

  private final WireInput in;
  private final WireOutput out;
  private final WireOutput client;

  /// @param in what the server says
  /// @param out what it is told
  /// @param client who gets what the server says about other things meanwhile
  SnapshotQuestion(WireInput in, WireOutput out, WireOutput client) {
    this.in = in;
    this.out = out;
    this.client = client;
  }

  /// Whether locks or counters may have changed without a word by the statements of a message.
  ///
  /// Never after the start of a transaction: `SET TRANSACTION` has to come before any query.
  static boolean isWorthwhile(List<AnsweredStatement> answered, TransactionStatus status) {
    boolean block = status == TransactionStatus.OPEN;
    if (!block && status != TransactionStatus.IDLE) {
      return false;
    }
    boolean worthwhile = false;
    for (AnsweredStatement statement : answered) {
      worthwhile =
          switch (statement.command()) {
            case "INSERT", "UPDATE", "DELETE", "MERGE", "COPY", "DO", "CALL" -> true;
            case "SELECT" -> worthwhile || (block && statement.rows() > 0);
            case "TRUNCATE TABLE", "LOCK TABLE", "REINDEX", "CLUSTER", "ANALYZE" ->
                worthwhile || block;
            default -> worthwhile;
          };
      if (statement.failed()) {
        return false;
      }
      worthwhile &= statement.snapshots().isEmpty();
    }
    return worthwhile;
  }

  /// Asks, and waits for the answer.
  ///
  /// @return null when the server refused
  @Nullable Snapshot ask() throws IOException {
    byte[] name = (NAME + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] sql = (TraceObjects.QUESTION + "\0").getBytes(StandardCharsets.US_ASCII);
    out.writeMessage('P', name, sql, new byte[2]);
    out.writeMessage('B', name, name, new byte[6]);
    out.writeMessage('E', name, new byte[4]);
    out.writeMessage('C', new byte[] {'P'}, name);
    out.writeMessage('C', new byte[] {'S'}, name);
    out.writeMessage('S');
    out.flush();
    Snapshot snapshot = new Snapshot(List.of());
    boolean refused = false;
    while (true) {
      int type = in.read();
      if (type < 0) {
        throw new EOFException();
      }
      byte[] body = in.readExactly(in.readInt() - 4);
      switch (type) {
        case 'D' -> snapshot = read(body);
        case 'E' -> refused = true;
        case 'A', 'S', 'N' -> client.writeMessage(type, body);
        case 'Z' -> {
          return refused ? null : snapshot;
        }
        default -> {
          // Parsed, bound, closed.
        }
      }
    }
  }

  /// One column: two bytes for the number of columns, four for the length, -1 for null.
  private static Snapshot read(byte[] row) {
    return row.length <= 6
        ? new Snapshot(List.of())
        : Snapshot.of(new String(row, 6, row.length - 6, StandardCharsets.US_ASCII));
  }
}
