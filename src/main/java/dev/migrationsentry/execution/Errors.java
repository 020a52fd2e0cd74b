package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.List;
import java.util.Locale;

/// The errors that more than one family of statements meets, in PostgreSQL's words.
final class Errors {
  private Errors() {}

  static Refusal noSchema(String name, Span at) {
    return Refusal.of("3F000", "schema \"" + name + "\" does not exist", at)
        .about(ObjectKind.SCHEMA, name, null, List.of());
  }

  static Refusal noSchemaSelected(Span at) {
    return Refusal.of("3F000", "no schema has been selected to create in", at);
  }

  static Refusal noRelation(QualifiedName name) {
    return Refusal.of("42P01", "relation \"" + name + "\" does not exist", name.span())
        .about(ObjectKind.TABLE, name);
  }

  static Refusal systemCatalog(QualifiedName name) {
    return Refusal.of(
            "42501", "permission denied: \"" + name.name() + "\" is a system catalog", name.span())
        .about(ObjectKind.TABLE, name);
  }

  static Refusal relationExists(QualifiedName name) {
    return Refusal.of("42P07", "relation \"" + name.name() + "\" already exists", name.span())
        .about(ObjectKind.TABLE, name);
  }

  static Refusal relationExists(String name, Span at) {
    return Refusal.of("42P07", "relation \"" + name + "\" already exists", at)
        .about(ObjectKind.TABLE, name, null, List.of());
  }

  static Refusal typeExists(String name, Span at) {
    return Refusal.of("42710", "type \"" + name + "\" already exists", at)
        .about(ObjectKind.TYPE, name, null, List.of());
  }

  /// A column that an ALTER TABLE names.
  static Refusal noColumn(Draft draft, Name column, Relation relation) {
    return Refusal.of(
            "42703",
            "column \""
                + column.stored()
                + "\" of relation \""
                + relation.name()
                + "\" does not exist",
            column.span())
        .about(
            ObjectKind.COLUMN,
            column.stored(),
            null,
            List.of(Descriptions.qualified(draft.schema(), relation)));
  }

  /// A column that an index, a key or a foreign key names.
  static Refusal noColumn(Draft draft, String message, Name column, Relation relation) {
    return Refusal.of("42703", message, column.span())
        .about(
            ObjectKind.COLUMN,
            column.stored(),
            null,
            List.of(Descriptions.qualified(draft.schema(), relation)));
  }

  static Refusal noRole(Name role) {
    return Refusal.of("42704", "role \"" + role.stored() + "\" does not exist", role.span())
        .about(ObjectKind.ROLE, role.stored(), null, List.of());
  }

  /// What an older server says of words that only newer ones know.
  ///
  /// @param word the first word that it does not take, in lower case
  /// @param in the range that contains it
  static Refusal syntaxError(String word, Span in) {
    int at = in.text().toLowerCase(Locale.ROOT).indexOf(word);
    Span place = at < 0 ? in : in.file().span(in.start() + at, in.start() + at + word.length());
    return Refusal.of(
        "42601", "syntax error at or near \"" + (at < 0 ? word : place.text()) + "\"", place);
  }

  static Refusal notInTransaction(String statement, Span at) {
    return Refusal.of("25001", statement + " cannot run inside a transaction block", at);
  }

  static Refusal wrongKind(String name, String message, Span at) {
    return Refusal.of("42809", "\"" + name + "\" " + message, at).restingOn(name);
  }
}
