package dev.migrationsentry.rehearsal.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/// Where the throw-away server listens.
///
/// @param host its name
/// @param port its TCP port
record ServerAddress(String host, int port) {
  private static final int CONNECT_MILLIS = 10_000;

  /// Opens a connection.
  Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
    return socket;
  }
}
