package dev.migrationsentry.python;

import java.util.ArrayDeque;
import java.util.Deque;

/// Cuts f-strings and t-strings into texts and fields (PEP 701). A field is then cut as any other
/// code; the lexer tells here which brackets it opens and closes, so that its end is found.
final class FormattedText {
  /// CPython's limits (MAXFSTRINGLEVEL, MAX_EXPR_NESTING).
  private static final int DEEPEST = 150;

  private static final int DEEPEST_FIELD = 3;

  private final String text;
  private final Tokens tokens;
  private final Deque<Opened> open = new ArrayDeque<>();

  FormattedText(String text, Tokens tokens) {
    this.text = text;
    this.tokens = tokens;
  }

  /// A string that is not yet closed.
  private static final class Opened {
    final int start;
    final char letter;
    final boolean raw;
    final String quotes;

    /// The brackets that are open in its fields, those of the fields among them.
    int brackets;

    /// The fields that are open: more than one inside of formats.
    int fields;

    /// Whether text is next and not code.
    boolean inText = true;

    Opened(int start, char letter, boolean raw, String quotes) {
      this.start = start;
      this.letter = letter;
      this.raw = raw;
      this.quotes = quotes;
    }

    String kind() {
      return letter + "-string";
    }
  }

  /// Whether the next characters are text of a string and not code.
  boolean inText() {
    Opened top = open.peek();
    return top != null && top.inText;
  }

  /// `f-string: ` or `t-string: ` inside of a field, else empty.
  String prefix() {
    Opened top = open.peek();
    return top == null ? "" : top.kind() + ": ";
  }

  /// Begins a string.
  ///
  /// @param start where its prefix begins
  /// @param quote where its quotes begin
  /// @return the index after the quotes
  int begin(int start, int quote) {
    if (open.size() >= DEEPEST) {
      throw new SyntaxException("too many nested f-strings or t-strings", start, quote + 1);
    }
    char letter = 'f';
    boolean raw = false;
    for (int at = start; at < quote; at++) {
      char c = Character.toLowerCase(text.charAt(at));
      raw |= c == 'r';
      letter = c == 't' ? 't' : letter;
    }
    String quotes = Lexer.quotes(text, quote);
    open.push(new Opened(start, letter, raw, quotes));
    int after = quote + quotes.length();
    tokens.add(TokenKind.FORMATTED_START, start, after);
    return after;
  }

  /// Cuts the text from an index up to the next field or to the end of the string.
  ///
  /// @return where code begins: at a brace, or after the closing quotes
  int text(int start) {
    Opened string = open.element();
    boolean format = string.fields > 0;
    int at = start;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == string.quotes.charAt(0) && text.startsWith(string.quotes, at)) {
        return close(string, start, at);
      }
      if (Characters.isLineEnd(c) && string.quotes.length() == 1) {
        break;
      }
      boolean doubled = !format && at + 1 < text.length() && text.charAt(at + 1) == c;
      if (c == '{' && !doubled) {
        return field(string, start, at);
      }
      if (c == '}' && !doubled) {
        return endOfFormat(string, start, at);
      }
      if (c == '\\') {
        at = afterBackslash(string, at);
      } else {
        at += (c == '{' || c == '}') ? 2 : 1;
      }
    }
    throw unterminated(string, format, at);
  }

  private int afterBackslash(Opened string, int at) {
    if (at + 1 >= text.length()) {
      return at + 1;
    }
    char next = text.charAt(at + 1);
    if (next == '{' || next == '}') {
      return at + 1;
    }
    if (!string.raw && next == 'N' && at + 2 < text.length() && text.charAt(at + 2) == '{') {
      int end = at + 3;
      while (end < text.length() && isOfName(text.charAt(end))) {
        end++;
      }
      return end < text.length() && text.charAt(end) == '}' ? end + 1 : end;
    }
    return Characters.isLineEnd(next) ? Characters.afterLineEnd(text, at + 1) : at + 2;
  }

  private static boolean isOfName(char c) {
    return c != '}' && c != '{' && c != '\'' && c != '"' && !Characters.isLineEnd(c);
  }

  private void middle(int start, int end) {
    if (end > start) {
      tokens.add(TokenKind.FORMATTED_MIDDLE, start, end);
    }
  }

  private int close(Opened string, int start, int at) {
    if (string.fields > 0) {
      throw new SyntaxException(
          string.kind() + ": expecting '}', or format specs", at, at + string.quotes.length());
    }
    middle(start, at);
    int after = at + string.quotes.length();
    tokens.add(TokenKind.FORMATTED_END, at, after);
    open.pop();
    return after;
  }

  private int field(Opened string, int start, int at) {
    if (string.fields >= DEEPEST_FIELD) {
      throw new SyntaxException(string.kind() + ": expressions nested too deeply", at, at + 1);
    }
    middle(start, at);
    string.fields++;
    string.inText = false;
    return at;
  }

  private int endOfFormat(Opened string, int start, int at) {
    if (string.fields == 0) {
      throw new SyntaxException(string.kind() + ": single '}' is not allowed", at, at + 1);
    }
    middle(start, at);
    string.inText = false;
    return at;
  }

  private SyntaxException unterminated(Opened string, boolean format, int at) {
    if (format && at < text.length()) {
      return new SyntaxException(
          string.kind()
              + ": newlines are not allowed in format specifiers for single quoted "
              + string.kind()
              + "s",
          at,
          at + 1);
    }
    String triple = string.quotes.length() == 3 ? "triple-quoted " : "";
    return new SyntaxException(
        "unterminated "
            + triple
            + string.kind()
            + " literal (detected at line "
            + Lexer.lineOf(text, at)
            + ")",
        string.start,
        string.start + 1);
  }

  /// The lexer opened a bracket.
  void opened() {
    Opened string = open.peek();
    if (string != null) {
      string.brackets++;
    }
  }

  /// The lexer closed a bracket. A `}` may end a field.
  void closed(char bracket, int at) {
    Opened string = open.peek();
    if (string == null) {
      return;
    }
    if (string.brackets == 0) {
      throw new SyntaxException(string.kind() + ": unmatched '" + bracket + "'", at, at + 1);
    }
    string.brackets--;
    if (bracket == '}' && string.brackets == string.fields - 1) {
      string.fields--;
      string.inText = true;
    }
  }

  /// Whether a `:` directly in a field begins its format; then text is next.
  boolean beginsFormat() {
    Opened string = open.peek();
    if (string == null || string.inText || string.brackets != string.fields) {
      return false;
    }
    string.inText = true;
    return true;
  }
}
