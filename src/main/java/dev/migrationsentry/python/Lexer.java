package dev.migrationsentry.python;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Cuts a text into tokens as CPython does (Language Reference, chapter 2): indentation, joined
/// lines, all forms of literals, f-strings as in PEP 701.
final class Lexer {
  private static final Set<String> PREFIXES =
      Set.of("b", "u", "r", "br", "rb", "f", "fr", "rf", "t", "tr", "rt");

  private final String text;
  private final Tokens tokens;
  private final Brackets brackets = new Brackets();
  private final Indentation indentation;
  private final FormattedText formatted;
  private int at;

  private Lexer(String text) {
    this.text = text;
    this.tokens = new Tokens(text.length());
    this.indentation = new Indentation(text, tokens);
    this.formatted = new FormattedText(text, tokens);
  }

  /// The tokens of a text, up to its end or its first fault.
  static Tokens read(String text) {
    Lexer lexer = new Lexer(text);
    try {
      lexer.run();
    } catch (SyntaxException fault) {
      lexer.tokens.fail(fault);
    }
    return lexer.tokens;
  }

  private void run() {
    int nothing = text.indexOf('\0');
    if (nothing >= 0) {
      throw new SyntaxException("source code cannot contain null bytes", nothing, nothing + 1);
    }
    boolean lineStart = true;
    at = text.startsWith("\uFEFF") ? 1 : 0;
    while (true) {
      if (formatted.inText()) {
        at = formatted.text(at);
        continue;
      }
      if (lineStart) {
        at = indentation.measure(at, brackets.depth() == 0);
        lineStart = false;
      }
      skipBlanks();
      if (at == text.length()) {
        end();
        return;
      }
      if (Characters.isLineEnd(text.charAt(at))) {
        int after = Characters.afterLineEnd(text, at);
        if (brackets.depth() == 0 && !tokens.atLineEnd()) {
          tokens.add(TokenKind.NEWLINE, at, after);
        }
        at = after;
        lineStart = true;
      } else {
        token(text.charAt(at));
      }
    }
  }

  private void skipBlanks() {
    while (at < text.length()) {
      switch (text.charAt(at)) {
        case ' ', '\t', '\f' -> at++;
        case '#' -> {
          while (at < text.length() && !Characters.isLineEnd(text.charAt(at))) {
            at++;
          }
        }
        case '\\' -> at = afterContinuation(text, at);
        default -> {
          return;
        }
      }
    }
  }

  /// The index after a backslash and the line end that it hides.
  static int afterContinuation(String text, int backslash) {
    int next = backslash + 1;
    if (next >= text.length()) {
      throw new SyntaxException("unexpected EOF while parsing", backslash, next);
    }
    if (!Characters.isLineEnd(text.charAt(next))) {
      throw new SyntaxException(
          "unexpected character after line continuation character", backslash, next);
    }
    int after = Characters.afterLineEnd(text, next);
    if (after >= text.length()) {
      throw new SyntaxException("unexpected EOF while parsing", backslash, next);
    }
    return after;
  }

  private void end() {
    if (brackets.depth() > 0) {
      tokens.failUnclosed(brackets.innermostOffset(), brackets.innermost());
      return;
    }
    if (!tokens.atLineEnd()) {
      tokens.add(TokenKind.NEWLINE, at, at);
    }
    indentation.close(at);
    tokens.add(TokenKind.END, at, at);
  }

  private void token(char c) {
    if (Characters.startsName(c)) {
      word();
    } else if (Characters.isDigit(c) || (c == '.' && Characters.isDigit(ahead()))) {
      int end = Numbers.end(text, at);
      tokens.add(TokenKind.NUMBER, at, end);
      at = end;
    } else if (c == '"' || c == '\'') {
      string(at, at);
    } else {
      operator(c);
    }
  }

  private char ahead() {
    return at + 1 < text.length() ? text.charAt(at + 1) : '\n';
  }

  private void word() {
    int start = at;
    boolean ascii = true;
    while (at < text.length() && Characters.continuesName(text.charAt(at))) {
      ascii &= text.charAt(at) < 0x80;
      at++;
    }
    boolean quoted = at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
    if (quoted && at - start <= 2) {
      String prefix = text.substring(start, at).toLowerCase(Locale.ROOT);
      if (PREFIXES.contains(prefix)) {
        if (prefix.indexOf('f') >= 0 || prefix.indexOf('t') >= 0) {
          at = formatted.begin(start, at);
        } else {
          string(start, at);
        }
        return;
      }
    }
    if (!ascii) {
      Characters.checkName(text, start, at);
    }
    int length = at - start;
    @Nullable TokenKind keyword =
        ascii && length >= 2 && length <= 8 ? TokenKind.keyword(text.substring(start, at)) : null;
    tokens.add(keyword == null ? TokenKind.NAME : keyword, start, at);
  }

  /// The quotes that a string begins with: one or three.
  static String quotes(String text, int at) {
    String quote = text.substring(at, at + 1);
    String three = quote.repeat(3);
    return text.startsWith(three, at) ? three : quote;
  }

  private void string(int start, int quote) {
    String quotes = quotes(text, quote);
    char first = quotes.charAt(0);
    at = quote + quotes.length();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == first && text.startsWith(quotes, at)) {
        at += quotes.length();
        tokens.add(TokenKind.STRING, start, at);
        return;
      }
      if (c == '\\' && at + 1 < text.length()) {
        at = Characters.isLineEnd(ahead()) ? Characters.afterLineEnd(text, at + 1) : at + 2;
      } else if (Characters.isLineEnd(c) && quotes.length() == 1) {
        break;
      } else {
        at++;
      }
    }
    String triple = quotes.length() == 3 ? "triple-quoted " : "";
    throw new SyntaxException(
        "unterminated " + triple + "string literal (detected at line " + lineOf(text, at) + ")",
        start,
        quote + quotes.length());
  }

  private void operator(char c) {
    if (c == ':' && formatted.beginsFormat()) {
      tokens.add(TokenKind.COLON, at, at + 1);
      at++;
      return;
    }
    TokenKind kind = Operators.at(text, at);
    if (kind == null) {
      boolean shown = c > ' ' && c < 0x7F;
      throw new SyntaxException(
          shown
              ? "invalid syntax"
              : String.format(Locale.ROOT, "invalid non-printable character U+%04X", (int) c),
          at,
          at + 1);
    }
    switch (c) {
      case '(', '[', '{' -> {
        brackets.open(c, at);
        formatted.opened();
      }
      case ')', ']', '}' -> {
        brackets.close(c, at, formatted.prefix(), offset -> lineOf(text, offset));
        formatted.closed(c, at);
      }
      default -> {}
    }
    int end = at + kind.text().length();
    tokens.add(kind, at, end);
    at = end;
  }

  /// The line of an offset, from 1; line ends of one and of two characters count once.
  static int lineOf(String text, int offset) {
    int line = 1;
    int end = Math.min(offset, text.length());
    for (int at = 0; at < end; ) {
      if (Characters.isLineEnd(text.charAt(at))) {
        line++;
        at = Characters.afterLineEnd(text, at);
      } else {
        at++;
      }
    }
    return line;
  }
}
