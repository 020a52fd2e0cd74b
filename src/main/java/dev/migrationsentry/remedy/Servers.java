package dev.migrationsentry.remedy;

import dev.migrationsentry.ledger.LiveWorld;
import dev.migrationsentry.server.ProductionCopy;
import dev.migrationsentry.server.ServerRequest;
import dev.migrationsentry.server.ThrowAwayServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The throw-away servers of some trials: each is started once, when it is first needed.
public final class Servers implements AutoCloseable {
  private final Starting starting;
  private final Map<Integer, ThrowAwayServer> empty = new HashMap<>();
  private final Map<String, ProductionCopy> copies = new HashMap<>();

  /// What server is wanted.
  @FunctionalInterface
  public interface Starting {
    /// The request for a major version.
    ServerRequest request(int major);
  }

  Servers(Starting starting) {
    this.starting = starting;
  }

  /// A server for new databases.
  ///
  /// @param extensions that will be created
  /// @throws dev.migrationsentry.server.ServerUnavailableException when there is none
  ThrowAwayServer server(int major, List<String> extensions) {
    return empty.computeIfAbsent(
        major, asked -> ThrowAwayServer.start(starting.request(asked).needing(extensions)));
  }

  /// A server with a copy of a live database.
  ///
  /// @throws dev.migrationsentry.server.ServerUnavailableException when there is none
  ProductionCopy copy(LiveWorld live, List<String> extensions) {
    return copies.computeIfAbsent(
        live.name(),
        asked ->
            ProductionCopy.start(
                starting.request(live.snapshot().major()).needing(extensions), live.snapshot()));
  }

  @Override
  public void close() {
    empty.values().forEach(ThrowAwayServer::close);
    copies.values().forEach(ProductionCopy::close);
  }
}
