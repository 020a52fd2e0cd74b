package dev.migrationsentry.log;

import java.util.Locale;
import java.util.Set;

/// What stands before the message of a line: who wrote it, when, and how loud.
///
/// @param process the process that wrote the line, as far as the line tells; empty when it does not
/// @param level the level in lower case, empty when there is none
/// @param text the rest
/// @param stamped whether anything stood before it
record LineHead(String process, String level, String text, boolean stamped) {
  private static final Set<String> LEVELS =
      Set.of(
          "trace",
          "debug",
          "info",
          "notice",
          "log",
          "warn",
          "warning",
          "error",
          "err",
          "erro",
          "critical",
          "crit",
          "fatal",
          "severe",
          "panic");

  /// Levels of lines that report something other than a failure.
  private static final Set<String> QUIET =
      Set.of("trace", "debug", "info", "notice", "log", "warn", "warning");

  private static final int LONGEST_HEAD = 200;

  /// Whether the line's level says that nothing failed.
  boolean isQuiet() {
    return QUIET.contains(level);
  }

  static LineHead of(String line) {
    String process = "";
    String level = "";
    int at = 0;
    for (int round = 0; round < 8; round++) {
      at = spaces(line, at);
      int next = time(line, at);
      if (next > at) {
        at = next;
        continue;
      }
      next = piped(line, at);
      if (next > at) {
        process = line.substring(at, line.indexOf('|', at)).strip();
        at = next;
        continue;
      }
      if (at < line.length() && line.charAt(at) == '[') {
        int close = line.indexOf(']', at);
        String inside = close < 0 || close - at > LONGEST_HEAD ? "" : line.substring(at + 1, close);
        if (!isHead(inside)) {
          break;
        }
        level = level.isEmpty() && LEVELS.contains(lower(inside)) ? lower(inside) : level;
        process =
            isProcess(inside) && !process.endsWith(inside)
                ? (process + " " + inside).strip()
                : process;
        at = close + 1;
        if (at < line.length() && line.charAt(at) == ':') {
          at++;
        }
        continue;
      }
      int word = word(line, at);
      String said = lower(line.substring(at, word));
      if (LEVELS.contains(said) && !isSeverity(line, at, word)) {
        level = level.isEmpty() ? said : level;
        at = word < line.length() && line.charAt(word) == ':' ? word + 1 : word;
        continue;
      }
      next = tagged(line, at);
      if (next > at) {
        process = line.substring(at, next - 1).strip();
        at = next;
        continue;
      }
      if (said.equals("level") && word < line.length() && line.charAt(word) == '=') {
        int value = word(line, word + 1);
        level = lower(line.substring(word + 1, value));
        at = value;
        continue;
      }
      if (line.startsWith("##[error]", at)) {
        level = "error";
        at += "##[error]".length();
        continue;
      }
      break;
    }
    String rest = line.substring(at);
    return new LineHead(process, level, rest, rest.length() < line.strip().length());
  }

  private static int spaces(String line, int from) {
    int at = from;
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  private static int word(String line, int from) {
    int at = from;
    while (at < line.length() && Character.isLetter(line.charAt(at))) {
      at++;
    }
    return at;
  }

  /// PostgreSQL's own severity is a part of its message, not of the head: `ERROR: relation …`.
  private static boolean isSeverity(String line, int at, int end) {
    return end < line.length()
        && line.charAt(end) == ':'
        && (line.startsWith("ERR", at)
            || line.startsWith("FATAL", at)
            || line.startsWith("PANIC", at)
            || Character.isLowerCase(line.charAt(at + 1)));
  }

  /// A date or a time, or both: digits with what stands between them, and the zone.
  private static int time(String line, int from) {
    int at = from;
    int digits = 0;
    int marks = 0;
    while (at < line.length() && at - from < 40) {
      char letter = line.charAt(at);
      if (Character.isDigit(letter)) {
        digits++;
      } else if (letter == ':' || letter == '-' || letter == '/') {
        marks++;
      } else if (!(letter == '.'
          || letter == ','
          || letter == '+'
          || ((letter == 'T' || letter == 'Z') && digits > 3))) {
        break;
      }
      at++;
    }
    if (digits < 6 || marks < 2) {
      return from;
    }
    int end = spaces(line, at);
    for (String zone : new String[] {"UTC", "GMT", "CEST", "CET", "EST", "PST"}) {
      if (line.startsWith(zone, end)) {
        return end + zone.length();
      }
    }
    return at;
  }

  private static boolean isTime(String inside) {
    return !inside.isEmpty() && time(inside, 0) > 0;
  }

  /// `web-1 | …`, as compose prints it.
  private static int piped(String line, int from) {
    int bar = line.indexOf('|', from);
    if (bar <= from || bar - from > 60) {
      return from;
    }
    String name = line.substring(from, bar).strip();
    boolean plain = !name.isEmpty();
    for (int at = 0; at < name.length(); at++) {
      char letter = name.charAt(at);
      plain &=
          Character.isLetterOrDigit(letter)
              || letter == '-'
              || letter == '_'
              || letter == '.'
              || letter == '/';
    }
    return plain ? bar + 1 : from;
  }

  /// `app[web.1]: …`, as syslog prints it.
  private static int tagged(String line, int from) {
    int open = line.indexOf('[', from);
    int close = open < 0 ? -1 : line.indexOf("]:", open);
    if (open <= from || open - from > 80 || close < 0 || close - open > 40) {
      return from;
    }
    for (int at = from; at < open; at++) {
      char letter = line.charAt(at);
      if (!(Character.isLetterOrDigit(letter)
          || letter == '-'
          || letter == '_'
          || letter == '.'
          || letter == '/'
          || letter == ' ')) {
        return from;
      }
    }
    return close + 2;
  }

  /// Brackets that say who or when, and not what.
  private static boolean isHead(String inside) {
    if (inside.isEmpty()
        || inside.startsWith("SQL")
        || inside.startsWith("Failed")
        || inside.startsWith("parameters")) {
      return false;
    }
    return LEVELS.contains(lower(inside)) || isTime(inside) || inside.indexOf(' ') < 0;
  }

  /// Loggers' names stand in brackets too; a process is a number, or a pod.
  private static boolean isProcess(String inside) {
    return inside.startsWith("pod/") || inside.chars().allMatch(Character::isDigit);
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
