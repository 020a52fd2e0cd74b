package dev.migrationsentry.sql;

import dev.migrationsentry.source.Span;
import org.jspecify.annotations.Nullable;

/// A place in the tokens of a statement, and the questions that a parser asks there.
///
/// Words are given in lower case and must be keywords of SQL; an identifier in quotes is never a
/// keyword. [#isWord(String)] is for the words of PL/pgSQL and of options, which SQL does not know.
final class Cursor {
  /// How deep expressions, queries and statements may be nested: enough for any text that people
  /// write, little enough for every stack.
  static final int MAX_DEPTH = 400;

  private final SourceText source;
  private final String text;
  private final Tokens tokens;
  private final Pieces pieces;
  private int at;
  private int depth;

  Cursor(SourceText source, Tokens tokens) {
    this.source = source;
    this.text = source.text();
    this.tokens = tokens;
    this.pieces = new Pieces(text);
  }

  /// The text that is parsed.
  SourceText source() {
    return source;
  }

  /// Cuts pieces out of the text.
  Pieces pieces() {
    return pieces;
  }

  /// Begins again at the first token, after the tokens were replaced.
  void restart() {
    at = 0;
    depth = 0;
  }

  /// The number of the current token.
  int position() {
    return at;
  }

  /// Goes back (or forward) to a token.
  void moveTo(int position) {
    at = position;
  }

  /// Goes past the current token.
  void advance() {
    if (at < tokens.count()) {
      at++;
    }
  }

  /// The kind of the current token.
  int kind() {
    return tokens.kind(at);
  }

  /// The kind of a token `ahead` tokens ahead.
  int kind(int ahead) {
    return tokens.kind(at + ahead);
  }

  /// The keyword at the current token in lower case, or an empty string.
  String word() {
    return Keywords.text(tokens.keyword(at));
  }

  /// The keyword `ahead` tokens ahead, or an empty string.
  String word(int ahead) {
    return Keywords.text(tokens.keyword(at + ahead));
  }

  /// The number of the current keyword, or 0.
  int keyword() {
    return tokens.keyword(at);
  }

  /// The number of the keyword `ahead` tokens ahead, or 0.
  int keyword(int ahead) {
    return tokens.keyword(at + ahead);
  }

  /// Whether the current word is NOT, NULLS, WITH, WITHOUT or FORMAT in front of a word that makes
  /// another token of it.
  boolean isLookahead() {
    return Keywords.lookahead(tokens.keyword(at));
  }

  /// Whether the statement is over: at a `;` or at the end.
  boolean atEnd() {
    int kind = kind();
    return kind == Tokens.END || kind == ';';
  }

  /// Whether the current token is of a kind.
  boolean isKind(int kind) {
    return tokens.kind(at) == kind;
  }

  /// Whether the current token is this one character.
  boolean is(char c) {
    return tokens.kind(at) == c;
  }

  /// Whether the current token is this keyword.
  boolean is(String word) {
    return isAt(0, word);
  }

  /// Whether the token `ahead` tokens ahead is this keyword.
  boolean isAt(int ahead, String word) {
    assert Keywords.contains(word) : word;
    return word.equals(Keywords.text(tokens.keyword(at + ahead)));
  }

  /// Whether the current tokens are these two keywords.
  boolean is(String first, String second) {
    return isAt(0, first) && isAt(1, second);
  }

  /// Whether the current tokens are these keywords.
  boolean is(String first, String second, String third) {
    return isAt(0, first) && isAt(1, second) && isAt(2, third);
  }

  /// Whether the current token is one of these keywords.
  boolean isAny(String... words) {
    String word = word();
    if (!word.isEmpty()) {
      for (String candidate : words) {
        if (candidate.equals(word)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether the current token is this word without quotes, keyword or not.
  boolean isWord(String word) {
    return isWordAt(0, word);
  }

  /// Whether the token `ahead` tokens ahead is this word without quotes, keyword or not.
  boolean isWordAt(int ahead, String word) {
    int token = at + ahead;
    return tokens.kind(token) == Tokens.WORD
        && tokens.end(token) - tokens.start(token) == word.length()
        && text.regionMatches(true, tokens.start(token), word, 0, word.length());
  }

  /// Whether the current token is this operator, however it is classified.
  boolean isOperator(String operator) {
    int start = tokens.start(at);
    int kind = kind();
    return kind != Tokens.END
        && tokens.end(at) - start == operator.length()
        && text.startsWith(operator, start)
        && kind != Tokens.WORD;
  }

  /// Goes past this character, or does nothing.
  boolean accept(char c) {
    if (tokens.kind(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  /// Goes past a token of this kind, or does nothing.
  boolean acceptKind(int kind) {
    if (tokens.kind(at) == kind && kind != Tokens.END) {
      at++;
      return true;
    }
    return false;
  }

  /// Goes past this keyword, or does nothing.
  boolean accept(String word) {
    if (isAt(0, word)) {
      at++;
      return true;
    }
    return false;
  }

  /// Goes past these two keywords, or does nothing.
  boolean accept(String first, String second) {
    if (isAt(0, first) && isAt(1, second)) {
      at += 2;
      return true;
    }
    return false;
  }

  /// Goes past these keywords, or does nothing.
  boolean accept(String first, String second, String third) {
    if (is(first, second, third)) {
      at += 3;
      return true;
    }
    return false;
  }

  /// Goes past one of these keywords.
  ///
  /// @return which, or null when it is none of them
  @Nullable String acceptAny(String... words) {
    if (isAny(words)) {
      String word = word();
      at++;
      return word;
    }
    return null;
  }

  /// Goes past this word without quotes, keyword or not, or does nothing.
  boolean acceptWord(String word) {
    if (isWord(word)) {
      at++;
      return true;
    }
    return false;
  }

  /// Goes past this character.
  ///
  /// @throws SyntaxException when it is not there
  void expect(char c) {
    if (!accept(c)) {
      throw error();
    }
  }

  /// Goes past a token of this kind.
  ///
  /// @throws SyntaxException when it is not there
  void expectKind(int kind) {
    if (!acceptKind(kind)) {
      throw error();
    }
  }

  /// Goes past these keywords; the error is at the first that is missing.
  ///
  /// @throws SyntaxException when one is not there
  void expect(String... words) {
    for (String word : words) {
      if (!accept(word)) {
        throw error();
      }
    }
  }

  /// Goes past one of these keywords.
  ///
  /// @throws SyntaxException when it is none of them
  String expectAny(String... words) {
    String found = acceptAny(words);
    if (found == null) {
      throw error();
    }
    return found;
  }

  /// `IF EXISTS`, or nothing. A name may be `if` as well.
  boolean acceptIfExists() {
    return accept("if", "exists");
  }

  /// `IF NOT EXISTS`, or nothing. A name may be `if` as well.
  boolean acceptIfNotExists() {
    if (!is("if", "not")) {
      return false;
    }
    expect("if", "not", "exists");
    return true;
  }

  /// `IF EXISTS` where no name may stand, or nothing.
  ///
  /// @throws SyntaxException when IF stands alone
  boolean acceptIfExistsOnly() {
    if (!accept("if")) {
      return false;
    }
    expect("exists");
    return true;
  }

  /// `IF NOT EXISTS` where no name may stand, or nothing.
  ///
  /// @throws SyntaxException when IF stands alone
  boolean acceptIfNotExistsOnly() {
    if (!accept("if")) {
      return false;
    }
    expect("not", "exists");
    return true;
  }

  /// The text of the current token as written.
  String text() {
    return text(at);
  }

  /// The text of a token as written.
  String text(int token) {
    return pieces.exact(tokens.start(token), tokens.end(token));
  }

  /// The current token's text in lower case (ASCII only).
  String lowerText() {
    return pieces.folded(tokens.start(at), tokens.end(at));
  }

  /// Text in lower case as PostgreSQL folds it: ASCII only.
  static String lower(String word) {
    int i = 0;
    while (i < word.length() && !(word.charAt(i) >= 'A' && word.charAt(i) <= 'Z')) {
      i++;
    }
    if (i == word.length()) {
      return word;
    }
    StringBuilder folded = new StringBuilder(word);
    for (; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        folded.setCharAt(i, (char) (c + 32));
      }
    }
    return folded.toString();
  }

  /// The offset in the parsed text where the current token starts.
  int offset() {
    return tokens.start(at);
  }

  /// The offset in the parsed text where a token starts.
  int start(int token) {
    return tokens.start(token);
  }

  /// The offset in the parsed text where a token ends.
  int end(int token) {
    return tokens.end(token);
  }

  /// The number of tokens of the statement.
  int count() {
    return tokens.count();
  }

  /// The file's range from a token to the last token that was read; empty when nothing was.
  Span span(int startToken) {
    return span(startToken, at);
  }

  /// The file's range from a token to the one before `endToken`.
  Span span(int startToken, int endToken) {
    int start = tokens.start(startToken);
    return source.span(start, endToken > startToken ? tokens.end(endToken - 1) : start);
  }

  /// The file's range of the token that was read last.
  Span lastSpan() {
    return span(at - 1, at);
  }

  /// The text from a token to the last token that was read, as written.
  String textFrom(int startToken) {
    return at > startToken ? text.substring(tokens.start(startToken), tokens.end(at - 1)) : "";
  }

  /// Counts one level of nesting; [#leave()] takes it back.
  ///
  /// @throws SyntaxException when the text is nested too deeply
  void enter() {
    if (++depth > MAX_DEPTH) {
      throw tooDeep();
    }
  }

  /// Takes back one level of nesting.
  void leave() {
    depth--;
  }

  /// The answer to a text that is nested too deeply.
  SyntaxException tooDeep() {
    return new SyntaxException("54001", "stack depth limit exceeded", offset());
  }

  /// What PostgreSQL says when the current token cannot stand here.
  SyntaxException error() {
    return error(at);
  }

  /// What PostgreSQL says when a token cannot stand where it is. When the scanner has refused the
  /// text before it, that is the answer.
  SyntaxException error(int token) {
    SyntaxException broken = tokens.failureUpTo(token);
    if (broken != null) {
      return broken;
    }
    if (tokens.kind(token) == Tokens.END) {
      return new SyntaxException("42601", "syntax error at end of input", tokens.start(token));
    }
    return new SyntaxException(
        "42601", "syntax error at or near \"" + text(token) + "\"", tokens.start(token));
  }

  /// One of the errors that PostgreSQL's grammar raises with words of its own.
  ///
  /// @param token where it points
  SyntaxException error(String message, int token) {
    return error("42601", message, token);
  }

  /// The same with another code than 42601.
  SyntaxException error(String sqlState, String message, int token) {
    SyntaxException broken = tokens.failureUpTo(token);
    return broken != null ? broken : new SyntaxException(sqlState, message, tokens.start(token));
  }
}
