package dev.migrationsentry.diagnosis;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.ledger.LiveWorld;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.rehearsal.CreatedExtensions;
import dev.migrationsentry.rehearsal.HistoryRun;
import dev.migrationsentry.rehearsal.Rehearsal;
import dev.migrationsentry.rehearsal.Start;
import dev.migrationsentry.server.ProductionCopy;
import dev.migrationsentry.server.ServerRequest;
import dev.migrationsentry.server.ServerUnavailableException;
import dev.migrationsentry.server.ThrowAwayServer;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.World;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/// Throw-away servers on which histories are rehearsed again and again, each time in a database of
/// its own: as they failed, and with what may repair them. A server starts when it is needed first
/// and ends with this.
public final class Stage implements AutoCloseable {
  private final IntFunction<ServerRequest> requests;
  private final HistoryRun.Progress progress;
  private final Map<Integer, ThrowAwayServer> servers = new TreeMap<>();
  private final Map<String, ProductionCopy> copies = new HashMap<>();

  /// @param requests which server is wanted for a major version
  /// @param progress is told of each migration
  public Stage(IntFunction<ServerRequest> requests, HistoryRun.Progress progress) {
    this.requests = requests;
    this.progress = progress;
  }

  /// Runs what is pending of a history, as its runner does. Migrations that are code run as the
  /// statements that the model has them send.
  ///
  /// @throws ServerUnavailableException when there is no server, or it ends in between
  public Rehearsal rehearse(History history, Origin origin) {
    History sent = SentByCode.in(history, origin);
    try {
      return origin instanceof Origin.Live(LiveWorld live)
          ? onCopy(sent, origin, live)
          : onNew(sent, origin);
    } catch (SQLException e) {
      throw new ServerUnavailableException("the throw-away server has ended", e);
    }
  }

  private Rehearsal onNew(History history, Origin origin) throws SQLException {
    List<Statement> prelude = prelude(origin);
    ThrowAwayServer server = servers.get(origin.major());
    if (server == null) {
      server =
          ThrowAwayServer.start(
              requests
                  .apply(origin.major())
                  .needing(
                      CreatedExtensions.of(
                          List.of(history), World.empty(origin.major()), prelude)));
      servers.put(origin.major(), server);
    }
    return rehearse(
        history, origin.start(history, List.of()), prelude, server, server.newDatabase("history"));
  }

  private static List<Statement> prelude(Origin origin) {
    return switch (origin) {
      case Origin.Fresh fresh -> fresh.prelude();
      case Origin.At at -> at.fresh().prelude();
      case Origin.Stamped stamped -> stamped.at().fresh().prelude();
      case Origin.Beside beside -> {
        List<Statement> all = new ArrayList<>(beside.fresh().prelude());
        all.addAll(beside.source().statements());
        yield all;
      }
      case Origin.Live ignored -> List.of();
    };
  }

  private Rehearsal onCopy(History history, Origin origin, LiveWorld live) throws SQLException {
    ProductionCopy copy = copies.get(live.name());
    if (copy == null) {
      copy =
          ProductionCopy.start(
              requests
                  .apply(origin.major())
                  .needing(
                      CreatedExtensions.of(
                          List.of(history), World.empty(origin.major()), List.of())),
              live.snapshot());
      copies.put(live.name(), copy);
    }
    return rehearse(
        history,
        origin.start(history, copy.schema().reasons()),
        List.of(),
        copy.server(),
        copy.newDatabase("history"));
  }

  private Rehearsal rehearse(
      History history,
      Start start,
      List<Statement> prelude,
      ThrowAwayServer server,
      DatabaseUrl database)
      throws SQLException {
    return Rehearsal.of(
        new Rehearsal.Plan(history, start, prelude, false, false, null),
        server,
        database,
        progress);
  }

  @Override
  public void close() {
    servers.values().forEach(ThrowAwayServer::close);
    copies.values().forEach(ProductionCopy::close);
    servers.clear();
    copies.clear();
  }
}
