package dev.migrationsentry.python;

/// Finds the end of numeric literals (Language Reference, section 2.5), with CPython's refusals.
final class Numbers {
  private final String text;
  private final int start;
  private int at;

  private Numbers(String text, int start) {
    this.text = text;
    this.start = start;
    this.at = start;
  }

  /// The index after the number that begins at an index, which is a digit or a `.` before one.
  static int end(String text, int start) {
    Numbers numbers = new Numbers(text, start);
    numbers.scan();
    return numbers.at;
  }

  private char current() {
    return at < text.length() ? text.charAt(at) : '\n';
  }

  private char ahead(int count) {
    return at + count < text.length() ? text.charAt(at + count) : '\n';
  }

  private void scan() {
    if (current() == '.') {
      fraction();
      return;
    }
    if (current() == '0') {
      switch (ahead(1)) {
        case 'x', 'X' -> based("hexadecimal", 16);
        case 'o', 'O' -> based("octal", 8);
        case 'b', 'B' -> based("binary", 2);
        default -> zero();
      }
      return;
    }
    digits();
    afterDigits();
  }

  private void based(String kind, int base) {
    at += 2;
    do {
      if (current() == '_') {
        at++;
      }
      if (!isDigitOf(base)) {
        throw wrongDigit(kind);
      }
      while (isDigitOf(base)) {
        at++;
      }
    } while (current() == '_');
    if (Characters.isDigit(current())) {
      throw wrongDigit(kind);
    }
    checkEnd(kind);
  }

  private boolean isDigitOf(int base) {
    char c = current();
    return base == 16 ? Characters.isHexadecimal(c) : Characters.isDigit(c) && c - '0' < base;
  }

  private SyntaxException wrongDigit(String kind) {
    return Characters.isDigit(current())
        ? new SyntaxException(
            "invalid digit '" + current() + "' in " + kind + " literal", at, at + 1)
        : invalid(kind);
  }

  /// A number that begins with zeros: only another zero, or a fraction, may follow.
  private void zero() {
    while (current() == '0' || current() == '_') {
      if (current() == '_' && !Characters.isDigit(ahead(1))) {
        at++;
        throw invalid("decimal");
      }
      at++;
    }
    boolean nonzero = Characters.isDigit(current());
    if (nonzero) {
      digits();
    }
    char c = current();
    boolean whole = c != '.' && c != 'e' && c != 'E' && c != 'j' && c != 'J';
    if (nonzero && whole) {
      throw new SyntaxException(
          "leading zeros in decimal integer literals are not permitted; "
              + "use an 0o prefix for octal integers",
          start,
          at);
    }
    afterDigits();
  }

  private void digits() {
    while (true) {
      while (Characters.isDigit(current())) {
        at++;
      }
      if (current() != '_') {
        return;
      }
      at++;
      if (!Characters.isDigit(current())) {
        throw invalid("decimal");
      }
    }
  }

  private void afterDigits() {
    if (current() == '.') {
      fraction();
    } else {
      exponent();
    }
  }

  private void fraction() {
    at++;
    if (Characters.isDigit(current())) {
      digits();
    }
    exponent();
  }

  private void exponent() {
    if (current() == 'e' || current() == 'E') {
      boolean signed = ahead(1) == '+' || ahead(1) == '-';
      if (!Characters.isDigit(ahead(signed ? 2 : 1))) {
        if (signed) {
          throw invalid("decimal");
        }
        checkEnd("decimal");
        return;
      }
      at += signed ? 2 : 1;
      digits();
    }
    if (current() == 'j' || current() == 'J') {
      at++;
      checkEnd("imaginary");
    } else {
      checkEnd("decimal");
    }
  }

  /// A word may follow without a blank where it is a keyword that can: `1if x else 2`.
  private void checkEnd(String kind) {
    char c = current();
    if (c < 0x80 && Characters.continuesName(c) && !keywordFollows()) {
      throw invalid(kind);
    }
  }

  private boolean keywordFollows() {
    return text.startsWith("and", at)
        || text.startsWith("else", at)
        || text.startsWith("for", at)
        || text.startsWith("if", at)
        || text.startsWith("in", at)
        || text.startsWith("is", at)
        || text.startsWith("or", at)
        || text.startsWith("not", at);
  }

  private SyntaxException invalid(String kind) {
    return new SyntaxException("invalid " + kind + " literal", start, Math.max(at, start + 1));
  }
}
