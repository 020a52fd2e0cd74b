package dev.migrationsentry.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The text of a message with gaps: `relation "{relation}" already exists`. A gap between quotes
/// takes anything, one without takes a word, and `{*name}` takes several words.
///
/// @param literals the texts between the gaps, one more than there are gaps
/// @param names the gaps' names
/// @param several whether a gap takes several words
record Template(List<String> literals, List<String> names, List<Boolean> several) {
  /// No value in a message is longer than people write or servers print.
  private static final int LONGEST_VALUE = 4000;

  private static final String[] FOLLOWING = {
    " (SQLSTATE", " [", " DETAIL:", " Detail:", " HINT:", " Hint:", " CONTEXT:", " LINE "
  };

  private static final String OPENING_QUOTES = "\"'«»„“`「『‘’";

  /// Copies the lists.
  Template {
    literals = List.copyOf(literals);
    names = List.copyOf(names);
    several = List.copyOf(several);
  }

  static Template of(String written) {
    List<String> literals = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Boolean> several = new ArrayList<>();
    int from = 0;
    int open = opening(written, 0);
    while (open >= 0) {
      int close = written.indexOf('}', open);
      literals.add(written.substring(from, open));
      boolean star = written.charAt(open + 1) == '*';
      names.add(written.substring(open + (star ? 2 : 1), close));
      several.add(star);
      from = close + 1;
      open = opening(written, from);
    }
    literals.add(written.substring(from));
    return new Template(literals, names, several);
  }

  /// Braces that hold no name are text: `DbError {`.
  private static int opening(String written, int from) {
    int open = written.indexOf('{', from);
    while (open >= 0) {
      int next = open + 1;
      if (next < written.length()
          && (written.charAt(next) == '*' || Character.isLowerCase(written.charAt(next)))) {
        return open;
      }
      open = written.indexOf('{', next);
    }
    return -1;
  }

  /// The longest text of it without quotes, which logs write in several ways: a line without that
  /// can't hold the message.
  String trigger() {
    String longest = "";
    for (String literal : literals) {
      for (String part : literal.split("[\"'`]", -1)) {
        longest = part.length() > longest.length() ? part : longest;
      }
    }
    return longest.strip();
  }

  /// The longest text of it: a line without that can't hold the message.
  String anchor() {
    String longest = "";
    for (String literal : literals) {
      longest = literal.length() > longest.length() ? literal : longest;
    }
    return longest.strip();
  }

  /// A message that fits.
  ///
  /// @param values what stands in the gaps, by their names
  /// @param end the index after the message
  record Match(Map<String, String> values, int end) {}

  /// Whether the message stands at a place of a text.
  @Nullable Match at(String text, int start) {
    if (!text.startsWith(literals.getFirst(), start)) {
      return null;
    }
    int at = start + literals.getFirst().length();
    Map<String, String> values = new LinkedHashMap<>();
    for (int gap = 0; gap < names.size(); gap++) {
      String before = literals.get(gap);
      String after = literals.get(gap + 1);
      boolean quoted =
          !before.isEmpty()
              && OPENING_QUOTES.indexOf(
                      before.stripTrailing().isEmpty()
                          ? ' '
                          : before.stripTrailing().charAt(before.stripTrailing().length() - 1))
                  >= 0;
      int end = after.isEmpty() ? end(text, at, quoted, several.get(gap)) : text.indexOf(after, at);
      if (end < at || end - at > LONGEST_VALUE) {
        return null;
      }
      String value = text.substring(at, end).strip();
      if ((value.isEmpty() && !after.isEmpty() && !quoted)
          || (!quoted && !several.get(gap) && hasSpace(value))) {
        return null;
      }
      values.put(names.get(gap), value);
      at = end + after.length();
    }
    return new Match(values, at);
  }

  /// Whether something other than the message follows.
  private static boolean isOver(String text, int at) {
    if (text.charAt(at) == ';') {
      return text.startsWith("; ", at);
    }
    if (text.charAt(at) != ' ') {
      return false;
    }
    for (String next : FOLLOWING) {
      if (text.startsWith(next, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasSpace(String value) {
    return value.indexOf(' ') >= 0 || value.indexOf('"') >= 0;
  }

  /// Where a value ends behind which the message has no more text.
  private static int end(String text, int from, boolean quoted, boolean several) {
    int at = from;
    while (at < text.length()) {
      char letter = text.charAt(at);
      if (letter == '\n'
          || (quoted && letter == '"')
          || (!several && !quoted && (letter == ' ' || letter == ',' || letter == '"'))
          || (several && isOver(text, at))) {
        break;
      }
      at++;
    }
    while (!several && !quoted && at > from && ".:;)'\\`".indexOf(text.charAt(at - 1)) >= 0) {
      at--;
    }
    return at;
  }
}
