package dev.migrationsentry.sql;

/// Cuts short pieces out of a text: names and numbers. The same piece mostly comes back as the same
/// string, so that a long script does not hold each of its names a thousand times.
final class Pieces {
  private static final int SLOTS = 1024;
  private static final int LONGEST = 24;

  private final String text;
  private final String[] recent = new String[SLOTS];

  Pieces(String text) {
    this.text = text;
  }

  /// The piece as written.
  String exact(int start, int end) {
    return piece(start, end, false);
  }

  /// The piece in lower case as PostgreSQL folds it: ASCII only.
  String folded(int start, int end) {
    return piece(start, end, true);
  }

  private String piece(int start, int end, boolean fold) {
    if (end - start > LONGEST) {
      return cut(start, end, fold);
    }
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + at(i, fold);
    }
    int slot = (hash ^ (hash >>> 10)) & (SLOTS - 1);
    String known = recent[slot];
    if (known != null && same(known, start, end, fold)) {
      return known;
    }
    String piece = cut(start, end, fold);
    recent[slot] = piece;
    return piece;
  }

  private boolean same(String known, int start, int end, boolean fold) {
    if (known.length() != end - start) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (known.charAt(i - start) != at(i, fold)) {
        return false;
      }
    }
    return true;
  }

  private char at(int offset, boolean fold) {
    char c = text.charAt(offset);
    return fold && c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }

  private String cut(int start, int end, boolean fold) {
    String piece = text.substring(start, end);
    return fold ? Cursor.lower(piece) : piece;
  }
}
