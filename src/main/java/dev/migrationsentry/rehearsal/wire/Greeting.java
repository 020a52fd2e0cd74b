package dev.migrationsentry.rehearsal.wire;

import java.io.DataInputStream;
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

  /// The first byte of TLS that nobody asked for before (section 54.2.10, direct negotiation).
  private static final int HANDSHAKE = 0x16;

  /// The longest first message that the server accepts.
  private static final int LONGEST = 10_000;

  private final Encryption encryption;
  private Socket client;
  private boolean encrypted;

  Greeting(Socket client, Encryption encryption) {
    this.client = client;
    this.encryption = encryption;
  }

  /// Listens until the client wants to log in. Nothing is read ahead, because what follows may be
  /// encrypted.
  ///
  /// @param server where a wish to cancel goes to
  /// @return null when there was nothing but such a wish
  @Nullable ClientStart listen(ServerAddress server) throws IOException {
    while (true) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      int first = in.readUnsignedByte();
      if (first == HANDSHAKE && !encrypted) {
        client = encryption.accept(client, new byte[] {(byte) first});
        encrypted = true;
        continue;
      }
      byte[] length = new byte[] {(byte) first, in.readByte(), in.readByte(), in.readByte()};
      int size = ByteBuffer.wrap(length).getInt();
      if (size < 8 || size > LONGEST) {
        throw new EOFException();
      }
      int code = in.readInt();
      byte[] body = new byte[size - 8];
      in.readFully(body);
      switch (code) {
        case TLS -> answerTls();
        case GSS_ENCRYPTION -> client.getOutputStream().write('N');
        case CANCEL -> {
          cancel(server, body);
          return null;
        }
        default -> {
          return new ClientStart(
              client,
              new WireInput(client.getInputStream()),
              new WireOutput(client.getOutputStream()),
              encrypted,
              StartupMessage.of(code, body));
        }
      }
    }
  }

  private void answerTls() throws IOException {
    client.getOutputStream().write(encrypted ? 'N' : 'S');
    if (!encrypted) {
      client = encryption.accept(client, new byte[0]);
      encrypted = true;
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
