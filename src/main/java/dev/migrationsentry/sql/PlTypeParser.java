package dev.migrationsentry.sql;

import dev.migrationsentry.sql.PlCursor.Word;
import dev.migrationsentry.sql.PlScope.Kind;
import dev.migrationsentry.sql.PlScope.Variable;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the types of PL/pgSQL variables: those of SQL, `variable%TYPE`, `table.column%TYPE` and
/// `table%ROWTYPE`.
final class PlTypeParser {
  private final PlParser parser;
  private final PlCursor cursor;

  PlTypeParser(PlParser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
  }

  /// A type, and a variable without a name that has it.
  record Type(TypeName name, Variable variable) {}

  /// The type at the cursor, which is then at what follows it.
  Type type() {
    int start = cursor.position();
    Type copied = cursor.isIdentifier(0) ? copiedType(start) : null;
    if (copied != null) {
      return copied;
    }
    cursor.moveTo(start);
    int depth = 0;
    while (!endsType(depth)) {
      if (cursor.atEnd()) {
        throw cursor.error(
            depth != 0 ? "mismatched parentheses" : "incomplete data type declaration");
      }
      if (cursor.is('(')) {
        depth++;
      } else if (cursor.is(')')) {
        depth--;
      }
      cursor.advance();
    }
    if (cursor.position() == start) {
      throw cursor.error("missing data type declaration");
    }
    TypeName name = parser.fragments.type(start, cursor.position());
    return new Type(name, PlRoutine.variable("", name));
  }

  private boolean endsType(int depth) {
    return cursor.is(';')
        || cursor.isAssignment(0)
        || cursor.is("collate")
        || cursor.is("not")
        || cursor.is("default")
        || (depth == 0 && (cursor.is(',') || cursor.is(')')));
  }

  /// `name%TYPE` or `name%ROWTYPE`, or null when it is neither.
  private @Nullable Type copiedType(int start) {
    Word word = cursor.takeName();
    if (!cursor.accept('%')) {
      return null;
    }
    boolean row = cursor.is("rowtype");
    if (!row && !cursor.is("type")) {
      return null;
    }
    cursor.advance();
    boolean single = word.parts().size() == 1;
    if (!row && single && word.variable() == null) {
      throw cursor.plain("42704", "variable \"" + word.dotted() + "\" does not exist", start);
    }
    int dimensions = dimensions();
    QualifiedName name =
        new QualifiedName(
            word.parts(), word.parts().getFirst().span().to(word.parts().getLast().span()));
    TypeName type =
        new TypeName(name, List.of(), dimensions, false, !row, null, cursor.span(start));
    return new Type(type, variable(word, row, dimensions > 0));
  }

  private static Variable variable(Word word, boolean row, boolean array) {
    if (array) {
      return Variable.of("", Kind.SCALAR);
    }
    if (row) {
      return Variable.of("", Kind.RECORD);
    }
    Variable copied = word.variable();
    if (copied == null || word.field()) {
      return Variable.of("", Kind.UNKNOWN);
    }
    return new Variable("", copied.kind(), false, copied.cursor(), null);
  }

  /// `[]`, `ARRAY`, `[3]` behind `%TYPE`.
  private int dimensions() {
    int dimensions = cursor.accept("array") ? 1 : 0;
    boolean word = dimensions == 1;
    while (cursor.accept('[')) {
      if (cursor.isKind(Tokens.INTEGER)) {
        cursor.advance();
      }
      if (!cursor.accept(']')) {
        throw cursor.error("syntax error, expected \"]\"");
      }
      if (!word) {
        dimensions++;
      }
      word = false;
    }
    return dimensions;
  }
}
