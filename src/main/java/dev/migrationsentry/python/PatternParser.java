package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.MatchCase;
import dev.migrationsentry.python.ast.Pattern;
import dev.migrationsentry.python.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `match` and the patterns of its cases (Language Reference, section 8.6).
final class PatternParser {
  private final Parser parser;
  private final Cursor cursor;
  private final PatternAtoms atoms;

  PatternParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.atoms = new PatternAtoms(parser, this);
  }

  /// Reads a `match` statement where the name `match` begins one.
  ///
  /// @param into takes the statement
  /// @return whether it did; if not, the place stays the same
  boolean match(List<Statement> into) {
    int start = cursor.start();
    Cursor.Mark mark = cursor.mark();
    cursor.advance();
    @Nullable Expression subject = subject();
    if (subject == null) {
      cursor.backTo(mark);
      return false;
    }
    parser.blocks.indent("'match' statement", start);
    List<MatchCase> cases = new ArrayList<>();
    do {
      cases.add(oneCase());
    } while (!cursor.accept(TokenKind.DEDENT));
    into.add(new Statement.Match(subject, cases, cursor.from(start)));
    return true;
  }

  /// The subject up to the end of its line; null where the line is something else.
  private @Nullable Expression subject() {
    try {
      if (!parser.expressions.begins(true)) {
        return null;
      }
      int start = cursor.start();
      Expression subject = parser.expressions.starredOrNamed();
      if (cursor.is(TokenKind.COMMA)) {
        List<Expression> elements = new ArrayList<>();
        elements.add(subject);
        while (cursor.accept(TokenKind.COMMA) && parser.expressions.begins(true)) {
          elements.add(parser.expressions.starredOrNamed());
        }
        subject = new Expression.TupleDisplay(elements, cursor.from(start));
      } else if (subject instanceof Expression.Starred) {
        return null;
      }
      return cursor.accept(TokenKind.COLON) && cursor.accept(TokenKind.NEWLINE) ? subject : null;
    } catch (SyntaxException _) {
      return null;
    }
  }

  private MatchCase oneCase() {
    int start = cursor.start();
    if (!cursor.isWord("case")) {
      throw cursor.error();
    }
    cursor.advance();
    Pattern pattern = open();
    @Nullable Expression guard = cursor.accept(TokenKind.IF) ? parser.expressions.named() : null;
    cursor.expectColon(false);
    List<Statement> body = parser.blocks.block("'case' statement", start);
    return new MatchCase(pattern, guard, body, cursor.from(start));
  }

  /// `patterns`: one pattern, or a sequence without parentheses.
  private Pattern open() {
    int start = cursor.start();
    Pattern first = starred();
    if (!cursor.is(TokenKind.COMMA)) {
      if (first instanceof Pattern.StarPattern) {
        throw cursor.error();
      }
      return first;
    }
    List<Pattern> patterns = new ArrayList<>();
    patterns.add(first);
    while (cursor.accept(TokenKind.COMMA)
        && !cursor.is(TokenKind.COLON)
        && !cursor.is(TokenKind.IF)) {
      patterns.add(starred());
    }
    return new Pattern.SequencePattern(patterns, cursor.from(start));
  }

  /// A pattern, or `*name`.
  Pattern starred() {
    int start = cursor.start();
    if (!cursor.accept(TokenKind.STAR)) {
      return pattern();
    }
    String name = cursor.name();
    return new Pattern.StarPattern(name.equals("_") ? null : name, cursor.from(start));
  }

  /// `a | b as name`.
  Pattern pattern() {
    int start = cursor.start();
    cursor.enter(Cursor.HEAVY);
    Pattern first = atoms.closed();
    if (cursor.is(TokenKind.BAR)) {
      List<Pattern> patterns = new ArrayList<>();
      patterns.add(first);
      while (cursor.accept(TokenKind.BAR)) {
        patterns.add(atoms.closed());
      }
      first = new Pattern.OrPattern(patterns, cursor.from(start));
    }
    cursor.leave(Cursor.HEAVY);
    if (!cursor.accept(TokenKind.AS)) {
      return first;
    }
    if (cursor.isWord("_")) {
      throw cursor.error("cannot use '_' as a target");
    }
    String name = cursor.name("invalid pattern target");
    return new Pattern.AsPattern(first, name, cursor.from(start));
  }
}
