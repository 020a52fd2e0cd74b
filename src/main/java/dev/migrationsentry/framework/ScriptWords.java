package dev.migrationsentry.framework;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Cuts a program in Python, JavaScript or TypeScript into names, texts and marks, without its
/// comments. It knows no more of the grammar than where texts begin and end.
final class ScriptWords {
  private static final Set<String> PREFIXES =
      Set.of("r", "b", "u", "f", "t", "br", "rb", "fr", "rf", "tr", "rt");

  /// Marks and words before which a slash begins a regular expression in JavaScript.
  private static final String BEFORE_PATTERN = "(,=:[!&|?{};+";

  private final String text;
  private final boolean python;
  private final List<Word> words = new ArrayList<>();
  private int at;

  private ScriptWords(String text, boolean python) {
    this.text = text;
    this.python = python;
  }

  /// What a word is.
  enum Kind {
    NAME,
    /// A text of which all is known.
    TEXT,
    /// A text with holes that the program fills.
    TEMPLATE,
    MARK
  }

  /// A word.
  ///
  /// @param text a name, a mark, or what stands between quotes as it is written
  /// @param start where that begins in the program
  /// @param end the index after its end
  record Word(Kind kind, String text, int start, int end) {
    boolean is(String wanted) {
      return kind != Kind.TEXT && kind != Kind.TEMPLATE && text.equals(wanted);
    }
  }

  /// The words of a program. A text that is never closed ends with the program.
  static List<Word> of(String text, boolean python) {
    ScriptWords reader = new ScriptWords(text, python);
    while (reader.at < text.length()) {
      reader.next();
    }
    return reader.words;
  }

  private void next() {
    char letter = text.charAt(at);
    if (Character.isWhitespace(letter)) {
      at++;
    } else if (isComment(letter)) {
      comment();
    } else if (isNamePart(letter)) {
      name();
    } else if (letter == '"' || letter == '\'') {
      quoted(at, "");
    } else if (letter == '`' && !python) {
      template();
    } else if (letter == '/' && !python && isPatternHere()) {
      pattern();
    } else {
      words.add(new Word(Kind.MARK, text.substring(at, at + 1), at, at + 1));
      at++;
    }
  }

  private boolean isComment(char letter) {
    return python
        ? letter == '#'
        : letter == '/' && (text.startsWith("//", at) || text.startsWith("/*", at));
  }

  private void comment() {
    boolean block = !python && text.startsWith("/*", at);
    int end = text.indexOf(block ? "*/" : "\n", at + 1);
    at = end < 0 ? text.length() : end + (block ? 2 : 1);
  }

  private static boolean isNamePart(char letter) {
    return Character.isLetterOrDigit(letter) || letter == '_' || letter == '$';
  }

  private void name() {
    int start = at;
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    String name = text.substring(start, at);
    boolean prefix =
        python
            && at < text.length()
            && (text.charAt(at) == '"' || text.charAt(at) == '\'')
            && PREFIXES.contains(name.toLowerCase(Locale.ROOT));
    if (prefix) {
      quoted(at, name.toLowerCase(Locale.ROOT));
    } else {
      words.add(new Word(Kind.NAME, name, start, at));
    }
  }

  private void quoted(int quote, String prefix) {
    String mark = text.substring(quote, quote + 1);
    boolean triple = python && text.startsWith(mark.repeat(3), quote);
    String close = triple ? mark.repeat(3) : mark;
    int start = quote + close.length();
    int end = start;
    while (end < text.length()
        && !text.startsWith(close, end)
        && (triple || text.charAt(end) != '\n')) {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    end = Math.min(end, text.length());
    boolean holes = prefix.contains("f") || prefix.contains("t");
    words.add(new Word(holes ? Kind.TEMPLATE : Kind.TEXT, text.substring(start, end), start, end));
    at = Math.min(text.length(), end + close.length());
  }

  private void template() {
    int start = at + 1;
    int end = start;
    boolean holes = false;
    int depth = 0;
    while (end < text.length() && (depth > 0 || text.charAt(end) != '`')) {
      char letter = text.charAt(end);
      if (letter == '\\') {
        end++;
      } else if (text.startsWith("${", end)) {
        holes = true;
        depth++;
        end++;
      } else if (depth > 0 && letter == '{') {
        depth++;
      } else if (depth > 0 && letter == '}') {
        depth--;
      }
      end++;
    }
    end = Math.min(end, text.length());
    words.add(new Word(holes ? Kind.TEMPLATE : Kind.TEXT, text.substring(start, end), start, end));
    at = Math.min(text.length(), end + 1);
  }

  private boolean isPatternHere() {
    if (words.isEmpty()) {
      return true;
    }
    Word last = words.getLast();
    return last.is("return") || (last.kind() == Kind.MARK && BEFORE_PATTERN.contains(last.text()));
  }

  /// Passes a regular expression: it may hold quotes.
  private void pattern() {
    boolean inClass = false;
    at++;
    while (at < text.length() && text.charAt(at) != '\n') {
      char letter = text.charAt(at);
      if (letter == '/' && !inClass) {
        at++;
        return;
      }
      inClass = letter == '[' || (inClass && letter != ']');
      at += letter == '\\' ? 2 : 1;
    }
  }
}
