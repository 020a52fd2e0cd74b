package dev.migrationsentry.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Stands between a client and a server and, once the server has sent so many bytes, breaks the
/// connection or passes nothing on any more.
public final class FaultyProxy implements AutoCloseable {
  /// What happens after the last byte that is passed on.
  public enum Fault {
    /// The connection is closed.
    CUT,
    /// The connection stays and is silent.
    STALL
  }

  private final ServerSocket listener;
  private final int server;
  private final long bytes;
  private final Fault fault;
  private volatile boolean silent;
  private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());

  private FaultyProxy(ServerSocket listener, int server, long bytes, Fault fault) {
    this.listener = listener;
    this.server = server;
    this.bytes = bytes;
    this.fault = fault;
  }

  /// Starts one.
  ///
  /// @param server the port of the server on 127.0.0.1
  /// @param bytes how many bytes of the server reach the client
  public static FaultyProxy start(int server, long bytes, Fault fault) throws IOException {
    ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    FaultyProxy proxy = new FaultyProxy(listener, server, bytes, fault);
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(client);
        open.add(behind);
        Thread.ofVirtual().start(() -> pass(client, behind, Long.MAX_VALUE));
        Thread.ofVirtual().start(() -> pass(behind, client, bytes));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void pass(Socket from, Socket to, long most) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      long left = most;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        int passed = silent ? 0 : (int) Math.min(read, left);
        out.write(buffer, 0, passed);
        left -= passed;
        if (left == 0) {
          if (fault == Fault.CUT) {
            to.close();
          }
          return;
        }
      }
      to.close();
    } catch (IOException closed) {
      try {
        to.close();
      } catch (IOException alreadyClosed) {
        // Nothing is left to close.
      }
    }
  }

  /// The port on 127.0.0.1.
  public int port() {
    return listener.getLocalPort();
  }

  /// Passes nothing on any more, in either direction, and closes nothing.
  public void silence() {
    silent = true;
  }

  /// Closes all connections, and takes no more.
  public void cut() throws IOException {
    listener.close();
    for (Socket socket : List.copyOf(open)) {
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    cut();
  }
}
