package dev.migrationsentry.cli;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Prints what `serve` costs its database and its clients while 16 connections ask.
///
/// Arguments: requests a second (1000; 0 for as many as can be), seconds (30), `--refresh` (15).
final class ServeBenchmarkRun {
  private static final int CLIENTS = 16;
  private static final int MIGRATIONS = 434;
  private static final int TABLES = 100;

  private ServeBenchmarkRun() {}

  static void main(String[] arguments) throws Exception {
    int rate = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
    String refresh = arguments.length > 2 ? arguments[2] : "15";
    Path folder = Files.createTempDirectory("serve");
    try (EmbeddedPostgres server = TestServers.start(18)) {
      server.createDatabase("shop");
      write(folder, server);
      PipedInputStream said = new PipedInputStream(1 << 16);
      Terminal terminal =
          new Terminal(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
              new PrintStream(new PipedOutputStream(said), true, StandardCharsets.UTF_8),
              false,
              Map.of(
                  "DATABASE_URL",
                  "postgresql://postgres:"
                      + server.password()
                      + "@127.0.0.1:"
                      + server.port()
                      + "/shop"));
      Thread serving =
          Thread.startVirtualThread(() ->
              Main.run(
                  List.of("serve", folder.toString(), "--port", "0", "--refresh", refresh),
                  terminal));
      String line =
          new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8)).readLine();
      int port = URI.create(line.substring("listening on ".length())).getPort();
      for (String path : List.of("/healthz", "/readyz", "/api/ops/migration_status", "/metrics")) {
        measure(server, port, path, rate, seconds);
      }
      serving.interrupt();
      serving.join();
    }
  }

  private static void write(Path folder, EmbeddedPostgres server) throws Exception {
    Path migrations = Files.createDirectories(folder.resolve("db/migrations"));
    try (Connection connection = server.connect("shop");
        Statement statement = connection.createStatement()) {
      statement.execute("create table schema_migrations (version varchar primary key)");
      for (int i = 0; i < MIGRATIONS; i++) {
        String sql =
            i < TABLES
                ? "create table table_" + i + " (id bigint primary key, name text not null);"
                : "alter table table_" + i % TABLES + " add column column_" + i + " int;";
        String version = Long.toString(20_260_101_000_000L + i);
        Files.writeString(
            migrations.resolve(version + "_step.sql"),
            "-- migrate:up\n" + sql + "\n-- migrate:down\nselect 1;\n");
        statement.execute(sql);
        statement.execute("insert into schema_migrations values ('" + version + "')");
      }
    }
  }

  private static void measure(EmbeddedPostgres server, int port, String path, int rate, int seconds)
      throws Exception {
    ask(port, path, 1, 0, new ArrayList<>());
    long transactions = transactions(server);
    long processor = processor();
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.startVirtualThread(() -> ask(port, path, end, rate, nanos)));
    }
    for (Thread client : clients) {
      client.join();
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    List<Long> sorted = nanos.stream().sorted().toList();
    IO.println(
        "%-28s %6d requests, %6.0f a second, median %.2f ms, 99 %% %.2f ms, longest %.0f ms; %d transactions of the database, %.1f s of processor time"
            .formatted(
                path,
                sorted.size(),
                sorted.size() / elapsed,
                sorted.get(sorted.size() / 2) / 1e6,
                sorted.get(sorted.size() * 99 / 100) / 1e6,
                sorted.getLast() / 1e6,
                transactions(server) - transactions,
                (processor() - processor) / 1e9));
  }

  /// Asks over one connection until the time is up, at least once.
  private static void ask(int port, String path, long end, int rate, List<Long> nanos) {
    byte[] request =
        ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    long pause = rate == 0 ? 0 : TimeUnit.SECONDS.toNanos(CLIENTS) / rate;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      InputStream in = socket.getInputStream();
      long next = System.nanoTime();
      do {
        long sent = System.nanoTime();
        socket.getOutputStream().write(request);
        read(in);
        nanos.add(System.nanoTime() - sent);
        next += pause;
        LockSupport.parkNanos(next - System.nanoTime());
      } while (System.nanoTime() < end);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Reads one answer.
  private static void read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int letter = in.read();
      if (letter < 0) {
        throw new IOException("the connection was closed");
      }
      head.append((char) letter);
    }
    String field = "Content-Length: ";
    int start = head.indexOf(field) + field.length();
    in.readNBytes(Integer.parseInt(head.substring(start, head.indexOf("\r\n", start))));
  }

  private static long processor() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /// As the server counts them; its figures come a moment after the fact.
  private static long transactions(EmbeddedPostgres server) throws Exception {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_sleep(1.5), pg_stat_clear_snapshot()");
      try (ResultSet rows =
          statement.executeQuery(
              "select xact_commit + xact_rollback from pg_stat_database where datname = 'shop'")) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
