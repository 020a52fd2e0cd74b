package dev.migrationsentry.timeline;

import dev.migrationsentry.execution.Executor;
import dev.migrationsentry.execution.FreshDatabase;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.schema.Session;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/// A database from which a history is replayed.
///
/// @param name what people call it: `empty` for a new database
/// @param database its schema, and the state of a new connection to it
public record World(String name, Database database) {
  /// A database as `CREATE DATABASE` makes it: this proves the chain of migrations itself.
  ///
  /// @param major the major version of the server, 14 to 18
  public static World empty(int major) {
    return new World("empty", FreshDatabase.create(major));
  }

  /// The same after statements that something else runs before the migrations: roles, schemas and
  /// extensions that the host has. What they set for the connection holds for every migration.
  ///
  /// @throws IllegalArgumentException when PostgreSQL would refuse one; the message says which and
  ///   why
  public World after(List<Statement> statements) {
    Database now = database;
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
    return new World(name, now.in(null));
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
        name, world.database().with(new Session(path, session.role(), session.settings())));
  }
}
