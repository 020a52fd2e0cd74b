package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import org.jspecify.annotations.Nullable;

/// Reads statements that treat objects of many kinds alike: DROP, COMMENT, RENAME, OWNER, SET
/// SCHEMA, and CREATE and ALTER of the kinds without a parser of their own.
final class ObjectParser {
  private final Parser parser;

  ObjectParser(Parser parser) {
    this.parser = parser;
  }

  /// `CREATE of a kind without a parser of its own`, from its first word on.
  Statement create() {
    return parser.unread("create");
  }

  /// `ALTER of a kind without a parser of its own`, from its first word on.
  Statement alter() {
    return parser.unread("alter");
  }

  /// `DROP`, from its first word on.
  Statement drop() {
    return parser.unread("drop");
  }

  /// `COMMENT ON`, from its first word on.
  Statement comment() {
    return parser.unread("comment");
  }

  /// `SECURITY LABEL`, from its first word on.
  Statement securityLabel() {
    return parser.unread("security label");
  }

  /// `IMPORT FOREIGN SCHEMA`, from its first word on.
  Statement importForeignSchema() {
    return parser.unread("import foreign schema");
  }

  /// A routine with the types of its arguments, or without them: `f(int, text)`, `f`
  /// (`function_with_argtypes`).
  ///
  /// @param kind FUNCTION, PROCEDURE, ROUTINE or AGGREGATE
  ObjectReference routine(ObjectKind kind) {
    int start = parser.cursor.position();
    QualifiedName name = parser.names.functionName();
    return new ObjectReference(kind, name, null, null, parser.cursor.span(start));
  }

  /// What many kinds have in common behind `ALTER kind name`: `RENAME TO`, `OWNER TO`, `SET
  /// SCHEMA`, `[NO] DEPENDS ON EXTENSION`.
  ///
  /// @param start the statement's first token
  /// @return null when something else stands here
  @Nullable Statement commonAlteration(int start, ObjectReference object, boolean ifExists) {
    return start < 0 ? null : parser.unread(object.kind().words() + ifExists);
  }
}
