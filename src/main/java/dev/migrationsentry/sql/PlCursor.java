package dev.migrationsentry.sql;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.PlScope.Kind;
import dev.migrationsentry.sql.PlScope.Match;
import dev.migrationsentry.sql.PlScope.Variable;
import dev.migrationsentry.sql.ast.Name;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place in the tokens of a PL/pgSQL body. Its words are PL/pgSQL's: all of SQL's keywords that
/// PL/pgSQL does not reserve are identifiers here.
final class PlCursor {
  private final Cursor tokens;
  private final Names names;
  private final PlScope scope;

  PlCursor(Parser parser, PlScope scope) {
    this.tokens = parser.cursor;
    this.names = parser.names;
    this.scope = scope;
  }

  /// A name of one to three parts, and the variable that it stands for.
  ///
  /// @param variable null when there is no such variable
  /// @param field whether a field of the variable is meant
  /// @param token its first token
  record Word(List<Name> parts, @Nullable Variable variable, boolean field, int token) {
    /// The parts joined by dots.
    String dotted() {
      StringBuilder dotted = new StringBuilder();
      for (Name part : parts) {
        dotted.append(dotted.isEmpty() ? "" : ".").append(part.value());
      }
      return dotted.toString();
    }

    /// Whether it is a variable that holds a whole row for certain.
    boolean isRecord() {
      return variable != null && !field && variable.kind() == Kind.RECORD;
    }
  }

  int position() {
    return tokens.position();
  }

  void moveTo(int position) {
    tokens.moveTo(position);
  }

  /// Goes past the current token.
  ///
  /// @throws SyntaxException when the scanner refuses it
  void advance() {
    if (tokens.isKind(Tokens.BROKEN)) {
      throw tokens.error();
    }
    tokens.advance();
  }

  boolean atEnd() {
    return tokens.isKind(Tokens.END);
  }

  boolean is(char c) {
    return tokens.is(c);
  }

  boolean isKind(int kind) {
    return tokens.isKind(kind);
  }

  /// Whether the current token is this word without quotes.
  boolean is(String word) {
    return tokens.isWord(word);
  }

  int kind(int ahead) {
    return tokens.kind(ahead);
  }

  /// The current token as written.
  String text() {
    return tokens.text();
  }

  /// The current word without quotes in lower case, or an empty string.
  String word() {
    return tokens.isKind(Tokens.WORD) ? tokens.lowerText() : "";
  }

  boolean accept(char c) {
    return tokens.accept(c);
  }

  boolean accept(String word) {
    return tokens.acceptWord(word);
  }

  void expect(char c) {
    if (!tokens.accept(c)) {
      throw error("syntax error");
    }
  }

  void expect(String word) {
    if (!tokens.acceptWord(word)) {
      throw error("syntax error");
    }
  }

  /// Whether `:=` or `=` stands `ahead` tokens ahead.
  boolean isAssignment(int ahead) {
    int kind = tokens.kind(ahead);
    return kind == '=' || kind == Tokens.COLON_EQUALS;
  }

  /// Whether the current token is this operator.
  boolean isOperator(String operator) {
    return tokens.isOperator(operator);
  }

  /// Whether a token is an identifier to PL/pgSQL: any word that it does not reserve.
  boolean isIdentifier(int ahead) {
    return switch (tokens.kind(ahead)) {
      case Tokens.QUOTED, Tokens.UNICODE_QUOTED, Tokens.PLACEHOLDER -> true;
      case Tokens.WORD -> !isReserved(tokens.position() + ahead);
      default -> false;
    };
  }

  private boolean isReserved(int token) {
    return PlKeywords.isReserved(tokens.source().text(), tokens.start(token), tokens.end(token));
  }

  /// Whether a name of several parts begins here.
  boolean isDotted() {
    return tokens.kind(1) == '.' && isIdentifier(2);
  }

  /// Whether a name begins here: an identifier or `$1`.
  boolean isName() {
    return tokens.isKind(Tokens.PARAMETER) || isIdentifier(0);
  }

  /// Takes the name that begins here, of up to three parts, and looks for its variable.
  Word takeName() {
    int start = tokens.position();
    List<Name> parts = new ArrayList<>(2);
    parts.add(take());
    while (parts.size() < 3 && tokens.is('.') && isIdentifier(1)) {
      tokens.advance();
      parts.add(take());
    }
    Match match = scope.find(parts.stream().map(Name::value).toList());
    Variable variable = match == null ? null : match.variable();
    boolean field = match != null && match.parts() < parts.size();
    return new Word(parts, variable, field, start);
  }

  /// Whether a name that is no variable is one of PL/pgSQL's own words.
  boolean isKeyword(Word word) {
    return word.parts().size() == 1
        && tokens.kind(word.token() - tokens.position()) == Tokens.WORD
        && PlKeywords.isUnreserved(word.dotted());
  }

  /// Takes one identifier, whatever it stands for (`any_identifier`).
  Name takeIdentifier() {
    if (!isIdentifier(0) || isDotted()) {
      throw error("syntax error");
    }
    return take();
  }

  private Name take() {
    if (tokens.isKind(Tokens.PARAMETER)) {
      int token = tokens.position();
      tokens.advance();
      return new Name(tokens.text(token), tokens.span(token));
    }
    return names.take();
  }

  boolean isString() {
    return names.isString();
  }

  String takeString() {
    return names.string();
  }

  Span span(int startToken) {
    return tokens.span(startToken);
  }

  Span span(int startToken, int endToken) {
    return tokens.span(startToken, endToken);
  }

  /// An error with the words that PL/pgSQL's grammar gives, at the current token.
  SyntaxException error(String message) {
    return error(message, tokens.position());
  }

  /// An error with the words that PL/pgSQL's grammar gives: it adds the token.
  SyntaxException error(String message, int token) {
    if (token >= tokens.count()) {
      return plain(message + " at end of input", token);
    }
    int end = tokens.end(lastPart(token));
    String near = tokens.source().text().substring(tokens.start(token), end);
    return plain(message + " at or near \"" + near + "\"", token);
  }

  /// The last token of the name of up to three parts that begins with a token: PL/pgSQL's scanner
  /// takes it as one.
  private int lastPart(int token) {
    int here = tokens.position();
    tokens.moveTo(token);
    int last = token;
    if (isName() && isDotted()) {
      last += 2;
      tokens.moveTo(last);
      last += isDotted() ? 2 : 0;
    }
    tokens.moveTo(here);
    return last;
  }

  /// An error with exactly these words.
  SyntaxException plain(String message, int token) {
    return tokens.error(message, token);
  }

  /// An error with exactly these words and a code of its own.
  SyntaxException plain(String sqlState, String message, int token) {
    return tokens.error(sqlState, message, token);
  }

  /// What PL/pgSQL says of a name that stands where a variable must.
  SyntaxException unknownVariable(Word word) {
    if (isKeyword(word)) {
      return error("syntax error", word.token());
    }
    return plain("\"" + word.dotted() + "\" is not a known variable", word.token());
  }

  /// Counts one level of nesting; [#leave()] takes it back.
  void enter() {
    tokens.enter();
  }

  /// Takes back one level of nesting.
  void leave() {
    tokens.leave();
  }
}
