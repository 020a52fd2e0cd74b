package dev.migrationsentry.rehearsal.wire;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the parts of a message's body, one after the other. What is missing reads as empty.
final class MessageReader {
  private final byte[] body;
  private final Charset charset;
  private int at;

  MessageReader(byte[] body, Charset charset) {
    this.body = body;
    this.charset = charset;
  }

  boolean hasMore() {
    return at < body.length;
  }

  int nextByte() {
    return hasMore() ? body[at++] & 0xff : 0;
  }

  int nextInt() {
    int result = 0;
    for (int place = 0; place < 4; place++) {
      result = result << 8 | nextByte();
    }
    return result;
  }

  int nextShort() {
    return nextByte() << 8 | nextByte();
  }

  /// A value behind its length; null for NULL and for one that the body has only a part of.
  byte @Nullable [] nextValue() {
    int length = nextInt();
    if (length < 0 || length > body.length - at) {
      at = length < 0 ? at : body.length;
      return null;
    }
    at += length;
    return Arrays.copyOfRange(body, at - length, at);
  }

  /// A text up to the next zero byte.
  String nextText() {
    int end = at;
    while (end < body.length && body[end] != 0) {
      end++;
    }
    String text = new String(body, at, end - at, charset);
    at = end + 1;
    return text;
  }

  /// The fields of an error or a notice.
  ServerMessage nextServerMessage() {
    Map<Integer, String> fields = new HashMap<>();
    for (int code = nextByte(); code != 0; code = nextByte()) {
      fields.put(code, nextText());
    }
    String severity = fields.getOrDefault((int) 'V', fields.getOrDefault((int) 'S', ""));
    return new ServerMessage(
        severity,
        fields.getOrDefault((int) 'C', ""),
        fields.getOrDefault((int) 'M', ""),
        fields.get((int) 'D'),
        fields.get((int) 'H'),
        number(fields.get((int) 'P')),
        fields.get((int) 'W'),
        fields.get((int) 's'),
        fields.get((int) 't'),
        fields.get((int) 'c'),
        fields.get((int) 'n'),
        fields.get((int) 'R'));
  }

  private static int number(@Nullable String digits) {
    try {
      return digits == null ? 0 : Integer.parseInt(digits);
    } catch (NumberFormatException noNumber) {
      return 0;
    }
  }
}
