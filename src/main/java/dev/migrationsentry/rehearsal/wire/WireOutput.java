package dev.migrationsentry.rehearsal.wire;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Writes messages: a letter, the length, and so many bytes.
final class WireOutput extends BufferedOutputStream {
  private static final int BUFFER = 1 << 16;

  WireOutput(OutputStream out) {
    super(out, BUFFER);
  }

  void writeInt(int value) throws IOException {
    write(value >>> 24);
    write(value >>> 16);
    write(value >>> 8);
    write(value);
  }

  /// The head of a message whose body follows.
  ///
  /// @param length of the body in bytes
  void writeHead(int type, int length) throws IOException {
    write(type);
    writeInt(length + 4);
  }

  /// A whole message.
  void writeMessage(int type, byte[]... parts) throws IOException {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    writeHead(type, length);
    for (byte[] part : parts) {
      write(part);
    }
  }
}
