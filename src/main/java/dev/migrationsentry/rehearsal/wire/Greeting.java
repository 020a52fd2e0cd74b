package dev.migrationsentry.rehearsal.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What a client says before it logs in: that it wants encryption, or that another connection shall
/// be cancelled (PostgreSQL manual, sections 54.2.1, 54.2.8 to 54.2.10).
final class Greeting {
  private static final int CANCEL = 80877102;
  private static final int TLS = 80877103;
  private static final int GSS_ENCRYPTION = 80877104;

  /// The longest first message that the server accepts.
  private static final int LONGEST = 10_000;

  private final Socket client;

  Greeting(Socket client) {
    this.client = client;
  }

  /// Listens until the client wants to log in.
  ///
  /// @param server where a wish to cancel goes to
  /// @return null when there was nothing but such a wish
  @Nullable ClientStart listen(ServerAddress server) throws IOException {
    WireInput in = new WireInput(client.getInputStream());
    WireOutput out = new WireOutput(client.getOutputStream());
    while (true) {
      int length = in.readInt();
      if (length < 8 || length > LONGEST) {
        throw new EOFException();
      }
      int code = in.readInt();
      byte[] body = in.readExactly(length - 8);
      switch (code) {
        case TLS, GSS_ENCRYPTION -> {
          out.write('N');
          out.flush();
        }
        case CANCEL -> {
          cancel(server, body);
          return null;
        }
        default -> {
          return new ClientStart(client, in, out, false, StartupMessage.of(code, body));
        }
      }
    }
  }

  /// The server answers by closing the connection.
  private static void cancel(ServerAddress server, byte[] key) throws IOException {
    try (Socket socket = server.connect();
        InputStream end = socket.getInputStream()) {
      socket
          .getOutputStream()
          .write(
              ByteBuffer.allocate(8 + key.length)
                  .putInt(8 + key.length)
                  .putInt(CANCEL)
                  .put(key)
                  .array());
      int _ = end.read();
    }
  }
}
