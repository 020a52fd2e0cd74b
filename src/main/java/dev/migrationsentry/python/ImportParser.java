package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Alias;
import dev.migrationsentry.python.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `import` and `from … import` (Language Reference, section 7.11).
final class ImportParser {
  private final Cursor cursor;

  ImportParser(Parser parser) {
    this.cursor = parser.cursor;
  }

  /// `import a.b as c, d`.
  Statement modules() {
    int start = cursor.start();
    List<Alias> names = new ArrayList<>();
    do {
      cursor.advance();
      if (names.isEmpty() && cursor.is(TokenKind.NEWLINE)) {
        throw cursor.error("Expected one or more names after 'import'");
      }
      names.add(alias(true));
    } while (cursor.is(TokenKind.COMMA));
    return new Statement.Import(names, cursor.from(start));
  }

  /// `from ..a import b as c, d`.
  Statement names() {
    int start = cursor.start();
    cursor.advance();
    int level = 0;
    while (cursor.is(TokenKind.DOT) || cursor.is(TokenKind.ELLIPSIS)) {
      level += cursor.kind().text().length();
      cursor.advance();
    }
    @Nullable String module = level > 0 && cursor.is(TokenKind.IMPORT) ? null : dotted();
    cursor.expect(TokenKind.IMPORT);
    List<Alias> names = imported();
    return new Statement.ImportFrom(module, names, level, cursor.from(start));
  }

  private List<Alias> imported() {
    int start = cursor.start();
    if (cursor.accept(TokenKind.STAR)) {
      return List.of(new Alias("*", null, cursor.from(start)));
    }
    if (cursor.is(TokenKind.NEWLINE)) {
      throw cursor.error("Expected one or more names after 'import'");
    }
    boolean parentheses = cursor.accept(TokenKind.LEFT_PARENTHESIS);
    List<Alias> names = new ArrayList<>();
    names.add(alias(false));
    while (cursor.accept(TokenKind.COMMA)) {
      if (parentheses && cursor.is(TokenKind.RIGHT_PARENTHESIS)) {
        break;
      }
      if (cursor.is(TokenKind.NEWLINE)) {
        throw cursor.error("trailing comma not allowed without surrounding parentheses");
      }
      names.add(alias(false));
    }
    if (parentheses) {
      cursor.expect(TokenKind.RIGHT_PARENTHESIS);
    }
    return names;
  }

  private Alias alias(boolean dotted) {
    int start = cursor.start();
    String name = dotted ? dotted() : cursor.name();
    @Nullable String bound = cursor.accept(TokenKind.AS) ? cursor.name() : null;
    return new Alias(name, bound, cursor.from(start));
  }

  private String dotted() {
    String first = cursor.name();
    if (!cursor.is(TokenKind.DOT)) {
      return first;
    }
    StringBuilder name = new StringBuilder(first);
    while (cursor.accept(TokenKind.DOT)) {
      name.append('.').append(cursor.name());
    }
    return name.toString();
  }
}
