package dev.migrationsentry.python;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The tokens of a file, the last of them [TokenKind#END] or [TokenKind#ERROR].
final class Tokens {
  private TokenKind[] kinds;
  private int[] starts;
  private int[] ends;
  private int count;
  private @Nullable SyntaxException failure;
  private int unclosed = -1;

  /// @param characters the length of the text, to guess the number of tokens
  Tokens(int characters) {
    int capacity = characters / 4 + 16;
    kinds = new TokenKind[capacity];
    starts = new int[capacity];
    ends = new int[capacity];
  }

  void add(TokenKind kind, int start, int end) {
    if (count == kinds.length) {
      kinds = Arrays.copyOf(kinds, count * 2);
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    kinds[count] = kind;
    starts[count] = start;
    ends[count++] = end;
  }

  /// Ends the tokens where the text stops to be Python.
  void fail(SyntaxException fault) {
    failure = fault;
    int at = Math.max(fault.start(), count == 0 ? 0 : ends[count - 1]);
    add(TokenKind.ERROR, at, Math.max(at, fault.end()));
  }

  /// Ends the tokens at the end of the text, inside of a parenthesis.
  ///
  /// @param offset where the innermost open parenthesis stands
  void failUnclosed(int offset, char parenthesis) {
    unclosed = offset;
    fail(new SyntaxException("'" + parenthesis + "' was never closed", offset, offset + 1));
  }

  /// What is wrong at the [TokenKind#ERROR] token, or null when there is none.
  @Nullable SyntaxException failure() {
    return failure;
  }

  /// Where the innermost parenthesis stands that is still open at the end of the text, or -1.
  int unclosed() {
    return unclosed;
  }

  int count() {
    return count;
  }

  TokenKind kind(int token) {
    return kinds[Math.min(token, count - 1)];
  }

  int start(int token) {
    return starts[Math.min(token, count - 1)];
  }

  int end(int token) {
    return ends[Math.min(token, count - 1)];
  }

  /// Whether the last token ends a line, so that the end of the text needs no other one.
  boolean atLineEnd() {
    if (count == 0) {
      return true;
    }
    TokenKind last = kinds[count - 1];
    return last == TokenKind.NEWLINE || last == TokenKind.INDENT || last == TokenKind.DEDENT;
  }
}
