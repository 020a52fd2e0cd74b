package dev.migrationsentry.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Cuts a stream of any length into lines, with little memory: a line longer than [#LONGEST] comes
/// in pieces. Texts in UTF-16, as PowerShell writes them, are turned into UTF-8 when they begin
/// with a byte order mark.
final class LineSource {
  static final int LONGEST = 1 << 16;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 18];
  private int start;
  private int end;
  private boolean over;
  private boolean pieceBefore;
  private final Charset charset;

  private long number;
  private int from;
  private int to;
  private boolean whole;

  LineSource(InputStream stream) throws IOException {
    in = stream;
    fill();
    int mark = end < 2 ? 0 : ((buffer[0] & 0xff) << 8) | (buffer[1] & 0xff);
    charset =
        switch (mark) {
          case 0xfffe -> StandardCharsets.UTF_16LE;
          case 0xfeff -> StandardCharsets.UTF_16BE;
          default -> StandardCharsets.UTF_8;
        };
    if (charset != StandardCharsets.UTF_8) {
      start = 2;
    }
  }

  /// Goes on to the next line, or to the next piece of a long one.
  ///
  /// @return false at the end
  boolean next() throws IOException {
    if (!pieceBefore) {
      number++;
    }
    int unit = charset == StandardCharsets.UTF_8 ? 1 : 2;
    int at = start;
    while (true) {
      while (at + unit <= end) {
        if (isFeed(at)) {
          return found(at, at + unit, true);
        }
        at += unit;
        if (at - start >= LONGEST) {
          return found(at, at, false);
        }
      }
      if (over) {
        boolean rest = end > start;
        if (rest) {
          found(end, end, true);
        }
        return rest;
      }
      int done = at - start;
      fill();
      at = start + done;
    }
  }

  private boolean isFeed(int at) {
    if (charset == StandardCharsets.UTF_8) {
      return buffer[at] == '\n';
    }
    int low = charset == StandardCharsets.UTF_16LE ? at : at + 1;
    return buffer[low] == '\n' && buffer[at + at + 1 - low] == 0;
  }

  private boolean found(int lineEnd, int following, boolean complete) {
    from = start;
    to = lineEnd;
    start = following;
    whole = complete && !pieceBefore;
    pieceBefore = !complete;
    return true;
  }

  private void fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, end, buffer.length - end);
    over = read < 0;
    end += Math.max(read, 0);
  }

  /// The line's number, from 1.
  long number() {
    return number;
  }

  /// Whether this is a line from its start to its end.
  boolean isWhole() {
    return whole;
  }

  /// Whether the line holds any of some words.
  boolean holds(Triggers words) {
    // In UTF-16 each line is looked at: such logs come from people's own screens and are short.
    return charset != StandardCharsets.UTF_8 || words.in(buffer, from, to);
  }

  /// The line's text without its end. Bytes that are no text become replacement characters.
  String text() {
    String text = new String(buffer, from, to - from, charset);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
