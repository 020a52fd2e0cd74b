package dev.migrationsentry.cli;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.rehearsal.CommandRehearsal;
import dev.migrationsentry.rehearsal.CommandRun;
import dev.migrationsentry.rehearsal.DownAndUp;
import dev.migrationsentry.rehearsal.Start;
import dev.migrationsentry.server.ServerUnavailableException;
import dev.migrationsentry.server.ThrowAwayServer;
import dev.migrationsentry.sql.ast.Statement;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The part of `rehearse` that runs the project's own command.
///
/// @param terminal where progress is shown
/// @param order the command
record ForeignCommand(Terminal terminal, CommandRun.Order order) {
  /// Names of programs, and the runner whose migrations they apply.
  private static final List<List<String>> PROGRAMS =
      List.of(
          List.of("alembic", "alembic"),
          List.of("flask", "alembic"),
          List.of("prisma", "prisma"),
          List.of("flyway", "flyway"),
          List.of("dbmate", "dbmate"),
          List.of("goose", "goose"),
          List.of("node-pg-migrate", "node-pg-migrate"),
          List.of("sqlx", "sqlx"),
          List.of("diesel", "diesel"),
          List.of("supabase", "supabase"),
          List.of("migrate", "golang-migrate"));

  /// The history that a command is about.
  ///
  /// @throws EnvironmentProblem when there are several, and the command does not tell
  static History history(List<History> all, List<String> command) {
    if (all.size() == 1) {
      return all.getFirst();
    }
    String line = String.join(" ", command).toLowerCase(Locale.ROOT);
    for (List<String> program : PROGRAMS) {
      List<History> meant =
          all.stream()
              .filter(one -> line.contains(program.getFirst()))
              .filter(one -> one.framework().equals(program.getLast()))
              .toList();
      if (meant.size() == 1) {
        return meant.getFirst();
      }
    }
    throw new EnvironmentProblem(
        ExitCode.USAGE,
        "There are several histories: "
            + String.join(", ", all.stream().map(History::path).toList())
            + "; name with --framework the runner of the one that the command applies.");
  }

  /// Runs the command in a world.
  CommandRehearsal rehearse(
      History history,
      Start start,
      List<Statement> prelude,
      ThrowAwayServer server,
      DatabaseUrl database) {
    try (LiveLine line = new LiveLine(terminal)) {
      return CommandRehearsal.of(history, start, prelude, order, server, database, line::begins);
    } catch (IOException e) {
      throw new EnvironmentProblem(
          ExitCode.USAGE, order.command().getFirst() + " can't be started: " + e.getMessage());
    } catch (SQLException e) {
      throw new ServerUnavailableException("the throw-away server has ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerUnavailableException("the rehearsal was interrupted", e);
    }
  }

  /// The exit code for what became of migrations that were taken back and run again.
  static int code(@Nullable DownAndUp down, boolean degraded) {
    if (down == null) {
      return ExitCode.FINE;
    }
    if (!down.works()) {
      return degraded ? ExitCode.UNJUDGED : ExitCode.FOUND;
    }
    return down.notTried() == null ? ExitCode.FINE : ExitCode.UNJUDGED;
  }

  /// The exit code for what commands have come to.
  static int code(List<CommandRehearsal> rehearsals) {
    int worst = ExitCode.FINE;
    for (CommandRehearsal rehearsal : rehearsals) {
      int code =
          switch (rehearsal.result()) {
            case WORKS -> code(rehearsal.down(), rehearsal.degraded());
            case FAILS -> rehearsal.degraded() ? ExitCode.UNJUDGED : ExitCode.FOUND;
            case COMMAND_FAILS, HUNG -> ExitCode.FOUND;
            case NOT_CONNECTED, IDLE -> ExitCode.UNJUDGED;
            case TIMED_OUT -> ExitCode.TIME_LIMIT;
          };
      if (worst == ExitCode.FINE || code == ExitCode.FOUND) {
        worst = code;
      }
    }
    return worst;
  }
}
