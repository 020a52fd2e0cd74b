package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.List;

/// Reads data types (manual, chapter 8).
final class TypeParser {
  private final Parser parser;

  TypeParser(Parser parser) {
    this.parser = parser;
  }

  /// A type (`Typename`): `[SETOF] name(modifiers)[]`.
  TypeName typeName() {
    int start = parser.cursor.position();
    QualifiedName name = parser.names.anyName();
    return new TypeName(name, List.of(), 0, false, false, null, parser.cursor.span(start));
  }

  /// A type of a routine's argument or result (`func_type`): also `table.column%TYPE`.
  TypeName functionType() {
    int start = parser.cursor.position();
    QualifiedName name = parser.names.anyName();
    return new TypeName(name, List.of(), 0, false, false, null, parser.cursor.span(start));
  }
}
