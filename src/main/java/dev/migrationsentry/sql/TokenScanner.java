package dev.migrationsentry.sql;

/// PostgreSQL's scanner (the rules of manual, section 4.1), one token at a time.
final class TokenScanner {
  private static final int MAX_OPERATOR = 63;

  private final String text;
  private final int end;
  private final Numbers numbers;
  private int at;

  TokenScanner(String text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
    this.numbers = new Numbers(text, end);
  }

  /// The offset of the first character not read yet.
  int position() {
    return at;
  }

  /// Goes on reading somewhere else.
  void moveTo(int offset) {
    at = offset;
  }

  /// Adds the next token. PostgreSQL's scanner looks one word ahead in five cases; they are settled
  /// here when the second word arrives.
  ///
  /// @return whether there was one
  boolean next(Tokens tokens) {
    skipBlanks(tokens);
    if (at >= end) {
      return false;
    }
    int start = at;
    char c = text.charAt(start);
    if (Characters.startsIdentifier(c)) {
      if (!prefixedString(tokens, c)) {
        word(tokens);
      }
    } else if (Characters.isDigit(c)) {
      number(tokens);
    } else {
      symbol(tokens, c);
    }
    return true;
  }

  private void skipBlanks(Tokens tokens) {
    while (at < end) {
      char c = text.charAt(at);
      if (Characters.isSpace(c)) {
        at++;
      } else if (c == '-' && peek(1) == '-') {
        at = Characters.lineEnd(text, at, end);
      } else if (c == '/' && peek(1) == '*') {
        int start = at;
        at = Characters.blockCommentEnd(text, at, end);
        if (at < 0) {
          at = end;
          broken(tokens, start, "unterminated /* comment");
          return;
        }
      } else {
        return;
      }
    }
  }

  private void word(Tokens tokens) {
    int start = at;
    at = Characters.identifierEnd(text, start + 1, end);
    int keyword = Keywords.find(text, start, at);
    int count = tokens.count();
    if (keyword != 0 && count > 0 && tokens.kind(count - 1) == Tokens.WORD) {
      int before = tokens.keyword(count - 1);
      if (before != 0) {
        int changed = Keywords.before(before, keyword);
        if (changed != before) {
          tokens.changeLastKeyword(changed);
        }
      }
    }
    boolean placeholder = keyword == 0 && text.indexOf(Mask.PLACEHOLDER, start, at) >= 0;
    tokens.add(placeholder ? Tokens.PLACEHOLDER : Tokens.WORD, start, at, keyword);
  }

  /// `E'…'`, `B'…'`, `X'…'`, `N'…'`, `U&'…'` and `U&"…"`.
  private boolean prefixedString(Tokens tokens, char first) {
    char second = peek(1);
    if (second == '\'') {
      switch (first) {
        case 'e', 'E' -> quoted(tokens, Tokens.ESCAPE_STRING, 1);
        case 'b', 'B' -> quoted(tokens, Tokens.BIT_STRING, 1);
        case 'x', 'X' -> quoted(tokens, Tokens.HEX_STRING, 1);
        case 'n', 'N' -> {
          // The prefix is the word NCHAR to the grammar, and the string is an ordinary one.
          tokens.add(Tokens.WORD, at, at + 1, Keywords.NCHAR);
          at++;
          quoted(tokens, Tokens.STRING, 0);
        }
        default -> {
          return false;
        }
      }
      return true;
    }
    if ((first == 'u' || first == 'U') && second == '&') {
      char third = peek(2);
      if (third == '\'') {
        quoted(tokens, Tokens.UNICODE_STRING, 2);
        return true;
      }
      if (third == '"') {
        quotedIdentifier(tokens, Tokens.UNICODE_QUOTED, 2);
        return true;
      }
    }
    return false;
  }

  private void quoted(Tokens tokens, int kind, int prefix) {
    int start = at;
    int stop = Strings.end(text, start + prefix, end, kind == Tokens.ESCAPE_STRING);
    if (stop < 0) {
      at = end;
      broken(
          tokens,
          start,
          switch (kind) {
            case Tokens.BIT_STRING -> "unterminated bit string literal";
            case Tokens.HEX_STRING -> "unterminated hexadecimal string literal";
            default -> "unterminated quoted string";
          });
      return;
    }
    at = stop;
    SyntaxException failure =
        kind == Tokens.ESCAPE_STRING ? Escapes.check(text, start, stop) : null;
    if (failure != null) {
      tokens.addBroken(start, stop, failure);
      return;
    }
    tokens.add(kind, start, stop, 0);
    if (kind == Tokens.UNICODE_STRING) {
      unicodeEscape(tokens, start);
    }
  }

  private void quotedIdentifier(Tokens tokens, int kind, int prefix) {
    int start = at;
    int i = start + prefix + 1;
    while (true) {
      i = text.indexOf('"', i, end);
      if (i < 0) {
        at = end;
        broken(tokens, start, "unterminated quoted identifier");
        return;
      }
      if (i + 1 < end && text.charAt(i + 1) == '"') {
        i += 2;
      } else {
        break;
      }
    }
    at = i + 1;
    if (i == start + prefix + 1) {
      broken(tokens, start, "zero-length delimited identifier");
      return;
    }
    tokens.add(kind, start, at, 0);
    if (kind == Tokens.UNICODE_QUOTED) {
      unicodeEscape(tokens, start);
    }
  }

  /// Joins `UESCAPE 'c'` to the constant or identifier before it, and checks the escapes.
  private void unicodeEscape(Tokens tokens, int start) {
    int afterLiteral = at;
    int last = tokens.count() - 1;
    int kind = tokens.kind(last);
    char escape = '\\';
    skipBlanks(tokens);
    int wordEnd = at < end ? Characters.identifierEnd(text, at, end) : at;
    if (wordEnd > at && Keywords.find(text, at, wordEnd) == Keywords.UESCAPE) {
      at = wordEnd;
      skipBlanks(tokens);
      int literal = at;
      int stop = at < end && text.charAt(at) == '\'' ? Strings.end(text, at, end, false) : -1;
      if (stop < 0) {
        broken(tokens, literal, "UESCAPE must be followed by a simple string literal");
        return;
      }
      at = stop;
      String value = Strings.decode(text, literal, stop);
      if (value.length() != 1 || !Escapes.mayEscape(value.charAt(0))) {
        broken(tokens, literal, "invalid Unicode escape character");
        return;
      }
      escape = value.charAt(0);
      tokens.extendLast(stop);
    } else {
      at = afterLiteral;
    }
    SyntaxException failure = Escapes.checkUnicode(text, start, afterLiteral, escape);
    if (failure != null) {
      tokens.replaceLastByBroken(failure);
    } else if (kind == Tokens.UNICODE_QUOTED && afterLiteral == start + 4) {
      tokens.replaceLastByBroken(error(start, at, "zero-length delimited identifier"));
    }
  }

  private void number(Tokens tokens) {
    int start = at;
    String failure = numbers.scan(start);
    at = numbers.end();
    if (failure != null) {
      broken(tokens, start, failure);
    } else {
      tokens.add(numbers.whole() ? Tokens.INTEGER : Tokens.DECIMAL, start, at, 0);
    }
  }

  private void symbol(Tokens tokens, char c) {
    int start = at;
    switch (c) {
      case '\'' -> quoted(tokens, Tokens.STRING, 0);
      case '"' -> quotedIdentifier(tokens, Tokens.QUOTED, 0);
      case '$' -> dollar(tokens);
      case '.' -> {
        if (Characters.isDigit(peek(1))) {
          number(tokens);
        } else if (peek(1) == '.') {
          single(tokens, Tokens.DOT_DOT, 2);
        } else {
          single(tokens, '.', 1);
        }
      }
      case ':' -> colon(tokens);
      case '(', ')', '[', ']', ',', ';' -> single(tokens, c, 1);
      default -> {
        if (Characters.isOperator(c)) {
          operator(tokens, start);
        } else {
          // A character outside of ASCII always starts an identifier, so that one unit is right.
          single(tokens, c > ' ' && c < 127 ? c : Tokens.UNKNOWN, 1);
        }
      }
    }
  }

  private void colon(Tokens tokens) {
    char second = peek(1);
    if (second == ':') {
      single(tokens, Tokens.TYPE_CAST, 2);
    } else if (second == '=') {
      single(tokens, Tokens.COLON_EQUALS, 2);
    } else {
      single(tokens, ':', 1);
    }
  }

  private void dollar(Tokens tokens) {
    int start = at;
    char second = peek(1);
    if (Characters.isDigit(second)) {
      at += 2;
      while (at < end && Characters.isDigit(text.charAt(at))) {
        at++;
      }
      if (at < end && Characters.startsIdentifier(text.charAt(at))) {
        at = Characters.identifierEnd(text, at, end);
        broken(tokens, start, "trailing junk after parameter");
      } else if (Numbers.fitsInteger(text, start + 1, at)) {
        tokens.add(Tokens.PARAMETER, start, at, 0);
      } else {
        broken(tokens, start, "parameter number too large");
      }
      return;
    }
    int tagEnd = Strings.dollarTagEnd(text, start, end);
    if (tagEnd < 0) {
      single(tokens, '$', 1);
      return;
    }
    int stop = Strings.dollarEnd(text, start, tagEnd, end);
    if (stop < 0) {
      at = end;
      broken(tokens, start, "unterminated dollar-quoted string");
    } else {
      at = stop;
      tokens.add(Tokens.DOLLAR_STRING, start, stop, 0);
    }
  }

  private void operator(Tokens tokens, int start) {
    int stop = Characters.operatorEnd(text, start, end);
    at = stop;
    int length = stop - start;
    if (length == 1) {
      char c = text.charAt(start);
      boolean own = "+-*/%^<>=".indexOf(c) >= 0;
      tokens.add(own ? c : Tokens.OPERATOR, start, stop, 0);
      return;
    }
    if (length > MAX_OPERATOR) {
      broken(tokens, start, "operator too long");
      return;
    }
    int kind = Tokens.OPERATOR;
    if (length == 2) {
      char first = text.charAt(start);
      char second = text.charAt(start + 1);
      if (first == '=' && second == '>') {
        kind = Tokens.EQUALS_GREATER;
      } else if (first == '<' && second == '=') {
        kind = Tokens.LESS_EQUALS;
      } else if (first == '>' && second == '=') {
        kind = Tokens.GREATER_EQUALS;
      } else if ((first == '<' && second == '>') || (first == '!' && second == '=')) {
        kind = Tokens.NOT_EQUALS;
      }
    }
    tokens.add(kind, start, stop, 0);
  }

  private void single(Tokens tokens, int kind, int length) {
    tokens.add(kind, at, at + length, 0);
    at += length;
  }

  private void broken(Tokens tokens, int start, String message) {
    tokens.addBroken(start, at, error(start, at, message));
  }

  private SyntaxException error(int start, int stop, String message) {
    return new SyntaxException(
        "42601", message + " at or near \"" + text.substring(start, stop) + "\"", start);
  }

  private char peek(int ahead) {
    return at + ahead < end ? text.charAt(at + ahead) : '\0';
  }
}
