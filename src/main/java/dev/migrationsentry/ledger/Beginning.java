package dev.migrationsentry.ledger;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Session;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.Quoting;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.World;
import java.util.List;
import java.util.Locale;

/// The new database in which a live one began: with the search path of its role, and with the
/// schemas in it that no migration makes.
final class Beginning {
  private Beginning() {}

  /// @param empty a new database as the project's host makes it; a search path that it has set
  ///   stays
  static World of(World empty, List<History> histories, LiveWorld live) {
    Session session = empty.database().session();
    List<String> path = live.snapshot().role().searchPath();
    if (!session.searchPath().equals(Session.FRESH.searchPath())
        || path.equals(Session.FRESH.searchPath())) {
      return empty;
    }
    World world = empty;
    for (String schema : path) {
      boolean there = live.schema().database().schema().namespace(schema) != null;
      if (there && empty.database().schema().namespace(schema) == null && !isMade(histories)) {
        world = world.after(create(schema));
      }
    }
    Database database =
        world.database().with(new Session(path, session.role(), session.settings()));
    return new World(world.name(), database, world.applied(), world.ledger(), world.rows());
  }

  private static List<Statement> create(String schema) {
    return SqlReader.read(new SourceFile("search_path", "create schema " + Quoting.name(schema)));
  }

  /// Whether some migration makes schemas, which then would fail when they are there.
  private static boolean isMade(List<History> histories) {
    for (History history : histories) {
      for (Migration migration : history.migrations()) {
        if (migration.file().text().toLowerCase(Locale.ROOT).contains("create schema")) {
          return true;
        }
      }
    }
    return false;
  }
}
