package dev.migrationsentry.sql;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The tokens of a statement in arrays: no object per token. A token of one character has that
/// character as its kind; all others have one of the constants here. Behind the last token
/// everything is [#END].
final class Tokens {
  /// The end of the text.
  static final int END = 0;

  /// A keyword or an identifier without quotes.
  static final int WORD = 1;

  /// `"…"`.
  static final int QUOTED = 2;

  /// `U&"…"`, with its UESCAPE.
  static final int UNICODE_QUOTED = 3;

  /// `'…'`.
  static final int STRING = 4;

  /// `E'…'`.
  static final int ESCAPE_STRING = 5;

  /// `U&'…'`, with its UESCAPE.
  static final int UNICODE_STRING = 6;

  /// `$tag$…$tag$`.
  static final int DOLLAR_STRING = 7;

  /// `B'…'`.
  static final int BIT_STRING = 8;

  /// `X'…'`.
  static final int HEX_STRING = 9;

  /// A whole number that fits 32 bits.
  static final int INTEGER = 10;

  /// Any other number.
  static final int DECIMAL = 11;

  /// `$1`.
  static final int PARAMETER = 12;

  /// A psql variable or a template's placeholder.
  static final int PLACEHOLDER = 13;

  /// An operator of several characters, or of one that is no token of its own (`|`, `~`, `@`, …).
  static final int OPERATOR = 14;

  /// `::`.
  static final int TYPE_CAST = 15;

  /// `..`.
  static final int DOT_DOT = 16;

  /// `:=`.
  static final int COLON_EQUALS = 17;

  /// `=>`.
  static final int EQUALS_GREATER = 18;

  /// `<=`.
  static final int LESS_EQUALS = 19;

  /// `>=`.
  static final int GREATER_EQUALS = 20;

  /// `<>` or `!=`.
  static final int NOT_EQUALS = 21;

  /// A character that begins no token.
  static final int UNKNOWN = 22;

  /// Text that the scanner itself refuses.
  static final int BROKEN = 23;

  private byte[] kinds = new byte[64];
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private short[] keywords = new short[64];
  private int count;
  private @Nullable SyntaxException firstFailure;
  private int failedAt = -1;

  /// Forgets all tokens.
  void clear() {
    count = 0;
    firstFailure = null;
    failedAt = -1;
    kinds[0] = END;
    keywords[0] = 0;
  }

  /// Adds a token. The place after the last token always reads as [#END].
  void add(int kind, int start, int end, int keyword) {
    if (count + 2 > kinds.length) {
      int length = kinds.length * 2;
      kinds = Arrays.copyOf(kinds, length);
      starts = Arrays.copyOf(starts, length);
      ends = Arrays.copyOf(ends, length);
      keywords = Arrays.copyOf(keywords, length);
    }
    kinds[count] = (byte) kind;
    starts[count] = start;
    ends[count] = end;
    keywords[count] = (short) keyword;
    count++;
    kinds[count] = END;
    keywords[count] = 0;
  }

  /// Adds a token that the scanner refuses.
  void addBroken(int start, int end, SyntaxException failure) {
    if (firstFailure == null) {
      firstFailure = failure;
      failedAt = count;
    }
    add(BROKEN, start, end, 0);
  }

  /// Adds a token of another list; one that the scanner refuses stays refused.
  void addFrom(Tokens other, int token) {
    SyntaxException failure = other.kind(token) == BROKEN ? other.failureUpTo(token) : null;
    if (failure != null) {
      addBroken(other.start(token), other.end(token), failure);
    } else {
      add(other.kind(token), other.start(token), other.end(token), other.keyword(token));
    }
  }

  /// Says where the text ends, which is where PostgreSQL points when it ends too early.
  void finish(int end) {
    starts[count] = end;
    ends[count] = end;
  }

  /// Replaces the keyword of the last token.
  void changeLastKeyword(int keyword) {
    keywords[count - 1] = (short) keyword;
  }

  /// Replaces the last token by a longer one.
  void extendLast(int end) {
    ends[count - 1] = end;
  }

  /// Makes the last token one that the scanner refuses.
  void replaceLastByBroken(SyntaxException failure) {
    kinds[count - 1] = BROKEN;
    if (firstFailure == null) {
      firstFailure = failure;
      failedAt = count - 1;
    }
  }

  /// The number of tokens.
  int count() {
    return count;
  }

  /// The kind of a token; `at` may be behind the last one.
  int kind(int at) {
    return at >= count ? END : kinds[at];
  }

  /// Where a token starts; behind the last one it is the end of the text.
  int start(int at) {
    return starts[Math.min(at, count)];
  }

  /// The offset after a token's last character.
  int end(int at) {
    return ends[Math.min(at, count)];
  }

  /// The number of the token's keyword, or 0.
  int keyword(int at) {
    return at >= count ? 0 : keywords[at];
  }

  /// What the scanner says of the first [#BROKEN] token, when that token is not behind `at`.
  @Nullable SyntaxException failureUpTo(int at) {
    return failedAt >= 0 && failedAt <= at ? firstFailure : null;
  }
}
