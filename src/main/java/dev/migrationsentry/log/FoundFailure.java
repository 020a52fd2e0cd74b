package dev.migrationsentry.log;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A failure while the lines that tell of it are still being read.
final class FoundFailure {
  private static final int LONGEST_STATEMENT = 4000;
  private static final int LONGEST_TEXT = 600;

  @Nullable String sqlState;
  boolean statePrinted;
  @Nullable String signal;
  String tool = "";
  String message = "";
  final Map<String, String> names = new LinkedHashMap<>();
  @Nullable String detail;
  @Nullable String hint;
  @Nullable String context;
  @Nullable Integer position;
  @Nullable String migration;
  @Nullable Integer scriptLine;
  final StringBuilder statement = new StringBuilder();
  boolean blocked;
  boolean quoted;
  long line;
  long lastLine;
  String process = "";
  int times = 1;

  /// Takes over what another telling of the same failure knows.
  void merge(FoundFailure other) {
    times++;
    lastLine = other.line;
    quoted &= other.quoted;
    if (sqlState == null || (!statePrinted && other.statePrinted)) {
      sqlState = other.sqlState == null ? sqlState : other.sqlState;
      statePrinted |= other.statePrinted;
    }
    signal = signal == null ? other.signal : signal;
    tool = tool.isEmpty() ? other.tool : tool;
    other.names.forEach(names::putIfAbsent);
    detail = detail == null ? other.detail : detail;
    hint = hint == null ? other.hint : hint;
    context = context == null ? other.context : context;
    position = position == null ? other.position : position;
    migration = migration == null ? other.migration : migration;
    scriptLine = scriptLine == null ? other.scriptLine : scriptLine;
    if (statement.isEmpty()) {
      statement.append(other.statement);
    }
  }

  void addStatement(String text) {
    if (statement.length() < LONGEST_STATEMENT) {
      if (!statement.isEmpty()) {
        statement.append('\n');
      }
      statement.append(text, 0, Math.min(text.length(), LONGEST_STATEMENT));
    }
  }

  Failure done(boolean afterFailure) {
    FollowUp followUp = FollowUp.NONE;
    if ("25P02".equals(sqlState)) {
      followUp = FollowUp.ABORTED_TRANSACTION;
    } else if (blocked) {
      followUp = "failed-before".equals(signal) ? FollowUp.FAILED_BEFORE : FollowUp.LOCK_HELD;
    } else if (afterFailure) {
      followUp = FollowUp.AFTER_FAILURE;
    }
    String ran = Ledgers.migrationIn(statement.toString());
    names.replaceAll((name, value) -> Secrets.redacted(value));
    return new Failure(
        sqlState,
        statePrinted,
        signal,
        tool,
        shown(message),
        names,
        detail == null ? null : shown(detail),
        hint == null ? null : shown(hint),
        context == null ? null : shown(context),
        position,
        migration == null ? ran : Secrets.redacted(migration),
        scriptLine,
        statement.isEmpty() ? null : Secrets.redacted(statement.toString()),
        followUp,
        quoted,
        line,
        process,
        times);
  }

  private static String shown(String text) {
    String redacted = Secrets.redacted(text);
    return redacted.length() > LONGEST_TEXT ? redacted.substring(0, LONGEST_TEXT) + " …" : redacted;
  }
}
