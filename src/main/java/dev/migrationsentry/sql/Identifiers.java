package dev.migrationsentry.sql;

/// How PostgreSQL prints identifiers.
public final class Identifiers {
  private Identifiers() {}

  /// An identifier in quotes where it needs them: when it has other characters than lower case
  /// letters, digits and underscores, or is a keyword that is reserved in some place
  /// (`quote_ident`).
  public static String quoted(String identifier) {
    if (isPlain(identifier)) {
      Keywords.Category category =
          Keywords.category(Keywords.find(identifier, 0, identifier.length()));
      if (category == Keywords.Category.NONE || category == Keywords.Category.UNRESERVED) {
        return identifier;
      }
    }
    return Quoting.name(identifier);
  }

  /// An identifier in quotes unless it consists of lower case letters, digits and underscores:
  /// keywords are not quoted.
  public static String quotedUnlessPlain(String identifier) {
    return isPlain(identifier) ? identifier : Quoting.name(identifier);
  }

  /// Whether an identifier consists of lower case letters, digits and underscores, and begins with
  /// no digit.
  public static boolean isPlain(String identifier) {
    if (identifier.isEmpty() || isDigit(identifier.charAt(0))) {
      return false;
    }
    for (int i = 0; i < identifier.length(); i++) {
      char c = identifier.charAt(i);
      if ((c < 'a' || c > 'z') && c != '_' && !isDigit(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
