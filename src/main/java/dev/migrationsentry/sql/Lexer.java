package dev.migrationsentry.sql;

/// PostgreSQL's scanner (the rules of manual, section 4.1): text in, [Tokens] out, one statement at
/// a time.
///
/// A statement ends at a `;` outside of parentheses and outside of `BEGIN ATOMIC … END`.
final class Lexer {
  private static final int MAX_RESUMED = 16;

  private final int end;
  private final TokenScanner scanner;

  // How deep the statement that is being read is inside of parentheses and BEGIN ATOMIC.
  private int parentheses;
  private int atomic;
  private int resumed;
  private boolean closed;

  Lexer(String text, int start, int end) {
    this.end = end;
    this.scanner = new TokenScanner(text, start, end);
  }

  /// Whether the last statement ended with its `;`.
  boolean closed() {
    return closed;
  }

  /// Goes back to a `;` inside of parentheses that are never closed. When that happens often,
  /// parentheses no longer hold statements together, so that the time stays linear.
  void resumeAt(int offset) {
    scanner.moveTo(offset);
    resumed++;
  }

  /// Replaces the tokens by those of the next statement, its `;` included.
  ///
  /// @return whether there was any token
  boolean nextStatement(Tokens tokens) {
    tokens.clear();
    parentheses = 0;
    atomic = 0;
    closed = false;
    while (scanner.next(tokens)) {
      int last = tokens.count() - 1;
      switch (tokens.kind(last)) {
        case '(' -> parentheses++;
        case ')' -> parentheses = Math.max(0, parentheses - 1);
        case Tokens.WORD -> trackAtomic(tokens, last);
        case ';' -> {
          if ((parentheses == 0 && atomic == 0) || resumed > MAX_RESUMED) {
            tokens.finish(scanner.position());
            closed = true;
            return true;
          }
        }
        default -> {}
      }
    }
    tokens.finish(end);
    return tokens.count() > 0;
  }

  /// Replaces the tokens by all that are left.
  void all(Tokens tokens) {
    tokens.clear();
    boolean more = true;
    while (more) {
      more = scanner.next(tokens);
    }
    tokens.finish(end);
  }

  private void trackAtomic(Tokens tokens, int last) {
    int keyword = tokens.keyword(last);
    if (keyword == Keywords.ATOMIC) {
      if (last > 0 && tokens.keyword(last - 1) == Keywords.BEGIN && atomic == 0) {
        atomic = 1;
      }
    } else if (atomic > 0) {
      if (keyword == Keywords.CASE) {
        atomic++;
      } else if (keyword == Keywords.END) {
        atomic--;
      }
    }
  }
}
