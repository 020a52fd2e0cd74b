package dev.migrationsentry.timeline;

import dev.migrationsentry.execution.Executor;
import dev.migrationsentry.execution.FreshDatabase;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Host;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Rights;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.schema.Session;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A database from which a history is replayed.
///
/// @param name what people call it: `empty` for a new database, else the revisions that it is at
/// @param database its schema, and the state of a new connection to it
/// @param applied the migrations that have run in it, with what they sent; a replay leaves them out
/// @param ledger what a live database records of them; null where there is none
/// @param rows how many rows its tables have, as its catalog estimates them, by `schema.name`; -1
///   where it was never counted, nothing where nobody knows
public record World(
    String name,
    Database database,
    List<Sent> applied,
    @Nullable Ledger ledger,
    Map<String, Long> rows) {
  /// Copies what is mutable.
  public World {
    applied = List.copyOf(applied);
    rows = Map.copyOf(rows);
  }

  /// A database of whose rows nothing is known.
  public World(String name, Database database, List<Sent> applied, @Nullable Ledger ledger) {
    this(name, database, applied, ledger, Map.of());
  }

  /// A database in which no migration has run.
  public World(String name, Database database) {
    this(name, database, List.of(), null);
  }

  /// A database as `CREATE DATABASE` makes it: this proves the chain of migrations itself.
  ///
  /// @param major the major version of the server, 14 to 18
  public static World empty(int major) {
    return new World("empty", FreshDatabase.create(major));
  }

  /// Whether this is a new database, in which nothing has run.
  public boolean isEmpty() {
    return name.equals("empty");
  }

  /// The same after statements that something else runs before the migrations: roles, schemas and
  /// extensions that the host has. What they set for the connection holds for every migration.
  ///
  /// @throws IllegalArgumentException when PostgreSQL would refuse one; the message says which and
  ///   why
  public World after(List<Statement> statements) {
    Host host = database.host();
    // What the host brings is there whatever the role that connects may do.
    Database now = database.on(host.with(null));
    for (Statement statement : statements) {
      now =
          switch (Executor.execute(statement, now)) {
            case Outcome.Done done -> done.after();
            case Outcome.Unknown unknown -> unknown.after();
            case Outcome.Fails(ServerError error) ->
                throw new IllegalArgumentException(
                    error.at()
                        + ": PostgreSQL answers "
                        + error.sqlState()
                        + " \""
                        + error.message()
                        + '"');
          };
    }
    Rights rights = host.rights();
    Host after = rights == null ? host : host.with(rights.madeBefore(now.schema().nextId()));
    return new World(name, now.in(null).on(after), applied, ledger, rows);
  }

  /// The database of people whose ledger names these revisions: the migrations before them and they
  /// themselves have run, and the tables are in use. A migration that fails in the model did run
  /// there somehow, so that what it brings in may be there or not.
  ///
  /// @param revisions ids of the history
  public World at(History history, Collection<String> revisions) {
    Set<String> past = history.upTo(revisions);
    return having(
        history,
        history.migrations().stream().filter(one -> past.contains(one.id())).toList(),
        String.join(", ", revisions));
  }

  /// The database that some migrations of a history make from this one, in use.
  ///
  /// @param migrations those that have run, in the history's order
  /// @param title what people call it
  public World having(History history, List<Migration> migrations, String title) {
    Replay replay = Replay.unwatched(history, preparedFor(history.runner()));
    List<Sent> sent = new ArrayList<>();
    for (Migration migration : migrations) {
      sent.add(replay.settle(migration));
    }
    Database then = replay.database();
    return new World(title, then.with(then.schema().inUse()), sent, null);
  }

  /// A live database.
  ///
  /// @param name what people call it
  /// @param database its schema as it really is
  /// @param ledger what it records of the history, or null when it records nothing
  public static World live(
      String name, Database database, History history, @Nullable Ledger ledger) {
    List<Sent> applied = new ArrayList<>();
    if (ledger != null) {
      for (Migration migration : ledger.applied(history)) {
        applied.add(new Sent(migration, migration.up().statements()));
      }
    }
    return new World(name, database, applied, ledger);
  }

  /// The same with the sizes of its tables.
  ///
  /// @param estimates by `schema.name`
  public World sized(Map<String, Long> estimates) {
    return new World(name, database, applied, ledger, estimates);
  }

  /// Where the migrations that have run in it bring in their tables and columns.
  public Introductions introductions() {
    return Introductions.of(applied);
  }

  /// The same as a runner leaves it before the first migration: with the schemas that it works in,
  /// and with its ledger.
  World preparedFor(Runner runner) {
    StringBuilder sql = new StringBuilder();
    for (String schema : runner.schemas()) {
      sql.append("create schema if not exists \"")
          .append(schema.replace("\"", "\"\""))
          .append("\";");
    }
    sql.append(runner.ledger());
    if (sql.isEmpty()) {
      return this;
    }
    World world = after(SqlReader.read(new SourceFile(runner.title(), sql.toString())));
    if (runner.schemas().isEmpty()) {
      return world;
    }
    Session session = world.database().session();
    List<String> path = new ArrayList<>(runner.schemas());
    session.searchPath().stream().filter(schema -> !path.contains(schema)).forEach(path::add);
    return new World(
        name,
        world.database().with(new Session(path, session.role(), session.settings())),
        applied,
        ledger,
        rows);
  }
}
