package dev.migrationsentry.sql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Ends and values of string constants (manual, section 4.1.2).
final class Strings {
  private Strings() {}

  /// The offset after a string constant, its continuations on later lines included, or -1 when it
  /// has no end.
  ///
  /// @param quote the offset of the opening quote
  /// @param backslash whether a backslash escapes the character behind it
  static int end(String text, int quote, int limit, boolean backslash) {
    int open = quote;
    while (true) {
      int close = closingQuote(text, open, limit, backslash);
      if (close < 0) {
        return -1;
      }
      int next = continuation(text, close + 1, limit);
      if (next < 0) {
        return close + 1;
      }
      open = next;
    }
  }

  private static int closingQuote(String text, int open, int limit, boolean backslash) {
    if (!backslash) {
      int at = text.indexOf('\'', open + 1, limit);
      while (at >= 0 && at + 1 < limit && text.charAt(at + 1) == '\'') {
        at = text.indexOf('\'', at + 2, limit);
      }
      return at;
    }
    for (int at = open + 1; at < limit; at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '\'') {
        if (at + 1 < limit && text.charAt(at + 1) == '\'') {
          at++;
        } else {
          return at;
        }
      }
    }
    return -1;
  }

  /// The offset of the quote with which a string goes on behind white space that holds a line end,
  /// or -1.
  private static int continuation(String text, int from, int limit) {
    boolean line = false;
    int at = from;
    while (at < limit) {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r') {
        line = true;
        at++;
      } else if (Characters.isSpace(c)) {
        at++;
      } else if (c == '-' && at + 1 < limit && text.charAt(at + 1) == '-') {
        at = Characters.lineEnd(text, at, limit);
      } else {
        return line && c == '\'' ? at : -1;
      }
    }
    return -1;
  }

  /// The offset after the opening `$tag$` at an offset, or -1 when there is none.
  static int dollarTagEnd(String text, int start, int limit) {
    int at = start + 1;
    if (at < limit && Characters.startsIdentifier(text.charAt(at))) {
      while (at < limit
          && text.charAt(at) != '$'
          && Characters.continuesIdentifier(text.charAt(at))) {
        at++;
      }
    }
    return at < limit && text.charAt(at) == '$' ? at + 1 : -1;
  }

  /// The offset after the closing tag of a dollar-quoted string, or -1 when it is missing.
  static int dollarEnd(String text, int start, int tagEnd, int limit) {
    int length = tagEnd - start;
    int at = tagEnd;
    while (true) {
      at = text.indexOf('$', at, limit);
      if (at < 0 || at + length > limit) {
        return -1;
      }
      if (text.regionMatches(at, text, start, length)) {
        return at + length;
      }
      at++;
    }
  }

  /// What a string constant stands for, whatever its kind.
  ///
  /// @param start the offset of its first character, the prefix included
  static String decode(String text, int start, int end) {
    char first = text.charAt(start);
    int quote = text.indexOf('\'', start, end);
    if (first == '$') {
      int tagEnd = dollarTagEnd(text, start, end);
      return text.substring(tagEnd, end - (tagEnd - start));
    }
    if (first != 'e' && first != 'E' && text.indexOf('\'', quote + 1, end) == end - 1) {
      if (first != 'u' && first != 'U') {
        return text.substring(quote + 1, end - 1);
      }
    }
    return new Decoder(text, false).decode(start, quote, end);
  }

  /// What an identifier in quotes stands for, `U&"…"` included.
  static String decodeIdentifier(String text, int start, int end) {
    if (text.charAt(start) == '"') {
      String inside = text.substring(start + 1, end - 1);
      return inside.indexOf('"') < 0 ? inside : inside.replace("\"\"", "\"");
    }
    return new Decoder(text, false).decode(start, start + 2, end);
  }

  /// The value of a string constant as text to parse, each character with its place in the file.
  static SourceText embedded(SourceText source, int start, int end) {
    String text = source.text();
    if (text.charAt(start) == '$') {
      int tagEnd = dollarTagEnd(text, start, end);
      return identity(source, tagEnd, end - (tagEnd - start));
    }
    Decoder decoder = new Decoder(text, true);
    String value = decoder.decode(start, text.indexOf('\'', start, end), end);
    int[] offsets = decoder.offsets(value.length(), end - 1);
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = source.offset(offsets[i]);
    }
    return new SourceText(source.file(), value, offsets, source.level() + 1);
  }

  private static SourceText identity(SourceText source, int start, int end) {
    int[] offsets = new int[end - start + 1];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = source.offset(start + i);
    }
    String value = source.text().substring(start, end);
    return new SourceText(source.file(), value, offsets, source.level() + 1);
  }

  /// Resolves quotes and escapes, and remembers where each character came from when asked to.
  private static final class Decoder {
    private final String text;
    private final StringBuilder value = new StringBuilder();
    private int @Nullable [] offsets;

    Decoder(String text, boolean track) {
      this.text = text;
      this.offsets = track ? new int[64] : null;
    }

    int[] offsets(int length, int end) {
      int[] known = offsets == null ? new int[0] : offsets;
      int[] all = Arrays.copyOf(known, length + 1);
      all[length] = end;
      return all;
    }

    String decode(int start, int firstQuote, int end) {
      char quote = text.charAt(firstQuote);
      char first = text.charAt(start);
      char escape = '\0';
      int limit = end;
      if (firstQuote == start + 1 && (first == 'e' || first == 'E')) {
        escape = '\\';
      } else if (firstQuote == start + 2) {
        escape = '\\';
        char last = unicodeEscape(firstQuote, end);
        if (last != '\0') {
          escape = last;
          limit = literalEnd;
        }
      }
      boolean unicode = firstQuote == start + 2;
      int at = firstQuote + 1;
      while (at < limit) {
        char c = text.charAt(at);
        if (c == quote) {
          if (at + 1 < limit && text.charAt(at + 1) == quote) {
            add(quote, at);
            at += 2;
          } else if (at + 1 < limit) {
            at = text.indexOf(quote, skipToQuote(at + 1), limit) + 1;
          } else {
            break;
          }
        } else if (c == escape && escape != '\0') {
          at = unicode ? unicode(at, escape) : backslash(at);
        } else {
          add(c, at);
          at++;
        }
      }
      return value.toString();
    }

    private int literalEnd;

    /// The escape character of a trailing UESCAPE, or 0; `literalEnd` is then the end of the
    /// literal before it.
    private char unicodeEscape(int firstQuote, int end) {
      char quote = text.charAt(firstQuote);
      int close =
          quote == '\''
              ? Strings.end(text, firstQuote, end, false)
              : identifierEnd(firstQuote, end);
      if (close < 0 || close >= end) {
        return '\0';
      }
      literalEnd = close;
      return text.charAt(end - 2);
    }

    private int identifierEnd(int quote, int end) {
      int at = text.indexOf('"', quote + 1, end);
      while (at >= 0 && at + 1 < end && text.charAt(at + 1) == '"') {
        at = text.indexOf('"', at + 2, end);
      }
      return at + 1;
    }

    /// Skips the blanks and comments between two parts of a constant.
    private int skipToQuote(int from) {
      int at = from;
      while (text.charAt(at) != '\'') {
        at = text.charAt(at) == '-' ? Characters.lineEnd(text, at, text.length()) : at + 1;
      }
      return at;
    }

    private int unicode(int at, char escape) {
      char next = text.charAt(at + 1);
      if (next == escape) {
        add(escape, at);
        return at + 2;
      }
      int digits = next == '+' ? at + 2 : at + 1;
      int stop = digits + (next == '+' ? 6 : 4);
      addCodePoint(Escapes.hex(text, digits, stop), at);
      return stop;
    }

    private int backslash(int at) {
      char c = text.charAt(at + 1);
      switch (c) {
        case 'b' -> add('\b', at);
        case 'f' -> add('\f', at);
        case 'n' -> add('\n', at);
        case 'r' -> add('\r', at);
        case 't' -> add('\t', at);
        case 'v' -> add('\u000b', at);
        case 'u', 'U' -> {
          int stop = at + (c == 'u' ? 6 : 10);
          addCodePoint(Escapes.hex(text, at + 2, stop), at);
          return stop;
        }
        default -> {
          if (Escapes.byteEnd(text, at) > at) {
            return bytes(at);
          }
          add(c, at);
        }
      }
      return at + 2;
    }

    /// A run of `\x…` and octal escapes: bytes that make up characters of UTF-8 together.
    private int bytes(int from) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int at = from;
      while (true) {
        int stop = Escapes.byteEnd(text, at);
        if (stop <= at) {
          break;
        }
        bytes.write(Escapes.byteValue(text, at, stop));
        at = stop;
      }
      for (char c : bytes.toString(StandardCharsets.UTF_8).toCharArray()) {
        add(c, from);
      }
      return at;
    }

    private void addCodePoint(int codePoint, int from) {
      if (codePoint >= 0x10000 && codePoint <= Character.MAX_CODE_POINT) {
        add(Character.highSurrogate(codePoint), from);
        add(Character.lowSurrogate(codePoint), from);
      } else {
        add((char) codePoint, from);
      }
    }

    private void add(char c, int from) {
      if (offsets != null) {
        if (value.length() == offsets.length) {
          offsets = Arrays.copyOf(offsets, offsets.length * 2);
        }
        offsets[value.length()] = from;
      }
      value.append(c);
    }
  }
}
