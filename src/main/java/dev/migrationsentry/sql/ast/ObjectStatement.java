package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements that treat objects of many kinds alike.
public sealed interface ObjectStatement extends Statement {

  /// `DROP kind [CONCURRENTLY] [IF EXISTS] objects [CASCADE]`.
  record Drop(
      ObjectKind kind,
      boolean concurrently,
      boolean ifExists,
      List<ObjectReference> objects,
      Behavior behavior,
      Span span)
      implements ObjectStatement {
    public Drop {
      objects = List.copyOf(objects);
    }
  }

  /// `ALTER … RENAME TO name`; for columns, attributes and constraints the object is of kind COLUMN
  /// or CONSTRAINT with `table` naming the relation (or the composite type, or the domain) whose
  /// kind is `owner`.
  record Rename(
      ObjectReference object,
      ObjectKind owner,
      boolean ifExists,
      Name to,
      Behavior behavior,
      Span span)
      implements ObjectStatement {}

  /// `ALTER … SET SCHEMA name`.
  record SetSchema(ObjectReference object, boolean ifExists, Name schema, Span span)
      implements ObjectStatement {}

  /// `ALTER … OWNER TO role`.
  record SetOwner(ObjectReference object, boolean ifExists, Name role, Span span)
      implements ObjectStatement {}

  /// `COMMENT ON object IS 'text'`; `text` is null for NULL.
  record Comment(ObjectReference object, @Nullable String text, Span span)
      implements ObjectStatement {}

  /// `SECURITY LABEL … ON object IS 'label'`.
  record SecurityLabel(ObjectReference object, Span span) implements ObjectStatement {}

  /// `ALTER … [NO] DEPENDS ON EXTENSION name`.
  record DependsOnExtension(ObjectReference object, boolean depends, Name extension, Span span)
      implements ObjectStatement {}

  /// CREATE of an object whose details do not matter to tables and queries: operator, operator
  /// class and family, cast, collation, conversion, text search object, language, access method,
  /// foreign-data wrapper, server, user mapping, publication, subscription, transform.
  ///
  /// Besides the options written as such, `options` says what else matters: of an operator class
  /// `for type`, `family` and `default`; of a cast `as implicit` or `as assignment`, and `inout` or
  /// `without function`; of a server `type`, `version` and `foreign data wrapper`; of a publication
  /// `all tables` and each `tables in schema`; of a subscription each `publication`; of a language
  /// `trusted`; of an access method its `type`; of a collation the one it is copied `from`.
  ///
  /// @param tables the tables that a publication names
  /// @param functions the functions it names, as far as they were written as such
  record CreateObject(
      ObjectReference object,
      boolean orReplace,
      boolean ifNotExists,
      List<Option> options,
      List<QualifiedName> tables,
      List<QualifiedName> functions,
      Span span)
      implements ObjectStatement {
    public CreateObject {
      options = List.copyOf(options);
      tables = List.copyOf(tables);
      functions = List.copyOf(functions);
    }
  }

  /// `CREATE STATISTICS [IF NOT EXISTS] [name] [(kinds)] ON items FROM tables`.
  ///
  /// @param name null when PostgreSQL is to choose one
  /// @param kinds `ndistinct`, `dependencies`, `mcv` as written; empty for all
  /// @param items columns, as [references][Expression.ColumnReference] without qualifier, and
  ///   expressions
  /// @param tables one, for PostgreSQL takes no more
  record CreateStatistics(
      boolean ifNotExists,
      @Nullable QualifiedName name,
      List<Name> kinds,
      List<Expression> items,
      List<QualifiedName> tables,
      Span span)
      implements ObjectStatement {
    public CreateStatistics {
      kinds = List.copyOf(kinds);
      items = List.copyOf(items);
      tables = List.copyOf(tables);
    }
  }

  /// ALTER of such an object, a statistics object included, with the first words of what it does in
  /// lower case.
  record AlterObject(
      ObjectReference object,
      boolean ifExists,
      String action,
      List<QualifiedName> tables,
      Span span)
      implements ObjectStatement {
    public AlterObject {
      tables = List.copyOf(tables);
    }
  }

  /// `ALTER TABLE|INDEX|MATERIALIZED VIEW ALL IN TABLESPACE from [OWNED BY owners] SET TABLESPACE
  /// to [NOWAIT]`.
  record MoveAll(ObjectKind kind, Name from, List<Name> owners, Name to, boolean noWait, Span span)
      implements ObjectStatement {
    public MoveAll {
      owners = List.copyOf(owners);
    }
  }

  /// `IMPORT FOREIGN SCHEMA remote FROM SERVER server INTO schema`.
  record ImportForeignSchema(Name server, Name schema, Span span) implements ObjectStatement {}
}
