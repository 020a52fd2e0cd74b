package dev.migrationsentry.ledger;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.server.ProductionCopy;
import dev.migrationsentry.server.ServerUnavailableException;
import dev.migrationsentry.server.ThrowAwayServer;
import dev.migrationsentry.sql.ast.Statement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the applied migrations make of a new database on a throw-away server.
///
/// @param world what is there then, or null when they do not run there
/// @param why why they do not, as a sentence part, or null
record Remade(@Nullable LiveWorld world, @Nullable String why) {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /// Runs them again.
  ///
  /// @param prelude what the project's host brings before the migrations
  /// @throws ServerUnavailableException when the server ends in between
  static Remade on(
      ThrowAwayServer server, LiveWorld live, List<Statement> prelude, List<Rerun.Ran> all) {
    Snapshot snapshot = live.snapshot();
    if (server.major() != snapshot.major()) {
      return new Remade(
          null,
          "the throw-away server is PostgreSQL " + server.major() + " and not " + snapshot.major());
    }
    DatabaseUrl url = server.newDatabase(snapshot.database());
    try {
      String refused = Rerun.in(url, snapshot, prelude, all);
      return refused == null ? new Remade(read(url), null) : new Remade(null, refused);
    } catch (SQLException | DatabaseProblem e) {
      return new Remade(
          null, "the throw-away server answers " + url.redact(String.valueOf(e.getMessage())));
    }
  }

  /// The same schema after the server has read and printed it once more. A schema that was dumped
  /// and restored prints some expressions in another way than the one that it was dumped from.
  ///
  /// @throws ServerUnavailableException when the server ends in between
  static LiveWorld copied(ThrowAwayServer server, LiveWorld world) {
    DatabaseUrl url = server.newDatabase("migration_sentry_copy");
    ProductionCopy.copy(world.snapshot(), url);
    return read(url);
  }

  private static LiveWorld read(DatabaseUrl url) {
    return LiveWorld.of(
        "a new database", Snapshot.of(new LiveDatabase(url, LIMIT), Clock.systemUTC()));
  }
}
