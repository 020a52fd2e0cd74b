package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Schemas and extensions.
public sealed interface SchemaStatement extends Statement {

  /// `CREATE SCHEMA [IF NOT EXISTS] [name] [AUTHORIZATION role] elements`.
  ///
  /// @param name null when only a role was given: the schema has the role's name
  record CreateSchema(
      boolean ifNotExists,
      @Nullable Name name,
      @Nullable Name authorization,
      List<Statement> elements,
      Span span)
      implements SchemaStatement {
    public CreateSchema {
      elements = List.copyOf(elements);
    }
  }

  /// `CREATE EXTENSION [IF NOT EXISTS] name [SCHEMA s] [VERSION v] [CASCADE]`.
  record CreateExtension(
      boolean ifNotExists,
      Name name,
      @Nullable Name schema,
      @Nullable String version,
      boolean cascade,
      Span span)
      implements SchemaStatement {}

  /// `ALTER EXTENSION name UPDATE [TO version]`, or `ADD|DROP object` when `member` is there.
  record AlterExtension(
      Name name, @Nullable String version, @Nullable ObjectReference member, boolean add, Span span)
      implements SchemaStatement {}
}
