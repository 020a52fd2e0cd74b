package dev.migrationsentry.rehearsal.wire;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Reads messages: a letter, the length, and so many bytes (PostgreSQL manual, section 54.1).
final class WireInput extends BufferedInputStream {
  private static final int BUFFER = 1 << 16;

  private final byte[] chunk = new byte[BUFFER];

  WireInput(InputStream in) {
    super(in, BUFFER);
  }

  /// Whether the next read may have to wait for the other side.
  boolean isEmpty() {
    return pos >= count;
  }

  /// Four bytes, the highest first.
  int readInt() throws IOException {
    int result = 0;
    for (int place = 0; place < 4; place++) {
      int next = read();
      if (next < 0) {
        throw new EOFException();
      }
      result = result << 8 | next;
    }
    return result;
  }

  /// Exactly so many bytes.
  byte[] readExactly(int length) throws IOException {
    byte[] bytes = readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  /// Passes so many bytes on without keeping them.
  void pass(int length, OutputStream out) throws IOException {
    for (int left = length; left > 0; ) {
      int some = read(chunk, 0, Math.min(left, chunk.length));
      if (some < 0) {
        throw new EOFException();
      }
      out.write(chunk, 0, some);
      left -= some;
    }
  }
}
