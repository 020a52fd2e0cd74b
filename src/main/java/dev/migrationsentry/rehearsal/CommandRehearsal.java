package dev.migrationsentry.rehearsal;

import dev.migrationsentry.catalog.CatalogSchema;
import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.execution.FreshDatabase;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rehearsal.wire.Hang;
import dev.migrationsentry.rehearsal.wire.TraceLevel;
import dev.migrationsentry.rehearsal.wire.TracedStatement;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.ThrowAwayServer;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Sent;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a project's own command does on a real PostgreSQL, beside what was predicted.
///
/// @param server which server, for people
/// @param start where it started
/// @param run the command
/// @param statements what it sent, in order
/// @param migrations the pending migrations that it came to, in their order
/// @param unreached those that it did not come to
/// @param ledgerMoved whether its ledger was another one afterwards
/// @param comparison how the outcomes agree with the prediction
/// @param structure how the final schema differs from the predicted one; empty when the run failed
/// @param lost what they have removed of the data that were there
/// @param again the same command once more, as the next deploy does; null when the first run had to
///   be ended
/// @param down its migrations taken back and run again; null when that was not asked for
public record CommandRehearsal(
    History history,
    String server,
    Start start,
    Prediction prediction,
    CommandRun run,
    List<CommandStatement> statements,
    List<CommandMigration> migrations,
    List<Migration> unreached,
    boolean ledgerMoved,
    Comparison comparison,
    List<Difference> structure,
    List<LostData> lost,
    @Nullable CommandRun again,
    @Nullable DownAndUp down) {
  private static final Duration READING = Duration.ofMinutes(1);

  /// Copies the lists.
  public CommandRehearsal {
    statements = List.copyOf(statements);
    migrations = List.copyOf(migrations);
    unreached = List.copyOf(unreached);
    structure = List.copyOf(structure);
    lost = List.copyOf(lost);
  }

  /// What a rehearsal of a command can come to.
  public enum Result {
    /// The command has run what was pending.
    WORKS,
    /// The server refused a statement.
    FAILS,
    /// The command failed, and not for an answer of the server.
    COMMAND_FAILS,
    /// It never came to the server, so that it works on another one.
    NOT_CONNECTED,
    /// It ended well and ran nothing of what is pending.
    IDLE,
    /// A statement waited for another connection without end.
    HUNG,
    /// It took too long.
    TIMED_OUT
  }

  /// Runs a command in a world.
  ///
  /// @param prelude what the project's host brings before the first migration
  /// @param database a database of the server that is that world; it is dropped afterwards
  /// @param begun is told of each migration that begins
  /// @throws IOException when the command can't be started
  /// @throws SQLException when the server ends in between
  public static CommandRehearsal of(
      History history,
      Start start,
      List<Statement> prelude,
      CommandRun.Order order,
      ThrowAwayServer server,
      DatabaseUrl database,
      Consumer<Migration> begun)
      throws IOException, SQLException, InterruptedException {
    Prediction prediction = Prediction.of(history, start.world());
    try (RunnerConnection first = RunnerConnection.open(database, null)) {
      prelude.forEach(statement -> first.send(statement.span().text()));
      String password = database.password();
      if (server instanceof EmbeddedPostgres && password != null) {
        // Own servers hash in one round, for speed; some drivers refuse less than the usual number.
        // Before
        // version 16 there is no such setting, and that number is the only one.
        first.send("set scram_iterations = 4096");
        first.send("alter role current_user password '" + password.replace("'", "''") + "'");
      }
    }
    Start settled = start.before().isEmpty() ? start : settled(order, history, start, database);
    Snapshot before = look(database);
    StoredData stored = start.world().isEmpty() ? StoredData.NOTHING : StoredData.of(database);
    List<Sent> pending = prediction.timeline().sent();
    Attribution attribution = new Attribution(prediction, begun);
    CommandRun run =
        CommandRun.of(
            order,
            database,
            event -> {
              if (event instanceof TracedStatement statement) {
                attribution.hear(statement);
              }
            });
    Snapshot after = look(database);
    List<CommandStatement> statements = attribution.statements();
    List<CommandMigration> migrations = new ArrayList<>();
    List<Migration> unreached = new ArrayList<>();
    CommandStatement stopped = run.succeeded() ? null : lastRefusal(statements);
    for (Sent sent : pending) {
      Migration migration = sent.migration();
      List<CommandStatement> own =
          statements.stream().filter(one -> one.migration() == migration).toList();
      if (own.isEmpty() && !attribution.isRecorded(migration)) {
        unreached.add(migration);
      } else {
        CommandStatement failure = failure(migration, own, stopped, prediction);
        migrations.add(
            new CommandMigration(migration, own, failure, attribution.isRecorded(migration)));
      }
    }
    List<LostData> lost =
        LostData.between(
            stored,
            StoredData.of(database),
            prediction,
            start.rows(),
            statement -> worked(statement, migrations));
    CommandRun again =
        run.end() == CommandRun.Ending.EXITED && !run.recording().connections().isEmpty()
            ? CommandRun.of(order.at(TraceLevel.STATEMENTS), database, event -> {})
            : null;
    boolean whole =
        run.succeeded()
            && unreached.isEmpty()
            && migrations.stream().allMatch(one -> one.failure() == null);
    DownAndUp down =
        order.down()
            ? whole
                ? downAndUp(order, database, start, prediction, before, after)
                : DownAndUp.notTried("The way up does not come to its end.")
            : null;
    List<String> extensions = CreatedExtensions.in(prelude);
    pending.forEach(sent -> extensions.addAll(CreatedExtensions.in(sent.statements())));
    Start from = settled.on(server, database, extensions);
    server.drop(database);
    return new CommandRehearsal(
        history,
        server.description(),
        from,
        prediction,
        run,
        statements,
        migrations,
        unreached,
        !before.ledgers().equals(after.ledgers()),
        Comparison.ofCommand(prediction, migrations),
        whole ? structure(prediction, after) : List.of(),
        lost,
        again,
        down);
  }

  /// Why a command can't be made to apply some migrations only.
  ///
  /// @param first the first ones of the history; none is nothing to apply
  /// @return a sentence; null when it can
  public static @Nullable String cannotStopAfter(
      List<Migration> first, List<String> command, History history) {
    return first.isEmpty() ? null : DerivedCommands.upTo(command, history, first).why();
  }

  /// Lets the command apply what has run before the rehearsal.
  private static Start settled(
      CommandRun.Order order, History history, Start start, DatabaseUrl database)
      throws IOException, InterruptedException {
    List<String> failed = new ArrayList<>();
    for (List<String> words :
        DerivedCommands.upTo(order.command(), history, start.before()).commands()) {
      String problem =
          CommandRun.of(order.at(TraceLevel.STATEMENTS).running(words), database, event -> {})
              .problem();
      if (problem != null) {
        failed.add(String.join(" ", words) + ", which makes the start, " + problem);
      }
    }
    return start.degradedBy(failed);
  }

  private static DownAndUp downAndUp(
      CommandRun.Order order,
      DatabaseUrl database,
      Start start,
      Prediction prediction,
      Snapshot before,
      Snapshot after)
      throws IOException, InterruptedException {
    List<Sent> sent = prediction.timeline().sent();
    List<Migration> applied = start.world().applied().stream().map(Sent::migration).toList();
    History history = prediction.timeline().history();
    DerivedCommands commands = DerivedCommands.back(order.command(), history, applied, sent.size());
    String why = commands.why();
    if (why != null) {
      return DownAndUp.notTried(why);
    }
    CommandRun.Order quiet = order.at(TraceLevel.STATEMENTS);
    for (List<String> words : commands.commands()) {
      String problem = CommandRun.of(quiet.running(words), database, event -> {}).problem();
      if (problem != null) {
        return new DownAndUp(
            null, List.of(String.join(" ", words) + " " + problem), List.of(), List.of());
      }
    }
    List<DownAndUp.Left> left = DownAndUp.left(before, look(database), sent);
    String problem = CommandRun.of(quiet, database, event -> {}).problem();
    return problem == null
        ? new DownAndUp(null, List.of(), left, DownAndUp.differences(after, look(database)))
        : new DownAndUp(
            null,
            List.of(String.join(" ", order.command()) + ", after that, " + problem),
            left,
            List.of());
  }

  /// Whether a statement was sent, answered well, and is part of a migration that worked.
  private static boolean worked(Statement statement, List<CommandMigration> migrations) {
    return migrations.stream()
        .filter(migration -> migration.failure() == null)
        .flatMap(migration -> migration.statements().stream())
        .anyMatch(one -> one.source() == statement && one.answered() && one.answer().worked());
  }

  private static Snapshot look(DatabaseUrl database) {
    return Snapshot.of(new LiveDatabase(database, READING), Clock.systemUTC());
  }

  /// The refusal that made the command stop: the last one that is none of 25P02, which only follows
  /// from another one.
  private static @Nullable CommandStatement lastRefusal(List<CommandStatement> statements) {
    CommandStatement last = null;
    for (CommandStatement one : statements) {
      if (one.traced().failed() && !"25P02".equals(one.answer().sqlState())) {
        last = one;
      }
    }
    return last;
  }

  /// The statement that made a migration fail. SQL cannot catch the failure of a statement, so that
  /// a command that passes over one leaves a part undone; code can.
  private static @Nullable CommandStatement failure(
      Migration migration,
      List<CommandStatement> own,
      @Nullable CommandStatement stopped,
      Prediction prediction) {
    CommandStatement found = null;
    for (CommandStatement one : own) {
      boolean passedOver =
          one.traced().failed() && migration.up().program() == null && one.source() != null;
      if (found == null && (one == stopped || passedOver)) {
        found = one;
      }
    }
    if (found != null && found.source() == null) {
      // A text that is not the predicted one to the letter, at the place that was predicted.
      Statement predicted = prediction.failing(migration);
      return predicted == null ? found : new CommandStatement(found.traced(), migration, predicted);
    }
    return found;
  }

  private static List<Difference> structure(Prediction prediction, Snapshot after) {
    CatalogSchema actual =
        CatalogSchema.of(after.definitions(), FreshDatabase.create(after.major()));
    List<String> ledgers =
        after.ledgers().stream().map(table -> table.name().toLowerCase(Locale.ROOT)).toList();
    return Difference.between(prediction.timeline().after().schema(), actual.database().schema())
        .stream()
        .filter(one -> ledgers.stream().noneMatch(one.object().toLowerCase(Locale.ROOT)::contains))
        .toList();
  }

  /// What it has come to.
  public Result result() {
    return switch (run.end()) {
      case HUNG -> Result.HUNG;
      case TIMED_OUT -> Result.TIMED_OUT;
      case EXITED -> {
        if (run.recording().connections().isEmpty()) {
          yield Result.NOT_CONNECTED;
        }
        boolean refused =
            migrations.stream().anyMatch(one -> one.failure() != null)
                || (!run.succeeded() && lastRefusal(statements) != null);
        if (refused) {
          yield Result.FAILS;
        }
        if (!run.succeeded()) {
          yield Result.COMMAND_FAILS;
        }
        boolean pending = !migrations.isEmpty() || !unreached.isEmpty();
        boolean ran = ledgerMoved || (history.runner().assumed() && !migrations.isEmpty());
        yield pending && !ran ? Result.IDLE : Result.WORKS;
      }
    };
  }

  /// The refusal for which the command stopped where it belongs to no migration; null when there is
  /// none.
  public @Nullable CommandStatement refusalOfItsOwn() {
    CommandStatement last = run.succeeded() ? null : lastRefusal(statements);
    return last == null || last.migration() != null ? null : last;
  }

  /// What one of its migrations has come to.
  public enum Fate {
    /// It has run.
    WORKS,
    /// The server refused a statement of it.
    FAILS,
    /// A statement of it waited without end.
    HANGS,
    /// The command ended before it was done.
    BEGUN
  }

  /// What one of its migrations has come to.
  public Fate fate(CommandMigration migration) {
    if (migration.failure() != null) {
      return Fate.FAILS;
    }
    if (migration.statements().stream()
        .anyMatch(one ->
            run.recording().hangs().stream()
                .anyMatch(hang -> hang.statement() == one.traced().number()))) {
      return Fate.HANGS;
    }
    return migration.recorded() || run.succeeded() ? Fate.WORKS : Fate.BEGUN;
  }

  /// What ends a wait that a command can never end by itself, as a sentence part; null when that is
  /// not known.
  public @Nullable String remedy(Hang hang) {
    boolean itself =
        hang.blockers().stream()
            .anyMatch(one ->
                one.connection() != 0
                    && one.connection() != hang.connection()
                    && one.state().startsWith("idle in transaction"));
    if (!itself) {
      return null;
    }
    String known = history.runner().holding();
    return hang.waitsFor().equals("virtualxid") && !known.isEmpty()
        ? known
        : "end that transaction before this statement, or send it on the same connection";
  }

  /// Whether the start was not the world that it stands for.
  public boolean degraded() {
    return !start.degraded().isEmpty();
  }
}
