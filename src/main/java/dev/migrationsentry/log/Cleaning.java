package dev.migrationsentry.log;

/// Makes a line of a log safe to read and to show: without terminal escape sequences (ECMA-48),
/// without control characters and without marks that turn the direction of writing.
final class Cleaning {
  private Cleaning() {}

  static String clean(String line) {
    boolean clean = true;
    for (int at = 0; at < line.length() && clean; at++) {
      clean = !isUnsafe(line.charAt(at));
    }
    if (clean) {
      return line;
    }
    StringBuilder out = new StringBuilder(line.length());
    int at = 0;
    while (at < line.length()) {
      char letter = line.charAt(at);
      if (letter == '\u001b') {
        at = afterEscape(line, at + 1);
      } else if (letter == '\u009b') {
        at = afterSequence(line, at + 1);
      } else {
        if (letter == '\u00a0') {
          out.append(' ');
        } else if (!isUnsafe(letter)) {
          out.append(letter);
        }
        at++;
      }
    }
    return out.toString();
  }

  private static boolean isUnsafe(char letter) {
    return (letter < ' ' && letter != '\t')
        || (letter >= '\u007f' && letter <= '\u00a0')
        || (letter >= '\u202a' && letter <= '\u202e')
        || (letter >= '\u2066' && letter <= '\u2069')
        || (letter >= '\u200b' && letter <= '\u200f')
        || letter == '\ufeff';
  }

  private static int afterEscape(String line, int from) {
    if (from >= line.length()) {
      return from;
    }
    char kind = line.charAt(from);
    if (kind == '[') {
      return afterSequence(line, from + 1);
    }
    if (kind == ']' || kind == 'P' || kind == '_' || kind == '^' || kind == 'X') {
      // A string for the terminal, such as a link or its title: it ends with BEL or ESC \.
      for (int at = from + 1; at < line.length(); at++) {
        if (line.charAt(at) == '\u0007') {
          return at + 1;
        }
        if (line.charAt(at) == '\u001b') {
          return Math.min(at + 2, line.length());
        }
      }
      return line.length();
    }
    return from + 1;
  }

  private static int afterSequence(String line, int from) {
    int at = from;
    while (at < line.length() && (line.charAt(at) < '@' || line.charAt(at) > '~')) {
      at++;
    }
    return Math.min(at + 1, line.length());
  }
}
