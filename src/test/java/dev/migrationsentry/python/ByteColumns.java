package dev.migrationsentry.python;

import java.util.Arrays;

/// Places as CPython counts them: lines from 1, ended by `\n`, `\r` or both, and columns from 0 in
/// bytes of UTF-8.
final class ByteColumns {
  private final String text;
  private int[] lineStarts = new int[64];
  private int lines = 1;

  ByteColumns(String text) {
    this.text = text;
    int at = text.startsWith("\uFEFF") ? 1 : 0;
    lineStarts[0] = at;
    while (at < text.length()) {
      if (Characters.isLineEnd(text.charAt(at))) {
        at = Characters.afterLineEnd(text, at);
        if (lines == lineStarts.length) {
          lineStarts = Arrays.copyOf(lineStarts, lines * 2);
        }
        lineStarts[lines++] = at;
      } else {
        at++;
      }
    }
  }

  int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, 0, lines, offset);
    return found >= 0 ? found + 1 : Math.max(1, -found - 1);
  }

  String place(int offset) {
    int line = line(offset);
    int bytes = 0;
    for (int at = lineStarts[line - 1]; at < offset; at++) {
      char c = text.charAt(at);
      // Each half of a pair stands for two of its four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return line + ":" + bytes;
  }
}
