package dev.migrationsentry.log;

import java.util.Locale;

/// Takes passwords and keys out of texts that are shown: in connection strings, assignments and
/// headers.
public final class Secrets {
  private static final String HIDDEN = "***";

  /// What stands before a secret, in lower case.
  private static final String[] BEFORE = {
    "password",
    "passwd",
    "pwd",
    "pgpassword",
    "secret",
    "token",
    "api_key",
    "apikey",
    "api-key",
    "access_key",
    "private_key",
    "authorization",
    "bearer",
    "aws_secret_access_key"
  };

  private Secrets() {}

  /// The text without secrets.
  public static String redacted(String text) {
    return assignments(addresses(text));
  }

  /// `scheme://user:password@host`: the password, however odd, ends at the last @ before the host.
  private static String addresses(String text) {
    int mark = text.indexOf("://");
    if (mark < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int done = 0;
    while (mark >= 0) {
      int from = mark + 3;
      int end = from;
      while (end < text.length()
          && !Character.isWhitespace(text.charAt(end))
          && "\"'<>`|".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      // The address of a second one ends the first.
      int other = text.indexOf("://", from);
      end = other > 0 && other < end ? other : end;
      int at = text.lastIndexOf('@', end - 1);
      int colon = text.indexOf(':', from);
      if (at > from && colon >= from && colon < at) {
        out.append(text, done, colon + 1).append(HIDDEN);
        done = at;
      }
      mark = text.indexOf("://", from);
    }
    return out.append(text, done, text.length()).toString();
  }

  private static String assignments(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.length() != text.length()) {
      // A letter that changes its length: rare, and then nothing can be found by its place.
      lower = text;
    }
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (int at = 0; at < text.length(); at++) {
      for (String before : BEFORE) {
        if (at >= done && lower.startsWith(before, at)) {
          int value = value(text, at + before.length(), before.equals("bearer"));
          int end = value < 0 ? -1 : end(text, value);
          if (end > value) {
            out.append(text, done, value).append(HIDDEN);
            done = end;
            at = end - 1;
          }
          break;
        }
      }
    }
    return done == 0 ? text : out.append(text, done, text.length()).toString();
  }

  /// Where the value begins: behind `=` or `:` and a quote; -1 where none is given.
  private static int value(String text, int from, boolean plain) {
    int at = from;
    while (at < text.length()
        && ((Character.isLetterOrDigit(text.charAt(at)) && at - from < 12)
            || "_\"'".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    int gap = at;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    if (plain && at > gap) {
      return at;
    }
    if (at >= text.length() || (text.charAt(at) != '=' && text.charAt(at) != ':')) {
      return -1;
    }
    at++;
    while (at < text.length() && " \"'".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return text.startsWith("Bearer ", at) ? at + "Bearer ".length() : at;
  }

  private static int end(String text, int from) {
    char before = text.charAt(from - 1);
    int at = from;
    while (at < text.length()) {
      char letter = text.charAt(at);
      boolean over =
          (before == '"' || before == '\'')
              ? letter == before
              : Character.isWhitespace(letter) || ",;&\"')]}".indexOf(letter) >= 0;
      if (over) {
        return at;
      }
      at++;
    }
    return at;
  }
}
