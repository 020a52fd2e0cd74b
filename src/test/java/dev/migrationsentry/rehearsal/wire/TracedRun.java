package dev.migrationsentry.rehearsal.wire;

import dev.migrationsentry.server.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// A database, a proxy before it, and what the proxy has told.
final class TracedRun implements AutoCloseable {
  final EmbeddedPostgres server;
  final String database;
  final WireProxy proxy;
  private final List<TraceEvent> events = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Hang> hangs = new LinkedBlockingQueue<>();

  TracedRun(EmbeddedPostgres server, String database, TraceSettings settings) {
    this.server = server;
    this.database = database;
    this.proxy = WireProxy.start(server.address(database), settings, this::hear);
  }

  /// A run in a new database.
  static TracedRun in(EmbeddedPostgres server, String database, TraceSettings settings)
      throws SQLException {
    server.createDatabase(database);
    return new TracedRun(server, database, settings);
  }

  private void hear(TraceEvent event) {
    events.add(event);
    if (event instanceof Hang hang) {
      hangs.add(hang);
    }
  }

  /// Waits for a hang that has to come.
  Hang hang() throws InterruptedException {
    return hangs.take();
  }

  Connection connect(String... properties) throws SQLException {
    Properties all = new Properties();
    all.setProperty("user", "postgres");
    all.setProperty("password", server.password());
    for (int at = 0; at < properties.length; at += 2) {
      all.setProperty(properties[at], properties[at + 1]);
    }
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/" + database, all);
  }

  List<TraceEvent> events() {
    return List.copyOf(events);
  }

  <T extends TraceEvent> List<T> events(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// The statements, without those by which the driver sets its connection up.
  List<TracedStatement> statements() {
    return events(TracedStatement.class).stream()
        .filter(statement -> !statement.sql().startsWith("SET extra_float_digits"))
        .filter(statement -> !statement.sql().startsWith("SET application_name"))
        .toList();
  }

  TracedStatement statement(String start) {
    return statements().stream()
        .filter(statement -> statement.sql().startsWith(start))
        .findFirst()
        .orElseThrow(() -> new AssertionError(start + " is not among " + statements()));
  }

  /// The SQLSTATE of an error, or empty for none.
  static String sqlState(TracedStatement statement) {
    ServerMessage error = statement.error();
    return error == null ? "" : error.sqlState();
  }

  @Override
  public void close() {
    proxy.close();
  }
}
