package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.ObjectKind;
import org.jspecify.annotations.Nullable;

/// Reads the words that name a kind of object: `MATERIALIZED VIEW`, `TEXT SEARCH PARSER`.
final class KindParser {
  private final Cursor cursor;

  KindParser(Parser parser) {
    this.cursor = parser.cursor;
  }

  /// The kind at the cursor, whose words are then read, or null when there is none.
  ///
  /// @throws SyntaxException when the words of a kind of several are incomplete
  @Nullable ObjectKind kind() {
    ObjectKind kind =
        switch (cursor.word()) {
          case "aggregate" -> ObjectKind.AGGREGATE;
          case "cast" -> ObjectKind.CAST;
          case "collation" -> ObjectKind.COLLATION;
          case "column" -> ObjectKind.COLUMN;
          case "constraint" -> ObjectKind.CONSTRAINT;
          case "conversion" -> ObjectKind.CONVERSION;
          case "database" -> ObjectKind.DATABASE;
          case "domain" -> ObjectKind.DOMAIN;
          case "extension" -> ObjectKind.EXTENSION;
          case "function" -> ObjectKind.FUNCTION;
          case "index" -> ObjectKind.INDEX;
          case "language", "procedural" -> ObjectKind.LANGUAGE;
          case "policy" -> ObjectKind.POLICY;
          case "procedure" -> ObjectKind.PROCEDURE;
          case "publication" -> ObjectKind.PUBLICATION;
          case "role" -> ObjectKind.ROLE;
          case "routine" -> ObjectKind.ROUTINE;
          case "rule" -> ObjectKind.RULE;
          case "schema" -> ObjectKind.SCHEMA;
          case "sequence" -> ObjectKind.SEQUENCE;
          case "server" -> ObjectKind.SERVER;
          case "statistics" -> ObjectKind.STATISTICS;
          case "subscription" -> ObjectKind.SUBSCRIPTION;
          case "table" -> ObjectKind.TABLE;
          case "tablespace" -> ObjectKind.TABLESPACE;
          case "transform" -> ObjectKind.TRANSFORM;
          case "trigger" -> ObjectKind.TRIGGER;
          case "type" -> ObjectKind.TYPE;
          case "view" -> ObjectKind.VIEW;
          case "access", "event", "foreign", "large", "materialized", "operator", "text", "user" ->
              ofSeveralWords();
          default -> null;
        };
    if (kind != null) {
      if (cursor.is("procedural")) {
        cursor.advance();
        if (!cursor.is("language")) {
          throw cursor.error();
        }
      }
      cursor.advance();
    }
    return kind;
  }

  /// The same, where a kind must stand.
  ///
  /// @throws SyntaxException when there is none
  ObjectKind required() {
    ObjectKind kind = kind();
    if (kind == null) {
      throw cursor.error();
    }
    return kind;
  }

  /// Reads all words but the last.
  private ObjectKind ofSeveralWords() {
    String first = cursor.word();
    if (first.equals("operator") && !isOperatorGroup(1)) {
      return ObjectKind.OPERATOR;
    }
    cursor.advance();
    return switch (first) {
      case "access" -> last("method", ObjectKind.ACCESS_METHOD);
      case "event" -> last("trigger", ObjectKind.EVENT_TRIGGER);
      case "large" -> last("object", ObjectKind.LARGE_OBJECT);
      case "materialized" -> last("view", ObjectKind.MATERIALIZED_VIEW);
      case "user" -> last("mapping", ObjectKind.USER_MAPPING);
      case "operator" ->
          cursor.is("class") ? ObjectKind.OPERATOR_CLASS : ObjectKind.OPERATOR_FAMILY;
      case "foreign" -> {
        if (cursor.accept("data")) {
          yield last("wrapper", ObjectKind.FOREIGN_DATA_WRAPPER);
        }
        yield last("table", ObjectKind.FOREIGN_TABLE);
      }
      default -> {
        cursor.expect("search");
        yield switch (cursor.word()) {
          case "configuration" -> ObjectKind.TEXT_SEARCH_CONFIGURATION;
          case "dictionary" -> ObjectKind.TEXT_SEARCH_DICTIONARY;
          case "parser" -> ObjectKind.TEXT_SEARCH_PARSER;
          case "template" -> ObjectKind.TEXT_SEARCH_TEMPLATE;
          default -> throw cursor.error();
        };
      }
    };
  }

  private ObjectKind last(String word, ObjectKind kind) {
    if (!cursor.is(word)) {
      throw cursor.error();
    }
    return kind;
  }

  /// Whether CLASS or FAMILY stands `ahead` tokens ahead, and not a schema of that name.
  boolean isOperatorGroup(int ahead) {
    return (cursor.isAt(ahead, "class") || cursor.isAt(ahead, "family"))
        && cursor.kind(ahead + 1) != '.';
  }
}
