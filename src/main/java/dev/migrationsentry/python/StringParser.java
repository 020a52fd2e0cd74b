package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Constant;
import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.FormattedPart;
import dev.migrationsentry.python.ast.FormattedPart.Conversion;
import dev.migrationsentry.python.ast.FormattedPart.FieldPart;
import dev.migrationsentry.python.ast.FormattedPart.LiteralPart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads strings, bytes, f-strings and t-strings, and joins those that stand next to each other
/// (Language Reference, sections 2.4 and 6.2.2).
final class StringParser {
  private final Parser parser;
  private final Cursor cursor;

  StringParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  /// The text and the fields that were read so far.
  private static final class Parts {
    final Cursor cursor;
    final List<FormattedPart> list = new ArrayList<>();
    LiteralText text;

    Parts(Cursor cursor) {
      this.cursor = cursor;
      this.text = new LiteralText(cursor);
    }

    void field(FieldPart field) {
      endText();
      list.add(field);
    }

    void endText() {
      if (!text.isEmpty()) {
        int start = text.pieces().getFirst().span().start();
        int end = text.pieces().getLast().span().end();
        list.add(new LiteralPart(text.value(), text.pieces(), cursor.span(start, end)));
        text = new LiteralText(cursor);
      }
    }
  }

  /// What kinds of strings stand next to each other.
  private static final class Kinds {
    boolean text;
    boolean bytes;
    boolean formatted;
    boolean template;
  }

  /// All strings that stand next to each other.
  Expression strings() {
    int start = cursor.start();
    Parts parts = new Parts(cursor);
    Kinds kinds = new Kinds();
    while (true) {
      if (cursor.is(TokenKind.STRING)) {
        plain(parts, kinds);
      } else if (cursor.is(TokenKind.FORMATTED_START)) {
        formatted(parts, kinds);
      } else {
        break;
      }
    }
    if (kinds.bytes && (kinds.text || kinds.formatted)) {
      throw cursor.errorFrom(start, "cannot mix bytes and nonbytes literals");
    }
    if (kinds.template && (kinds.text || kinds.bytes || kinds.formatted)) {
      throw cursor.errorFrom(start, "cannot mix t-string literals with string or bytes literals");
    }
    if (kinds.bytes) {
      return new Constant.BytesConstant(parts.text.value(), cursor.from(start));
    }
    if (kinds.template || kinds.formatted) {
      parts.endText();
      return kinds.template
          ? new Expression.TemplateString(parts.list, cursor.from(start))
          : new Expression.FormattedString(parts.list, cursor.from(start));
    }
    return new Constant.StringConstant(parts.text.value(), parts.text.pieces(), cursor.from(start));
  }

  private void plain(Parts parts, Kinds kinds) {
    String text = cursor.text();
    int quote = cursor.start();
    boolean raw = false;
    boolean bytes = false;
    for (; text.charAt(quote) != '"' && text.charAt(quote) != '\''; quote++) {
      char c = text.charAt(quote);
      raw |= c == 'r' || c == 'R';
      bytes |= c == 'b' || c == 'B';
    }
    int size = Lexer.quotes(text, quote).length();
    kinds.bytes |= bytes;
    kinds.text |= !bytes;
    parts.text.literal(quote + size, cursor.end() - size, new LiteralText.Form(raw, bytes, false));
    cursor.advance();
  }

  private void formatted(Parts parts, Kinds kinds) {
    boolean raw = false;
    boolean template = false;
    for (int at = cursor.start(); at < cursor.end(); at++) {
      char c = cursor.text().charAt(at);
      raw |= c == 'r' || c == 'R';
      template |= c == 't' || c == 'T';
    }
    kinds.template |= template;
    kinds.formatted |= !template;
    String prefix = template ? "t-string: " : "f-string: ";
    cursor.advance();
    while (!cursor.accept(TokenKind.FORMATTED_END)) {
      part(parts, raw, prefix, false);
    }
  }

  private void part(Parts parts, boolean raw, String prefix, boolean format) {
    if (cursor.is(TokenKind.FORMATTED_MIDDLE)) {
      parts.text.literal(cursor.start(), cursor.end(), new LiteralText.Form(raw, false, !format));
      cursor.advance();
    } else {
      field(parts, raw, prefix);
    }
  }

  private void field(Parts parts, boolean raw, String prefix) {
    int start = cursor.start();
    cursor.expect(TokenKind.LEFT_BRACE);
    int open = cursor.lastEnd();
    cursor.enter(Cursor.FIELD);
    switch (cursor.kind()) {
      case RIGHT_BRACE, COLON, EXCLAMATION, EQUAL ->
          throw cursor.error(
              prefix + "valid expression required before '" + cursor.kind().text() + "'");
      default -> {}
    }
    int first = cursor.position();
    Expression value = parser.expressions.yieldOrList();
    boolean shown = cursor.accept(TokenKind.EQUAL);
    if (shown) {
      source(parts.text, open, first);
    }
    boolean converted = cursor.is(TokenKind.EXCLAMATION);
    Conversion conversion = converted ? conversion(prefix) : Conversion.NONE;
    @Nullable List<FormattedPart> format = cursor.is(TokenKind.COLON) ? format(raw, prefix) : null;
    if (!cursor.is(TokenKind.RIGHT_BRACE)) {
      throw unclosed(value, prefix, shown || converted || format != null);
    }
    cursor.advance();
    cursor.leave(Cursor.FIELD);
    if (shown && !converted && format == null) {
      conversion = Conversion.REPR;
    }
    parts.field(new FieldPart(value, conversion, format, cursor.from(start)));
  }

  /// The source of a self-documenting field up to the next token, without its comments.
  private void source(LiteralText into, int open, int first) {
    Tokens tokens = cursor.tokens();
    int at = open;
    for (int token = first; token <= cursor.position(); token++) {
      int gap = token == first ? open : tokens.end(token - 1);
      int comment = comment(gap, tokens.start(token));
      while (comment >= 0) {
        into.verbatim(at, comment);
        at = comment;
        while (!Characters.isLineEnd(cursor.text().charAt(at))) {
          at++;
        }
        comment = comment(at, tokens.start(token));
      }
    }
    into.verbatim(at, cursor.start());
  }

  private int comment(int start, int end) {
    int found = start < end ? cursor.text().indexOf('#', start) : -1;
    return found < end ? found : -1;
  }

  private SyntaxException unclosed(Expression value, String prefix, boolean more) {
    SyntaxException fault = parser.refusals.explained(parser.refusals.afterElement(value));
    if (cursor.is(TokenKind.ERROR)) {
      return fault;
    }
    String reason =
        !fault.reason().equals("invalid syntax")
            ? fault.reason()
            : more ? "expecting '}'" : "expecting '=', or '!', or ':', or '}'";
    return new SyntaxException(prefix + reason, fault.start(), fault.end());
  }

  private Conversion conversion(String prefix) {
    cursor.advance();
    if (!cursor.is(TokenKind.NAME) || cursor.start() != cursor.lastEnd()) {
      throw cursor.error(prefix + "invalid conversion character");
    }
    Conversion conversion =
        switch (cursor.tokenText()) {
          case "s" -> Conversion.STR;
          case "r" -> Conversion.REPR;
          case "a" -> Conversion.ASCII;
          default ->
              throw cursor.error(
                  prefix
                      + "invalid conversion character '"
                      + cursor.tokenText()
                      + "': expected 's', 'r', or 'a'");
        };
    cursor.advance();
    return conversion;
  }

  private List<FormattedPart> format(boolean raw, String prefix) {
    cursor.advance();
    Parts parts = new Parts(cursor);
    while (cursor.is(TokenKind.FORMATTED_MIDDLE) || cursor.is(TokenKind.LEFT_BRACE)) {
      part(parts, raw, prefix, true);
    }
    parts.endText();
    return parts.list;
  }
}
