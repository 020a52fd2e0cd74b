package dev.migrationsentry.rehearsal;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.rehearsal.wire.TraceSettings;
import dev.migrationsentry.server.ThrowAwayServer;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.Quoting;
import dev.migrationsentry.sql.ast.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs the migrations of a history on a throw-away server, statement by statement, with the
/// runner's transactions, and writes down each answer.
///
/// A migration that fails is undone, that one alone, and the run goes on with the next one. What a
/// transaction cannot undo is undone by going back to a copy of the database and running again what
/// has worked since then.
public final class HistoryRun implements AutoCloseable {
  private final History history;
  private final RestorableDatabase database;
  private final List<Migration> sinceCopy = new ArrayList<>();

  private HistoryRun(History history, RestorableDatabase database) {
    this.history = history;
    this.database = database;
  }

  /// Goes on with a new connection, as the next deploy does.
  ///
  /// @param settings what is recorded of the migrations that follow, or null for nothing; what is
  ///   there now counts as in use
  public void reconnect(@Nullable TraceSettings settings) throws SQLException {
    database.reconnect(settings);
  }

  /// Prepares an empty database.
  public static HistoryRun on(ThrowAwayServer server, History history) throws SQLException {
    return on(server, history, List.of());
  }

  /// Prepares a database that is not empty.
  ///
  /// @param prelude what makes the database: sent one by one; those that the server refuses are
  ///   left out. The search path that they leave is that of each new connection.
  public static HistoryRun on(ThrowAwayServer server, History history, List<Statement> prelude)
      throws SQLException {
    return in(server.newDatabase(RestorableDatabase.NAME), server, history, prelude);
  }

  /// Prepares a database for a run in it; it is dropped when this is closed.
  ///
  /// @param database a database of the server, to which nobody is connected
  /// @param prelude see [#on(ThrowAwayServer, History, List)]
  public static HistoryRun in(
      DatabaseUrl database, ThrowAwayServer server, History history, List<Statement> prelude)
      throws SQLException {
    String searchPath;
    List<String> roles;
    try (RunnerConnection first = RunnerConnection.open(database, null)) {
      roles = first.roles();
      for (Statement statement : prelude) {
        first.send(statement.span().text());
      }
      searchPath = prepare(first, history.runner());
    }
    return new HistoryRun(history, new RestorableDatabase(server, database, searchPath, roles));
  }

  /// Makes what the runner makes before the first migration.
  ///
  /// @return the search path that its connections start with, or null for the server's own
  private static @Nullable String prepare(RunnerConnection connection, Runner runner)
      throws SQLException {
    List<String> path = new ArrayList<>();
    for (String schema : runner.schemas()) {
      connection.send("create schema if not exists " + Quoting.name(schema));
      path.add(Quoting.name(schema));
    }
    if (!runner.ledger().isEmpty()) {
      connection.send(runner.ledger());
    }
    String own = connection.session().get("search_path");
    if (path.isEmpty()) {
      return own;
    }
    path.add(own == null ? "\"$user\", public" : own);
    return String.join(", ", path);
  }

  /// Who is told of the progress of a run.
  public interface Progress {
    /// A migration begins.
    void begins(Migration migration);

    /// A migration has ended.
    void ended(RehearsedMigration migration);

    /// Nobody.
    Progress NONE =
        new Progress() {
          @Override
          public void begins(Migration migration) {}

          @Override
          public void ended(RehearsedMigration migration) {}
        };
  }

  /// Runs all migrations whose statements are known.
  ///
  /// @return by migration, in the order of the history
  public List<RehearsedMigration> run() throws SQLException {
    return run(history.migrations(), Progress.NONE);
  }

  /// Runs some migrations.
  ///
  /// @param migrations of the history, in its order
  public List<RehearsedMigration> run(List<Migration> migrations, Progress progress)
      throws SQLException {
    List<RehearsedMigration> rehearsed = new ArrayList<>();
    for (Migration migration : migrations) {
      if (migration.unreadable() == null) {
        progress.begins(migration);
        reset();
        RehearsedMigration ended = migration(migration);
        rehearsed.add(ended);
        progress.ended(ended);
      }
    }
    if (connection().inTransaction()) {
      connection().send("commit");
      // The locks of a transaction are known at its end, and all of them are held until then.
      Recording last = Recording.of(database.events());
      rehearsed.replaceAll(one -> one.recorded(one.recording().endedWith(last.transactions())));
    }
    return rehearsed;
  }

  /// The database in which the history runs.
  public DatabaseUrl database() {
    return database.url();
  }

  /// Removes the databases, and the roles that the history has made.
  @Override
  public void close() throws SQLException {
    database.close();
  }

  private RehearsedMigration migration(Migration migration) throws SQLException {
    if (migration.transaction() != TransactionMode.PER_RUN && connection().inTransaction()) {
      connection().send("commit");
    }
    Map<String, String> session = connection().inTransaction() ? Map.of() : connection().session();
    database.forgetEvents();
    long start = System.nanoTime();
    Attempt attempt = attempt(migration);
    RehearsedMigration replayed =
        attempt
            .replayed()
            .took(Duration.ofNanos(System.nanoTime() - start))
            .recorded(Recording.of(database.events()));
    if (replayed.failure() == null) {
      sinceCopy.add(migration);
    } else if (attempt.leftTraces()) {
      goBack(session);
    }
    return replayed;
  }

  /// @param leftTraces whether the migration failed and something of it may be there
  private record Attempt(RehearsedMigration replayed, boolean leftTraces) {}

  private Attempt attempt(Migration migration) {
    return switch (migration.transaction()) {
      case PER_MIGRATION -> inBlock(migration, "begin", "commit", "rollback");
      case PER_RUN -> {
        if (!connection().inTransaction()) {
          connection().send("begin");
        }
        yield inBlock(
            migration,
            "savepoint migration_sentry",
            "release savepoint migration_sentry",
            "rollback to savepoint migration_sentry");
      }
      case PER_STATEMENT, IMPLICIT_STRING -> {
        List<Answer> answers = send(migration);
        yield new Attempt(
            new RehearsedMigration(migration, answers, Duration.ZERO, null),
            mayLeaveTraces(migration, answers));
      }
    };
  }

  private Attempt inBlock(Migration migration, String begin, String commit, String rollback) {
    connection().send(begin);
    List<Answer> answers = send(migration);
    boolean still = connection().inTransaction();
    if (failed(answers)) {
      boolean undone = connection().send(rollback).worked() && still;
      return new Attempt(
          new RehearsedMigration(migration, answers, Duration.ZERO, null),
          !undone || changesTransactions(migration));
    }
    Answer end = connection().send(commit);
    if (end.worked() || !still) {
      return new Attempt(new RehearsedMigration(migration, answers, Duration.ZERO, null), false);
    }
    connection().send("rollback");
    return new Attempt(
        new RehearsedMigration(migration, answers, Duration.ZERO, end),
        changesTransactions(migration));
  }

  /// Sends the messages of a migration one by one, up to the first failure.
  private List<Answer> send(Migration migration) {
    Script script = migration.up();
    List<Answer> answers = new ArrayList<>();
    for (Span message : script.messages()) {
      List<Statement> statements = script.statementsIn(message);
      if (!statements.isEmpty()) {
        answers.addAll(connection().sendTogether(message, statements));
      }
      if (failed(answers) && script.range().file() == message.file()) {
        // Code, whose texts are no part of the file, may go on after a failure.
        break;
      }
    }
    return answers;
  }

  /// Goes back to the copy and runs again what has worked since it was made; then makes a new one,
  /// so that the next failure costs less.
  private void goBack(Map<String, String> session) throws SQLException {
    database.goBack();
    for (Migration migration : sinceCopy) {
      reset();
      Answer failure = attempt(migration).replayed().failure();
      if (failure != null) {
        throw new SQLException(migration.title() + " worked once and now fails: " + failure);
      }
    }
    if (!connection().inTransaction()) {
      keep();
      connection().restore(session);
    }
  }

  /// Makes what is in the database now what the run goes back to when a migration fails, and goes
  /// on with a new connection.
  void keep() throws SQLException {
    database.keep();
    sinceCopy.clear();
  }

  private RunnerConnection connection() {
    return database.connection();
  }

  /// Undoes what the runner undoes between two migrations.
  private void reset() throws SQLException {
    ConnectionReset reset = history.runner().reset();
    if (connection().inTransaction()) {
      return;
    }
    String path = reset.losesSearchPath() ? connection().session().get("search_path") : null;
    reset.statements().forEach(connection()::send);
    if (path != null) {
      connection().restore(Map.of("search_path", path));
    }
  }

  private static boolean failed(List<Answer> answers) {
    return !answers.isEmpty() && !answers.getLast().worked();
  }

  /// Whether messages that committed by themselves came before a failure, or the failing one may
  /// have committed a part of its work.
  private static boolean mayLeaveTraces(Migration migration, List<Answer> answers) {
    List<List<Statement>> batches = migration.up().batches();
    return failed(answers)
        && (answers.size() > batches.getFirst().size()
            || changesTransactions(migration)
            || (batches.getFirst().size() == 1 && commitsInside(batches.getFirst().getFirst())));
  }

  private static boolean commitsInside(Statement statement) {
    String text = statement.span().text().toLowerCase(Locale.ROOT);
    return text.contains("concurrently") || text.startsWith("call") || text.startsWith("do");
  }

  /// Whether the text itself begins or ends transactions; a word in a body does no harm, it only
  /// costs time.
  private static boolean changesTransactions(Migration migration) {
    for (Statement statement : migration.up().statements()) {
      String text = statement.span().text().toLowerCase(Locale.ROOT);
      if (text.contains("commit") || text.contains("rollback") || text.contains("abort")) {
        return true;
      }
    }
    return false;
  }
}
