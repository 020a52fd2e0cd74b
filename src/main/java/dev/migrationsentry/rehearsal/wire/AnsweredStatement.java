package dev.migrationsentry.rehearsal.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement that is done, while the status of its message is not known yet.
///
/// @param snapshots what event triggers said while it ran; more may be added before it is told
record AnsweredStatement(
    int connection,
    long number,
    long message,
    WireProtocol protocol,
    StatementText text,
    List<@Nullable String> parameters,
    Instant start,
    Duration duration,
    @Nullable String tag,
    @Nullable ServerMessage error,
    List<ServerMessage> notices,
    List<Snapshot> snapshots) {
  /// Takes the lists over; that of snapshots may grow.
  AnsweredStatement {
    notices = List.copyOf(notices);
    snapshots = new ArrayList<>(snapshots);
  }

  boolean failed() {
    return error != null;
  }

  /// The number at the end of the tag: how many rows.
  long rows() {
    if (tag == null) {
      return -1;
    }
    String last = tag.substring(tag.lastIndexOf(' ') + 1);
    return !last.isEmpty() && last.chars().allMatch(digit -> digit >= '0' && digit <= '9')
        ? Long.parseLong(last)
        : -1;
  }

  /// The tag without numbers: `INSERT`, `CREATE TABLE`; empty for none.
  String command() {
    if (tag == null) {
      return "";
    }
    int end = tag.length();
    while (end > 0 && (Character.isDigit(tag.charAt(end - 1)) || tag.charAt(end - 1) == ' ')) {
      end--;
    }
    return tag.substring(0, end);
  }

  TracedStatement with(TransactionStatus status, Effects effects) {
    return new TracedStatement(
        connection,
        number,
        message,
        protocol,
        text.sql(),
        text.offset(),
        parameters,
        start,
        duration,
        tag,
        rows(),
        error,
        status,
        notices,
        effects);
  }
}
