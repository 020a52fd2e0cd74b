package dev.migrationsentry.catalog;

import dev.migrationsentry.execution.Executor;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Session;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/// A schema model made from the definitions of a database.
///
/// @param database the model, with the session of a new connection
/// @param failed what the model could not take, each with the reason: nothing that rests on it is
///   certain
public record CatalogSchema(Database database, List<String> failed) {
  /// Copies the list.
  public CatalogSchema {
    failed = List.copyOf(failed);
  }

  /// Runs definitions in a fresh database of the model, and those that fail again, until none is
  /// left or none works any more.
  ///
  /// @param definitions one statement each, with qualified names
  public static CatalogSchema of(List<String> definitions, Database fresh) {
    Session session = fresh.session();
    Database now = run("set search_path = pg_catalog", fresh);
    now = run("set check_function_bodies = off", now);
    List<String> left = definitions;
    List<String> failed = new ArrayList<>();
    while (!left.isEmpty()) {
      List<String> again = new ArrayList<>();
      failed.clear();
      for (String definition : left) {
        for (Statement statement : read(definition)) {
          switch (Executor.execute(statement, now)) {
            case Outcome.Done done -> now = done.after();
            case Outcome.Unknown unknown -> now = unknown.after();
            case Outcome.Fails fails -> {
              again.add(definition);
              failed.add(definition + ": " + fails.error().message());
            }
          }
        }
      }
      if (again.size() == left.size()) {
        break;
      }
      left = again;
    }
    return new CatalogSchema(now.with(now.schema().inUse()).with(session).in(null), failed);
  }

  private static List<Statement> read(String sql) {
    return SqlReader.read(new SourceFile("database", sql));
  }

  private static Database run(String sql, Database database) {
    return Executor.execute(read(sql).getFirst(), database) instanceof Outcome.Done done
        ? done.after()
        : database;
  }
}
