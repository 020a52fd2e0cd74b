package dev.migrationsentry.log;

import dev.migrationsentry.sql.ErrorConditions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How logs write an SQLSTATE: as its five characters, or as the name of a driver's error class.
final class SqlStates {
  private static final Set<String> KNOWN = new HashSet<>();

  /// By the letters of the condition's name, in lower case.
  private static final Map<String, String> BY_NAME = new HashMap<>();

  static {
    ErrorConditions.all()
        .forEach((name, states) -> {
          KNOWN.addAll(states);
          BY_NAME.put(name.replace("_", ""), states.getFirst());
        });
    BY_NAME.put("postgressyntax", "42601");
    BY_NAME.put("trdeadlockdetected", "40P01");
    BY_NAME.put("trserializationfailure", "40001");
    BY_NAME.put("foreignkeyviolation", "23503");
    BY_NAME.put("columnnotfound", "42703");
  }

  /// Generic classes of drivers that tell no state.
  private static final Set<String> GENERIC = Set.of("internal", "datacorrupted", "raise");

  /// What stands before an SQLSTATE, and nothing else does.
  private static final String[] BEFORE = {
    "SQLSTATE[",
    "SQLSTATE: ",
    "SQLSTATE ",
    "SQL State: ",
    "SqlState: ",
    "SqlState(E",
    "SqlState(\"",
    "sqlstate=",
    "sqlState=",
    "SQLSTATE=",
    "code: '",
    "code: \"",
    "\"code\":\"",
    "\"code\": \"",
    "code=",
    "ERROR: ",
    "ERROR ",
    "ERROR:  ",
    "FATAL:  ",
    "FATAL: ",
    ": ",
    "(",
    "DB_ERROR_",
    "/ ",
    "error code: ",
    "code: ",
    "[",
    "Code: "
  };

  private SqlStates() {}

  /// Whether PostgreSQL has such an error code.
  static boolean isKnown(String state) {
    return KNOWN.contains(state) && !state.equals("00000");
  }

  /// An error code that a text prints.
  ///
  /// @param state the code
  /// @param end the index after it
  record Printed(String state, int start, int end) {}

  /// The first error code of a text.
  static @Nullable Printed in(String text) {
    for (int at = 0; at + 5 <= text.length(); at++) {
      if (isCodeAt(text, at)) {
        String state = text.substring(at, at + 5);
        if (isKnown(state) && isAnnounced(text, at)) {
          return new Printed(state, at, at + 5);
        }
        at += 4;
      }
    }
    return null;
  }

  private static boolean isCodeAt(String text, int at) {
    if (at > 0
        && isWord(text.charAt(at - 1))
        && !text.startsWith("E", at - 1)
        && !text.startsWith("_", at - 1)) {
      return false;
    }
    boolean digit = false;
    for (int i = at; i < at + 5; i++) {
      char letter = text.charAt(i);
      if (!((letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z'))) {
        return false;
      }
      digit |= letter <= '9';
    }
    return digit && (at + 5 == text.length() || !isWord(text.charAt(at + 5)));
  }

  private static boolean isAnnounced(String text, int at) {
    for (String before : BEFORE) {
      if (text.regionMatches(true, at - before.length(), before, 0, before.length())) {
        return (!before.equals("(")
                && !before.equals("[")
                && !before.equals(": ")
                && !before.equals("/ "))
            || (at + 5 < text.length() && ")],: ".indexOf(text.charAt(at + 5)) >= 0);
      }
    }
    return false;
  }

  private static boolean isWord(char letter) {
    return Character.isLetterOrDigit(letter) || letter == '_' || letter == '-' || letter == '.';
  }

  /// The code of a driver's error class: `UndefinedTable`, `DuplicateTableError`.
  ///
  /// @return null for a class that stands for several codes
  static @Nullable String ofClass(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    plain =
        plain.endsWith("error") && plain.length() > 5
            ? plain.substring(0, plain.length() - 5)
            : plain;
    String exact = BY_NAME.get(name.toLowerCase(Locale.ROOT));
    if (GENERIC.contains(plain)) {
      return null;
    }
    return exact != null ? exact : BY_NAME.get(plain);
  }
}
