package dev.migrationsentry.python;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;

/// A place in the tokens of a file, and what all parsers do there.
final class Cursor {
  /// How deep an expression may be nested before it is refused, counted in the weights below. The
  /// limit is above what people write and below what overflows a stack of half a megabyte.
  private static final int DEEPEST = 400;

  /// What an operator, a conditional or a lambda costs: a few calls of methods.
  static final int LIGHT = 1;

  /// What brackets and patterns cost: all levels of precedence are gone through once more.
  static final int HEAVY = 4;

  /// What a field of an f-string costs: yet more.
  static final int FIELD = 6;

  /// How long a chain of operators, attributes or `elif`s may be: its tree is as deep.
  static final int LONGEST = 3_000;

  private final SourceFile file;
  private final Tokens tokens;
  private int position;
  private int depth;
  private int lastEnd;
  private int furthest;
  private int operationStart;
  private int operationEnd = -1;

  Cursor(SourceFile file, Tokens tokens) {
    this.file = file;
    this.tokens = tokens;
  }

  /// Where a parser may come back to.
  record Mark(int position, int depth, int lastEnd) {}

  Mark mark() {
    return new Mark(position, depth, lastEnd);
  }

  void backTo(Mark mark) {
    position = mark.position;
    depth = mark.depth;
    lastEnd = mark.lastEnd;
  }

  int position() {
    return position;
  }

  String text() {
    return file.text();
  }

  Tokens tokens() {
    return tokens;
  }

  TokenKind kind() {
    return tokens.kind(position);
  }

  /// The kind of a later token.
  TokenKind ahead(int count) {
    return tokens.kind(position + count);
  }

  int start() {
    return tokens.start(position);
  }

  int end() {
    return tokens.end(position);
  }

  /// The index after the last token that was read, line ends and indentation left out.
  int lastEnd() {
    return lastEnd;
  }

  boolean is(TokenKind kind) {
    return kind() == kind;
  }

  void advance() {
    switch (kind()) {
      case NEWLINE, INDENT, DEDENT, END -> {}
      default -> lastEnd = end();
    }
    position++;
    furthest = Math.max(furthest, position);
  }

  /// The number of the furthest token that was looked at.
  int furthest() {
    return furthest;
  }

  /// Remembers that an operation ends here, for the words of a fault that comes next.
  ///
  /// @param first the number of its first token
  void operationEnds(int first) {
    operationStart = first;
    operationEnd = position;
  }

  /// The number of the first token of the operation that ends just before this place, or -1.
  int operationBefore() {
    return operationEnd == position ? operationStart : -1;
  }

  boolean accept(TokenKind kind) {
    if (kind() != kind) {
      return false;
    }
    advance();
    return true;
  }

  void expect(TokenKind kind) {
    expect(kind, "invalid syntax");
  }

  void expect(TokenKind kind, String message) {
    if (!accept(kind)) {
      throw error(message);
    }
  }

  /// A `:` before a block.
  ///
  /// @param always whether Python names what is missing whatever stands there instead, not only at
  ///   the end of the line
  void expectColon(boolean always) {
    expect(TokenKind.COLON, always || is(TokenKind.NEWLINE) ? "expected ':'" : "invalid syntax");
  }

  /// Reads a name.
  String name() {
    return name("invalid syntax");
  }

  String name(String message) {
    if (!is(TokenKind.NAME)) {
      throw error(message);
    }
    String name = Characters.normal(tokenText());
    advance();
    return name;
  }

  /// Whether a name is next that is a word of the grammar only at this place, as `match`.
  boolean isWord(String word) {
    return is(TokenKind.NAME)
        && end() - start() == word.length()
        && text().startsWith(word, start());
  }

  String tokenText() {
    return text().substring(start(), end());
  }

  Span span(int start, int end) {
    return file.span(start, end);
  }

  /// From an index to the end of the last token that was read.
  Span from(int start) {
    return file.span(start, Math.max(start, lastEnd));
  }

  int line(int offset) {
    return Lexer.lineOf(text(), offset);
  }

  /// Enters a nested construct; to be left by [#leave(int)].
  ///
  /// @param weight [#LIGHT], [#HEAVY] or [#FIELD]
  void enter(int weight) {
    depth += weight;
    if (depth > DEEPEST) {
      throw error("nested too deeply");
    }
  }

  void leave(int weight) {
    depth -= weight;
  }

  /// Refuses a chain that is too long.
  ///
  /// @param length its length so far
  void checkChain(int length) {
    if (length > LONGEST) {
      throw error("nested too deeply");
    }
  }

  /// The fault that nothing Python knows begins with this token.
  SyntaxException error() {
    return error("invalid syntax");
  }

  SyntaxException error(String message) {
    SyntaxException lexical = tokens.failure();
    if (is(TokenKind.ERROR) && lexical != null) {
      return lexical;
    }
    return switch (kind()) {
      case INDENT ->
          new SyntaxException(
              message.equals("invalid syntax") ? "unexpected indent" : message, start(), end());
      case DEDENT, END, NEWLINE -> {
        // The end of the text is on a line of its own that nobody wrote.
        int at = start() == text().length() ? Math.min(start(), lineEndBefore()) : start();
        yield new SyntaxException(message, at, at);
      }
      default -> new SyntaxException(message, start(), end());
    };
  }

  private int lineEndBefore() {
    int at = text().length();
    if (at > 0 && text().charAt(at - 1) == '\n') {
      at--;
    }
    return at > 0 && text().charAt(at - 1) == '\r' ? at - 1 : at;
  }

  /// A fault in what was just read.
  SyntaxException errorFrom(int start, String message) {
    return new SyntaxException(message, start, Math.max(start, lastEnd));
  }
}
