package dev.migrationsentry.python;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a token is (Python Language Reference, chapter 2). `match`, `case`, `type` and `_` are
/// names.
enum TokenKind {
  NAME(""),
  NUMBER(""),
  STRING(""),
  /// The prefix and the opening quotes of an f-string or t-string.
  FORMATTED_START(""),
  /// Text between its fields, or of a format.
  FORMATTED_MIDDLE(""),
  /// Its closing quotes.
  FORMATTED_END(""),
  NEWLINE(""),
  INDENT(""),
  DEDENT(""),
  END(""),
  /// Where the text stops to be Python; the last token.
  ERROR(""),

  FALSE("False"),
  NONE("None"),
  TRUE("True"),
  AND("and"),
  AS("as"),
  ASSERT("assert"),
  ASYNC("async"),
  AWAIT("await"),
  BREAK("break"),
  CLASS("class"),
  CONTINUE("continue"),
  DEF("def"),
  DEL("del"),
  ELIF("elif"),
  ELSE("else"),
  EXCEPT("except"),
  FINALLY("finally"),
  FOR("for"),
  FROM("from"),
  GLOBAL("global"),
  IF("if"),
  IMPORT("import"),
  IN("in"),
  IS("is"),
  LAMBDA("lambda"),
  NONLOCAL("nonlocal"),
  NOT("not"),
  OR("or"),
  PASS("pass"),
  RAISE("raise"),
  RETURN("return"),
  TRY("try"),
  WHILE("while"),
  WITH("with"),
  YIELD("yield"),

  LEFT_PARENTHESIS("("),
  RIGHT_PARENTHESIS(")"),
  LEFT_BRACKET("["),
  RIGHT_BRACKET("]"),
  LEFT_BRACE("{"),
  RIGHT_BRACE("}"),
  COLON(":"),
  COMMA(","),
  SEMICOLON(";"),
  DOT("."),
  ELLIPSIS("..."),
  PLUS("+"),
  MINUS("-"),
  STAR("*"),
  SLASH("/"),
  BAR("|"),
  AMPERSAND("&"),
  LESS("<"),
  GREATER(">"),
  EQUAL("="),
  PERCENT("%"),
  EQUAL_EQUAL("=="),
  NOT_EQUAL("!="),
  /// The other spelling of Python 2.
  LESS_GREATER("<>"),
  LESS_EQUAL("<="),
  GREATER_EQUAL(">="),
  TILDE("~"),
  CARET("^"),
  LEFT_SHIFT("<<"),
  RIGHT_SHIFT(">>"),
  DOUBLE_STAR("**"),
  DOUBLE_SLASH("//"),
  AT("@"),
  ARROW("->"),
  WALRUS(":="),
  EXCLAMATION("!"),
  PLUS_EQUAL("+="),
  MINUS_EQUAL("-="),
  STAR_EQUAL("*="),
  SLASH_EQUAL("/="),
  PERCENT_EQUAL("%="),
  AMPERSAND_EQUAL("&="),
  BAR_EQUAL("|="),
  CARET_EQUAL("^="),
  LEFT_SHIFT_EQUAL("<<="),
  RIGHT_SHIFT_EQUAL(">>="),
  DOUBLE_STAR_EQUAL("**="),
  DOUBLE_SLASH_EQUAL("//="),
  AT_EQUAL("@=");

  private static final Map<String, TokenKind> KEYWORDS = new HashMap<>();

  static {
    for (TokenKind kind : values()) {
      if (!kind.text.isEmpty() && Character.isLetter(kind.text.charAt(0))) {
        KEYWORDS.put(kind.text, kind);
      }
    }
  }

  private final String text;

  TokenKind(String text) {
    this.text = text;
  }

  /// How it is written; empty where it varies.
  String text() {
    return text;
  }

  /// The keyword that is spelled so, or null.
  static @Nullable TokenKind keyword(String word) {
    return KEYWORDS.get(word);
  }
}
