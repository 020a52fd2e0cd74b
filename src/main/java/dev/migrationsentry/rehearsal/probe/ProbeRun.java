package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.sql.Identifiers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Asks production, in one transaction that only reads, and in a limited time. The cheapest
/// questions come first; none gets more than half of the time that is left when it starts, so that
/// one slow question does not cost all others their answers.
public final class ProbeRun {
  private static final long SHORTEST = 50;

  private final Duration budget;

  /// @param budget how long all questions together may take
  public ProbeRun(Duration budget) {
    this.budget = budget;
  }

  /// Asks each probe of a plan, in its order.
  ///
  /// @return one answer for each probe
  /// @throws dev.migrationsentry.catalog.DatabaseProblem when the database can't be reached
  public List<ProbeAnswer> ask(LiveDatabase database, ProbePlan plan) {
    if (plan.probes().isEmpty()) {
      return List.of();
    }
    return database.read(connection -> ask(connection, plan.probes()));
  }

  private List<ProbeAnswer> ask(Connection connection, List<Probe> probes) throws SQLException {
    long end = System.nanoTime() + budget.toNanos();
    execute(connection, "set local row_security = off");
    List<ProbeAnswer> answers = new ArrayList<>();
    String lost = null;
    for (int i = 0; i < probes.size(); i++) {
      Probe probe = probes.get(i);
      long left = (end - System.nanoTime()) / 1_000_000;
      if (lost != null) {
        answers.add(unknown(probe, Duration.ZERO, null, lost));
      } else if (left < SHORTEST) {
        answers.add(unknown(probe, Duration.ZERO, null, "the time budget was used up before"));
      } else {
        long limit = i == probes.size() - 1 ? left : Math.max(SHORTEST, left / 2);
        ProbeAnswer answer = ask(connection, probe, limit, end);
        answers.add(answer);
        if (isLost(answer.sqlState())) {
          lost = "the connection was lost before";
        }
      }
    }
    return answers.stream().map(answer -> withoutConsequences(answer, answers)).toList();
  }

  /// A question about converted values ends with an error where one can't be converted: that is the
  /// answer to another probe, and none to this one.
  private static ProbeAnswer withoutConsequences(ProbeAnswer answer, List<ProbeAnswer> all) {
    String state = answer.sqlState();
    boolean error = answer.verdict() == Verdict.YES && state != null;
    if (!error || answer.probe().kind() == ProbeKind.NOT_CASTABLE) {
      return answer;
    }
    for (ProbeAnswer other : all) {
      ProbeKind kind = other.probe().kind();
      if (other.verdict() == Verdict.YES
          && (kind == ProbeKind.NOT_CASTABLE || kind == ProbeKind.MISSING_LABEL)
          && other.probe().table().equals(answer.probe().table())) {
        return unknown(
            answer.probe(),
            answer.time(),
            state,
            "can't be told while other values of the table can't be converted");
      }
    }
    return answer;
  }

  private static boolean isLost(@Nullable String sqlState) {
    return sqlState != null && (sqlState.startsWith("08") || sqlState.startsWith("57P"));
  }

  private ProbeAnswer ask(Connection connection, Probe probe, long limit, long end) {
    long start = System.nanoTime();
    try {
      Savepoint savepoint = connection.setSavepoint();
      try {
        execute(connection, "set local search_path = " + searchPath(probe));
        execute(connection, "set local statement_timeout = " + limit);
        boolean found = hasRow(connection, probe.question());
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        if (!found) {
          return clean(probe, time);
        }
        return violated(probe, time, null, keys(connection, probe, end));
      } catch (SQLException e) {
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (isLost(state)) {
          return unknown(probe, time, state, "the connection was lost");
        }
        connection.rollback(savepoint);
        return isAboutAValue(state)
            ? violated(probe, time, state, keys(connection, probe, end))
            : unknown(probe, time, state, refusal(probe, state, limit));
      } finally {
        if (!connection.isClosed()) {
          connection.rollback(savepoint);
          connection.releaseSavepoint(savepoint);
        }
      }
    } catch (SQLException e) {
      return unknown(
          probe,
          Duration.ofNanos(System.nanoTime() - start),
          e.getSQLState(),
          "the connection was lost");
    }
  }

  /// Data exceptions and violated constraints.
  private static boolean isAboutAValue(String sqlState) {
    return sqlState.startsWith("22") || sqlState.startsWith("23");
  }

  private static String refusal(Probe probe, String sqlState, long limit) {
    return switch (sqlState) {
      case "42501" ->
          "the role may not read all rows of "
              + probe.table()
              + " or of a table that it refers to, or may not call a function";
      case "57014" -> "no answer within the " + limit + " ms that it could have of the budget";
      case "55P03" -> "the table is locked by somebody else";
      default -> "the server refuses the question with " + sqlState;
    };
  }

  private static ProbeAnswer clean(Probe probe, Duration time) {
    for (Reservation reservation : probe.reservations()) {
      if (reservation.breaks()) {
        return unknown(probe, time, null, "no such row now, but one " + reservation.why());
      }
    }
    return new ProbeAnswer(probe, Verdict.NO, time, List.of(), null, "");
  }

  private static ProbeAnswer violated(
      Probe probe, Duration time, @Nullable String sqlState, List<String> keys) {
    for (Reservation reservation : probe.reservations()) {
      if (reservation.repairs()) {
        return new ProbeAnswer(
            probe,
            Verdict.UNKNOWN,
            time,
            keys,
            sqlState,
            "there are such rows now, but " + reservation.why());
      }
    }
    return new ProbeAnswer(probe, Verdict.YES, time, keys, sqlState, "");
  }

  private static ProbeAnswer unknown(
      Probe probe, Duration time, @Nullable String sqlState, String why) {
    return new ProbeAnswer(probe, Verdict.UNKNOWN, time, List.of(), sqlState, why);
  }

  /// The keys of some rows; none when there is no time left for them.
  private static List<String> keys(Connection connection, Probe probe, long end)
      throws SQLException {
    String query = probe.keys();
    long left = (end - System.nanoTime()) / 1_000_000;
    if (query == null || left < SHORTEST) {
      return List.of();
    }
    Savepoint savepoint = connection.setSavepoint();
    try {
      execute(connection, "set local search_path = " + searchPath(probe));
      execute(connection, "set local statement_timeout = " + Math.max(SHORTEST, left / 2));
      return rows(connection, query);
    } catch (SQLException e) {
      if (isLost(e.getSQLState())) {
        throw e;
      }
      connection.rollback(savepoint);
      return List.of();
    }
  }

  private static String searchPath(Probe probe) {
    return probe.searchPath().isEmpty()
        ? "pg_catalog"
        : probe.searchPath().stream().map(Identifiers::quoted).collect(Collectors.joining(", "));
  }

  private static boolean hasRow(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  private static List<String> rows(Connection connection, String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      int width = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= width; column++) {
          values.add(String.valueOf(rows.getString(column)));
        }
        found.add(width == 1 ? values.getFirst() : "(" + String.join(", ", values) + ")");
      }
    }
    return found;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
