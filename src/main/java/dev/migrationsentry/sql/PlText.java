package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/// Finds the end of the SQL inside of PL/pgSQL statements as PL/pgSQL does: at the next of some
/// words or characters outside of parentheses.
final class PlText {
  private static final int LONGEST_WORD = 5;
  private static final int MAX_TERMINATORS = 3;

  private final PlCursor cursor;
  private final PlFragments fragments;

  PlText(PlCursor cursor, PlFragments fragments) {
    this.cursor = cursor;
    this.fragments = fragments;
  }

  /// An expression, and what ended it; the cursor is behind that.
  ///
  /// @param start its first token
  /// @param end the token that ended it
  /// @param terminator that token's text in lower case; empty at the end of the body
  record Piece(int start, int end, String terminator) {}

  /// Goes to the first of some words or characters.
  ///
  /// @param expected what PL/pgSQL says is missing when there is none
  /// @param kind `expression` or `statement`
  Piece upTo(String expected, String kind, String... terminators) {
    int start = cursor.position();
    int depth = 0;
    while (true) {
      String key = key();
      if (depth == 0 && (isOneOf(key, terminators) || isSilentEnd(key, terminators))) {
        break;
      }
      switch (key) {
        case "(", "[" -> depth++;
        case ")", "]" -> {
          if (--depth < 0) {
            throw cursor.error("mismatched parentheses");
          }
        }
        case ";", "" -> {
          if (depth != 0) {
            throw cursor.error("mismatched parentheses");
          }
          throw cursor.plain(
              "missing \"" + expected + "\" at end of SQL " + kind, cursor.position());
        }
        default -> {}
      }
      cursor.advance();
    }
    int end = cursor.position();
    if (end == start) {
      throw cursor.error(
          kind.equals("expression") ? "missing expression" : "missing SQL statement");
    }
    String terminator = key();
    cursor.advance();
    return new Piece(start, end, terminator);
  }

  /// Whether the body is over and PL/pgSQL does not say what is missing: it has room for three
  /// terminators, and an unused one is the end of the body.
  private static boolean isSilentEnd(String key, String[] terminators) {
    return key.isEmpty() && terminators.length < MAX_TERMINATORS;
  }

  /// The current token as far as it may end a piece; empty at the end of the body.
  private String key() {
    return switch (cursor.kind(0)) {
      case Tokens.END -> "";
      case '(' -> "(";
      case ')' -> ")";
      case '[' -> "[";
      case ']' -> "]";
      case ';' -> ";";
      case ',' -> ",";
      case Tokens.DOT_DOT -> "..";
      case Tokens.WORD -> cursor.text().length() <= LONGEST_WORD ? cursor.word() : "a";
      default -> "a";
    };
  }

  private static boolean isOneOf(String key, String[] terminators) {
    for (String terminator : terminators) {
      if (terminator.equals(key)) {
        return true;
      }
    }
    return false;
  }

  /// The expression of a piece.
  Expression expression(Piece piece) {
    return fragments.expression(piece.start(), piece.end());
  }

  /// The statement of a piece.
  Statement statement(Piece piece) {
    return fragments.statement(piece.start(), piece.end());
  }

  /// An expression up to the `;` behind it.
  Expression expressionToSemicolon() {
    return expression(upTo(";", "expression", ";"));
  }

  /// An expression up to a word or character.
  Expression expressionTo(String expected, String terminator) {
    return expression(upTo(expected, "expression", terminator));
  }

  /// A statement up to the `;` behind it.
  Statement statementToSemicolon() {
    return statement(upTo(";", "statement", ";"));
  }

  /// Expressions separated by commas up to one of two terminators.
  ///
  /// @return what ended them
  String expressions(List<Expression> found, String expected, String... terminators) {
    String[] all = new String[terminators.length + 1];
    all[0] = ",";
    System.arraycopy(terminators, 0, all, 1, terminators.length);
    Piece piece;
    do {
      piece = upTo(expected, "expression", all);
      found.add(expression(piece));
    } while (piece.terminator().equals(","));
    return piece.terminator();
  }

  /// The arguments behind USING up to the `;`.
  List<Expression> using() {
    List<Expression> found = new ArrayList<>(2);
    expressions(found, ", or ;", ";");
    return found;
  }
}
