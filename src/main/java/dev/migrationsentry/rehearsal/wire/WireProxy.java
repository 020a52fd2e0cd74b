package dev.migrationsentry.rehearsal.wire;

import dev.migrationsentry.catalog.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Stands before a throw-away PostgreSQL on the loopback interface, passes on whatever any client
/// and the server say to each other, and tells what it saw.
///
/// Clients log in at the server itself, with its passwords. Safe for use by several threads.
public final class WireProxy implements AutoCloseable {
  private final DatabaseUrl database;
  private final ServerAddress server;
  private final TraceSettings settings;
  private final Consumer<TraceEvent> listener;
  private final ServerSocket door;
  private final Encryption encryption = new Encryption();
  private final StatementCounter counter = new StatementCounter();
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private final Set<Long> seenIndexes = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private @Nullable ServerView view;
  private @Nullable TracedDatabase traced;
  private @Nullable Watch watch;
  private @Nullable Thread watching;
  private volatile boolean closed;

  private WireProxy(
      DatabaseUrl database,
      TraceSettings settings,
      Consumer<TraceEvent> listener,
      ServerSocket door) {
    this.database = database;
    this.server = new ServerAddress(database.host(), database.port());
    this.settings = settings;
    this.listener = listener;
    this.door = door;
  }

  /// Starts to listen on a free port. Where locks are traced, the database gets a schema and an
  /// event trigger, `__ms` and `__ms_end`, until the proxy is closed.
  ///
  /// @param database the database that is rehearsed in, with a role that may do everything there
  /// @param listener is told everything, one event at a time, in the order of their answers; a
  ///   client has its answer only after the listener has returned
  /// @throws UncheckedIOException when no port can be opened
  public static WireProxy start(
      DatabaseUrl database, TraceSettings settings, Consumer<TraceEvent> listener) {
    try {
      ServerSocket door =
          new ServerSocket(0, 100, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
      WireProxy proxy = new WireProxy(database, settings, listener, door);
      proxy.prepare();
      proxy.run(proxy::welcome);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The TCP port on 127.0.0.1.
  public int port() {
    return door.getLocalPort();
  }

  /// The database as clients shall name it: through this proxy, with the same role and password.
  public DatabaseUrl url() {
    return DatabaseUrl.of(
        "127.0.0.1", port(), database.database(), database.user(), database.password());
  }

  /// The certificate of clients' TLS in its text form, for those that verify it (`sslrootcert`); it
  /// is valid for `localhost` and 127.0.0.1.
  public String certificate() {
    return encryption.certificate().pem();
  }

  /// How many clients have logged in or tried to.
  public int connections() {
    return connections.get();
  }

  /// Disconnects all clients. When it returns, the listener has been told everything.
  @Override
  public void close() {
    closed = true;
    try {
      door.close();
      for (Socket socket : sockets) {
        Session.closeQuietly(socket);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      endWatch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The proxy's own look at the server. Without it the run goes on, and the listener knows.
  private void prepare() {
    try {
      ServerView opened = ServerView.open(database);
      view = opened;
      if (settings.level() == TraceLevel.EFFECTS) {
        traced = TracedDatabase.install(opened);
      }
    } catch (SQLException e) {
      String reason = database.redact(String.valueOf(e.getMessage()));
      tell(List.of(new TraceGap(0, "locks cannot be traced: " + reason)));
    }
    if (view != null) {
      Watch looks =
          new Watch(
              view,
              traced,
              settings.hangAfter(),
              () -> List.copyOf(sessions),
              event -> tell(List.of(event)));
      watch = looks;
      watching = Thread.ofVirtual().start(looks::run);
    }
  }

  private void endWatch() throws InterruptedException {
    if (watch != null && watching != null) {
      watch.end();
      watching.join();
    }
    if (view != null) {
      try (ServerView closing = view) {
        if (traced != null) {
          closing.execute(TraceObjects.UNINSTALL);
        }
      } catch (SQLException gone) {
        // The database has gone, and what was put in with it.
      }
    }
  }

  private void run(Runnable work) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .unstarted(() -> {
              try {
                work.run();
              } finally {
                threads.remove(Thread.currentThread());
              }
            });
    threads.add(thread);
    thread.start();
  }

  private void welcome() {
    while (!closed) {
      try {
        Socket client = door.accept();
        sockets.add(client);
        if (closed) {
          client.close();
        }
        run(() -> serve(client));
      } catch (IOException ended) {
        // Closed, or this one client has gone already.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      ClientStart start = new Greeting(client, encryption).listen(server);
      if (start != null) {
        converse(start);
      }
    } catch (IOException gone) {
      // A client that ends before it has logged in has nothing to tell.
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(client);
    }
  }

  private void converse(ClientStart start) throws IOException, InterruptedException {
    int connection = connections.incrementAndGet();
    StartupMessage startup = start.startup();
    tell(
        List.of(
            new TracedConnection(
                connection,
                startup.database(),
                startup.user(),
                startup.parameter("application_name"))));
    try (Socket socket = server.connect()) {
      boolean here = startup.database().equals(database.database());
      RelationEffects effects =
          traced != null && here
              ? new RelationEffects(
                  traced, seenIndexes, reason -> tell(List.of(new TraceGap(connection, reason))))
              : null;
      Session session =
          new Session(
              connection,
              start,
              socket,
              new Conversation(connection, counter),
              effects,
              this::tell);
      sessions.add(session);
      try {
        session.run();
      } finally {
        sessions.remove(session);
      }
    }
  }

  private synchronized void tell(List<? extends TraceEvent> events) {
    events.forEach(listener);
  }
}
