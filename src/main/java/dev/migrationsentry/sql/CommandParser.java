package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.SessionStatement;
import dev.migrationsentry.sql.ast.Statement;
import org.jspecify.annotations.Nullable;

/// Reads statements about cursors, and the small commands of a connection.
final class CommandParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  CommandParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `DECLARE`, from its first word on.
  Statement declare() {
    int start = cursor.position();
    cursor.expect("declare");
    Name name = names.colId();
    boolean scroll = false;
    boolean noScroll = false;
    int options = cursor.position();
    while (true) {
      if (cursor.accept("no")) {
        cursor.expect("scroll");
        noScroll = true;
      } else if (cursor.accept("scroll")) {
        scroll = true;
      } else if (cursor.acceptAny("binary", "asensitive", "insensitive") == null) {
        break;
      }
    }
    cursor.expect("cursor");
    boolean withHold = false;
    if (cursor.accept("with")) {
      cursor.expect("hold");
      withHold = true;
    } else if (cursor.accept("without")) {
      cursor.expect("hold");
    }
    cursor.expect("for");
    Query query = parser.queries.query();
    if (scroll && noScroll) {
      throw cursor.error("42P11", "cannot specify both SCROLL and NO SCROLL", options);
    }
    return new SessionStatement.DeclareCursor(name, withHold, query, cursor.span(start));
  }

  /// `DEALLOCATE, CLOSE, FETCH, MOVE, LISTEN, UNLISTEN, NOTIFY, LOAD, CHECKPOINT`, from its first
  /// word on.
  Statement command() {
    int start = cursor.position();
    String word = cursor.word();
    cursor.advance();
    Name name =
        switch (word) {
          case "deallocate" -> {
            if (cursor.is("prepare") && (names.isColId(1) || cursor.isAt(1, "all"))) {
              cursor.advance();
            }
            yield cursor.accept("all") ? null : names.colId();
          }
          case "close" -> cursor.accept("all") ? null : names.colId();
          case "fetch", "move" -> fetched();
          case "unlisten" -> cursor.accept('*') ? null : names.colId();
          case "load" -> {
            int library = cursor.position();
            yield new Name(names.string(), cursor.span(library));
          }
          case "checkpoint" -> null;
          case "notify" -> {
            Name channel = names.colId();
            if (cursor.accept(',')) {
              names.string();
            }
            yield channel;
          }
          default -> names.colId();
        };
    return new SessionStatement.Command(word, name, cursor.span(start));
  }

  /// The cursor behind FETCH or MOVE and what is fetched (`fetch_args`).
  private @Nullable Name fetched() {
    boolean word = cursor.isKind(Tokens.WORD);
    if (word && isCursorBehind(1)) {
      switch (cursor.word()) {
        case "next", "prior", "first", "last", "all" -> {
          cursor.advance();
          return fromCursor();
        }
        case "forward", "backward" -> {
          cursor.advance();
          if (isCount()) {
            names.signedInteger();
          } else {
            cursor.accept("all");
          }
          return fromCursor();
        }
        case "absolute", "relative" -> {
          cursor.advance();
          names.signedInteger();
          return fromCursor();
        }
        default -> {}
      }
    }
    if (isCount()) {
      names.signedInteger();
      return fromCursor();
    }
    return fromCursor();
  }

  private boolean isCount() {
    return names.isInteger() || cursor.is('-') || cursor.is('+');
  }

  /// Whether something follows, so that the word before it is a direction and not the cursor.
  private boolean isCursorBehind(int ahead) {
    int kind = cursor.kind(ahead);
    return kind != Tokens.END && kind != ';';
  }

  private Name fromCursor() {
    if (!cursor.accept("from")) {
      cursor.accept("in");
    }
    return names.colId();
  }
}
