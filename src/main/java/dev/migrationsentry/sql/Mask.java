package dev.migrationsentry.sql;

import dev.migrationsentry.source.Span;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Blanks out what is no SQL in a file: psql's commands, the data behind COPY, variables and
/// placeholders (psql's manual page). All offsets stay what they were.
///
/// Commands and data become blanks, line ends are kept; a command that sends the query, such as
/// `\gexec`, becomes a `;`. A variable or placeholder becomes a word of [#PLACEHOLDER] characters.
final class Mask {
  /// What stands for every character of a placeholder: a letter to PostgreSQL, and of no meaning to
  /// anyone else.
  static final char PLACEHOLDER = '\uE000';

  private static final List<String> SENDING =
      List.of("g", "gset", "gx", "gexec", "gdesc", "crosstabview", "watch", "bind", "parse");

  private final String text;
  private final boolean psql;
  private final int[] placeholders;
  private int nextPlaceholder;
  private char @Nullable [] masked;
  private int at;
  private int brackets;
  private int parentheses;

  // What the statement that is being read consists of so far.
  private boolean empty = true;
  private boolean copy;
  private boolean from;
  private boolean stdin;

  private Mask(String text, boolean psql, List<Span> placeholders) {
    this.text = text;
    this.psql = psql;
    this.placeholders =
        placeholders.stream()
            .sorted((a, b) -> Integer.compare(a.start(), b.start()))
            .flatMapToInt(span -> java.util.stream.IntStream.of(span.start(), span.end()))
            .toArray();
  }

  /// The text with all that is no SQL blanked out.
  ///
  /// @param psql whether psql runs the file
  /// @param placeholders places that a template engine replaces
  static String apply(String text, int start, int end, boolean psql, List<Span> placeholders) {
    if (!psql && placeholders.isEmpty()) {
      return text;
    }
    Mask mask = new Mask(text, psql, placeholders);
    mask.run(start, end);
    return mask.masked == null ? text : new String(mask.masked);
  }

  private void run(int start, int end) {
    at = start;
    while (at < end) {
      if (!atPlaceholder(end)) {
        step(end);
      }
    }
  }

  private boolean atPlaceholder(int end) {
    while (nextPlaceholder < placeholders.length && placeholders[nextPlaceholder] < at) {
      nextPlaceholder += 2;
    }
    if (nextPlaceholder >= placeholders.length || placeholders[nextPlaceholder] != at) {
      return false;
    }
    int stop = Math.min(end, placeholders[nextPlaceholder + 1]);
    fill(at, stop, PLACEHOLDER);
    at = Math.max(stop, at + 1);
    empty = false;
    return true;
  }

  private void step(int end) {
    char c = text.charAt(at);
    char next = at + 1 < end ? text.charAt(at + 1) : '\0';
    if (Characters.startsIdentifier(c)) {
      word(end);
      return;
    }
    switch (c) {
      case '-' -> at = next == '-' ? Characters.lineEnd(text, at, end) : at + 1;
      case '/' -> {
        int stop = next == '*' ? Characters.blockCommentEnd(text, at, end) : at + 1;
        at = stop < 0 ? end : stop;
      }
      case '\'' -> quoted(Strings.end(text, at, end, escapes()), end);
      case '"' -> {
        int close = text.indexOf('"', at + 1, end);
        quoted(close < 0 ? -1 : close + 1, end);
      }
      case '$' -> dollar(end);
      case '[' -> {
        brackets++;
        at++;
      }
      case ']' -> {
        brackets--;
        at++;
      }
      case '(', ')' -> {
        parentheses = Math.max(0, parentheses + (c == '(' ? 1 : -1));
        at++;
      }
      case ';' -> semicolon(end);
      case '\\' -> {
        if (psql) {
          command(end);
        } else {
          at++;
        }
      }
      case ':' -> {
        if (psql) {
          variable(end);
        } else {
          at++;
        }
      }
      default -> {
        empty &= Characters.isSpace(c);
        at++;
      }
    }
  }

  private void word(int end) {
    int start = at;
    at = Characters.identifierEnd(text, start, end);
    // A placeholder may be glued to a word.
    if (nextPlaceholder < placeholders.length
        && placeholders[nextPlaceholder] > start
        && placeholders[nextPlaceholder] < at) {
      at = placeholders[nextPlaceholder];
    }
    if (empty) {
      copy = isWord(start, "copy");
      from = false;
      stdin = false;
      empty = false;
    } else if (copy && parentheses == 0) {
      if (isWord(start, "from")) {
        from = true;
      } else if (from && isWord(start, "stdin")) {
        stdin = true;
      }
    }
  }

  private boolean isWord(int start, String word) {
    return at - start == word.length() && text.regionMatches(true, start, word, 0, word.length());
  }

  /// Whether the quote at the cursor opens an `E'…'`.
  private boolean escapes() {
    return at > 0
        && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E')
        && (at < 2 || !Characters.continuesIdentifier(text.charAt(at - 2)));
  }

  private void quoted(int stop, int end) {
    int close = stop < 0 ? end : stop;
    empty = false;
    // Quotes inside of a placeholder do not end the constant around it.
    for (int i = nextPlaceholder; i < placeholders.length && placeholders[i] < close; i += 2) {
      if (placeholders[i] > at && placeholders[i + 1] > close && stop >= 0) {
        fill(placeholders[i], Math.min(end, placeholders[i + 1]), PLACEHOLDER);
        int rest = text.indexOf(text.charAt(at), Math.min(end, placeholders[i + 1]), end);
        close = rest < 0 ? end : rest + 1;
      }
    }
    at = close;
  }

  private void dollar(int end) {
    empty = false;
    int tagEnd = Strings.dollarTagEnd(text, at, end);
    int stop = tagEnd < 0 ? at + 1 : Strings.dollarEnd(text, at, tagEnd, end);
    at = stop < 0 ? end : stop;
  }

  private void semicolon(int end) {
    at++;
    if (parentheses > 0) {
      return;
    }
    boolean data = psql && copy && stdin;
    empty = true;
    copy = false;
    if (data) {
      blankData(end);
    }
  }

  /// The lines behind COPY … FROM STDIN, up to the one with `\.`.
  private void blankData(int end) {
    int line = nextLine(at, end);
    while (line < end) {
      int stop = Characters.lineEnd(text, line, end);
      boolean last = stop - line == 2 && text.startsWith("\\.", line);
      fill(line, stop, ' ');
      line = nextLine(stop, end);
      if (last) {
        break;
      }
    }
    at = line;
  }

  private int nextLine(int from, int end) {
    int newline = text.indexOf('\n', from, end);
    return newline < 0 ? end : newline + 1;
  }

  private void command(int end) {
    int start = at;
    int nameEnd = start + 1;
    while (nameEnd < end && Character.isLetter(text.charAt(nameEnd))) {
      nameEnd++;
    }
    if (nameEnd == start + 1 && nameEnd < end && text.charAt(nameEnd) == ';') {
      fill(start, start + 1, ' ');
      at = nameEnd;
      return;
    }
    String name = text.substring(start + 1, nameEnd);
    int stop = Characters.lineEnd(text, start, end);
    int separator = text.indexOf("\\\\", nameEnd, stop);
    if (separator >= 0) {
      stop = separator + 2;
    }
    boolean data = false;
    if (name.equals("copy")) {
      String arguments = Cursor.lower(text.substring(nameEnd, stop));
      data = arguments.contains(" from stdin");
    }
    fill(start, stop, ' ');
    at = stop;
    if (SENDING.contains(name) && !empty) {
      fill(start, start + 1, ';');
      empty = true;
      copy = false;
      parentheses = 0;
    }
    if (data) {
      blankData(end);
    }
  }

  private void variable(int end) {
    int start = at;
    at++;
    if (at >= end || brackets > 0 || (start > 0 && !mayPrecede(text.charAt(start - 1)))) {
      at += at < end && text.charAt(at) == ':' ? 1 : 0;
      return;
    }
    char c = text.charAt(at);
    int stop = -1;
    if (c == '\'' || c == '"') {
      stop = variableEnd(at + 1, end);
      stop = stop < end && stop > at + 1 && text.charAt(stop) == c ? stop + 1 : -1;
    } else if (c == '{') {
      int close = text.indexOf('}', at, Characters.lineEnd(text, at, end));
      stop = close < 0 ? -1 : close + 1;
    } else if (c == ':' || c == '=') {
      at++;
    } else {
      int last = variableEnd(at, end);
      stop = last > at ? last : -1;
    }
    if (stop > 0) {
      fill(start, stop, PLACEHOLDER);
      empty = false;
      at = stop;
    }
  }

  private int variableEnd(int from, int end) {
    int stop = from;
    while (stop < end
        && text.charAt(stop) != '$'
        && Characters.continuesIdentifier(text.charAt(stop))) {
      stop++;
    }
    return stop;
  }

  /// A colon behind a word, a string or another colon begins no variable: `'key':value`.
  private static boolean mayPrecede(char c) {
    return !Characters.continuesIdentifier(c) && c != '\'' && c != '"' && c != ')' && c != ':';
  }

  private void fill(int start, int end, char c) {
    char[] target = masked;
    if (target == null) {
      target = text.toCharArray();
      masked = target;
    }
    if (c == PLACEHOLDER) {
      Arrays.fill(target, start, end, c);
      return;
    }
    for (int i = start; i < end; i++) {
      if (target[i] != '\n' && target[i] != '\r') {
        target[i] = c;
      }
    }
  }
}
