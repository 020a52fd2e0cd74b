package dev.migrationsentry.python;

import org.jspecify.annotations.Nullable;

/// Finds operators and delimiters (Language Reference, sections 2.7 and 2.8).
final class Operators {
  private Operators() {}

  /// The longest operator that begins at an index, or null.
  static @Nullable TokenKind at(String text, int at) {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    char third = at + 2 < text.length() ? text.charAt(at + 2) : ' ';
    return switch (text.charAt(at)) {
      case '(' -> TokenKind.LEFT_PARENTHESIS;
      case ')' -> TokenKind.RIGHT_PARENTHESIS;
      case '[' -> TokenKind.LEFT_BRACKET;
      case ']' -> TokenKind.RIGHT_BRACKET;
      case '{' -> TokenKind.LEFT_BRACE;
      case '}' -> TokenKind.RIGHT_BRACE;
      case ',' -> TokenKind.COMMA;
      case ';' -> TokenKind.SEMICOLON;
      case '~' -> TokenKind.TILDE;
      case '.' -> next == '.' && third == '.' ? TokenKind.ELLIPSIS : TokenKind.DOT;
      case ':' -> assigned(next, TokenKind.COLON, TokenKind.WALRUS);
      case '=' -> assigned(next, TokenKind.EQUAL, TokenKind.EQUAL_EQUAL);
      case '!' -> assigned(next, TokenKind.EXCLAMATION, TokenKind.NOT_EQUAL);
      case '+' -> assigned(next, TokenKind.PLUS, TokenKind.PLUS_EQUAL);
      case '%' -> assigned(next, TokenKind.PERCENT, TokenKind.PERCENT_EQUAL);
      case '&' -> assigned(next, TokenKind.AMPERSAND, TokenKind.AMPERSAND_EQUAL);
      case '|' -> assigned(next, TokenKind.BAR, TokenKind.BAR_EQUAL);
      case '^' -> assigned(next, TokenKind.CARET, TokenKind.CARET_EQUAL);
      case '@' -> assigned(next, TokenKind.AT, TokenKind.AT_EQUAL);
      case '-' ->
          next == '>' ? TokenKind.ARROW : assigned(next, TokenKind.MINUS, TokenKind.MINUS_EQUAL);
      case '*' ->
          next == '*'
              ? assigned(third, TokenKind.DOUBLE_STAR, TokenKind.DOUBLE_STAR_EQUAL)
              : assigned(next, TokenKind.STAR, TokenKind.STAR_EQUAL);
      case '/' ->
          next == '/'
              ? assigned(third, TokenKind.DOUBLE_SLASH, TokenKind.DOUBLE_SLASH_EQUAL)
              : assigned(next, TokenKind.SLASH, TokenKind.SLASH_EQUAL);
      case '<' -> less(next, third);
      case '>' ->
          next == '>'
              ? assigned(third, TokenKind.RIGHT_SHIFT, TokenKind.RIGHT_SHIFT_EQUAL)
              : assigned(next, TokenKind.GREATER, TokenKind.GREATER_EQUAL);
      default -> null;
    };
  }

  private static TokenKind less(char next, char third) {
    if (next == '<') {
      return assigned(third, TokenKind.LEFT_SHIFT, TokenKind.LEFT_SHIFT_EQUAL);
    }
    return next == '>'
        ? TokenKind.LESS_GREATER
        : assigned(next, TokenKind.LESS, TokenKind.LESS_EQUAL);
  }

  private static TokenKind assigned(char next, TokenKind plain, TokenKind withEqual) {
    return next == '=' ? withEqual : plain;
  }
}
