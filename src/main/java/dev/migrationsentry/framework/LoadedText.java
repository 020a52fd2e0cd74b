package dev.migrationsentry.framework;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// What came of reading a text file.
///
/// @param text the whole text without byte order mark, empty when it can't be read
/// @param problem why it can't be read, as a sentence part that follows the path, or empty
/// @param notUtf8 where it is not UTF-8 and was read as Latin-1: a sentence part that follows the
///   path, or empty
record LoadedText(String text, String problem, String notUtf8) {
  boolean isReadable() {
    return problem.isEmpty();
  }

  /// Reads a file of a project.
  static LoadedText of(ProjectFiles files, String path) {
    byte[] bytes;
    try {
      bytes = files.read(path);
    } catch (IOException e) {
      return unreadable(e.getMessage() == null ? "can't be read" : e.getMessage());
    } catch (OutOfMemoryError e) {
      return unreadable("is too large for the memory of this process");
    }
    return decode(bytes);
  }

  /// Decodes a file. A UTF-8 byte order mark is left out; line ends stay as they are.
  static LoadedText decode(byte[] bytes) {
    int first = bytes.length > 0 ? bytes[0] & 0xff : 0;
    int second = bytes.length > 1 ? bytes[1] & 0xff : 0;
    if (first == 0xff && second == 0xfe && bytes.length > 3 && bytes[2] == 0 && bytes[3] == 0) {
      return unreadable("is UTF-32; PostgreSQL's tools and the runners read UTF-8");
    }
    if ((first == 0xff && second == 0xfe) || (first == 0xfe && second == 0xff)) {
      return unreadable("is UTF-16; PostgreSQL's tools and the runners read UTF-8");
    }
    int zero = zeroAt(bytes);
    if (zero >= 0) {
      return unreadable(
          looksLikeUtf16(bytes)
              ? "is UTF-16 without a byte order mark; PostgreSQL's tools and the runners read UTF-8"
              : "is not text: it has a NUL byte at offset " + zero);
    }
    int start =
        first == 0xef && second == 0xbb && bytes.length > 2 && (bytes[2] & 0xff) == 0xbf ? 3 : 0;
    String text = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0 || isUtf8(bytes, start)) {
      return new LoadedText(text, "", "");
    }
    int wrong = firstWrong(bytes, start);
    int line = 1;
    for (int i = start; i < wrong; i++) {
      if (bytes[i] == '\n') {
        line++;
      }
    }
    String what =
        "is not UTF-8: byte 0x"
            + Integer.toHexString(bytes[wrong] & 0xff)
            + " in line "
            + line
            + " is no character there";
    return new LoadedText(
        new String(bytes, start, bytes.length - start, StandardCharsets.ISO_8859_1), "", what);
  }

  private static LoadedText unreadable(String why) {
    return new LoadedText("", why, "");
  }

  private static int zeroAt(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  private static boolean looksLikeUtf16(byte[] bytes) {
    int pairs = Math.min(bytes.length / 2, 64);
    int zeros = 0;
    for (int i = 0; i < pairs; i++) {
      if ((bytes[2 * i] == 0) != (bytes[2 * i + 1] == 0)) {
        zeros++;
      }
    }
    return pairs > 0 && zeros > pairs * 3 / 4;
  }

  private static boolean isUtf8(byte[] bytes, int start) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, start, bytes.length - start));
      return true;
    } catch (CharacterCodingException e) {
      return false; // The answer to the question, not a fault.
    }
  }

  private static int firstWrong(byte[] bytes, int start) {
    var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    var out = java.nio.CharBuffer.allocate(bytes.length - start + 1);
    decoder.decode(in, out, true);
    return Math.min(in.position(), bytes.length - 1);
  }
}
