package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// What a server, or the model of one, answers to a statement, as lines of text.
record ServerAnswer(String text) {
  static final ServerAnswer WORKS = new ServerAnswer("works");

  /// Sends a statement to a server.
  static ServerAnswer of(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
      return WORKS;
    } catch (PSQLException refused) {
      ServerErrorMessage error = refused.getServerErrorMessage();
      if (error == null) {
        throw refused;
      }
      return error(error.getSQLState(), error.getMessage(), error.getDetail(), error.getHint());
    }
  }

  /// What the model says.
  static ServerAnswer of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done ignored -> WORKS;
      case Outcome.Unknown unknown -> new ServerAnswer("unknown: " + unknown.why());
      case Outcome.Fails fails -> {
        ServerError error = fails.error();
        yield error(error.sqlState(), error.message(), error.detail(), error.hint());
      }
    };
  }

  private static ServerAnswer error(
      @Nullable String state,
      @Nullable String message,
      @Nullable String detail,
      @Nullable String hint) {
    return new ServerAnswer(
        state
            + " "
            + message
            + (detail == null || isOfServer(state, detail) ? "" : "\n      detail: " + detail)
            + (hint == null ? "" : "\n      hint: " + hint));
  }

  /// Details that only this one server gives: object ids of catalog rows, and paths of files.
  private static boolean isOfServer(@Nullable String state, String detail) {
    return "23505".equals(state) || detail.contains("extension control file");
  }
}
