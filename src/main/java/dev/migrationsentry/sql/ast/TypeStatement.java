package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements about types, domains and sequences.
public sealed interface TypeStatement extends Statement {

  /// `CREATE TYPE name AS ENUM (labels)`.
  record CreateEnum(QualifiedName type, List<Label> labels, Span span) implements TypeStatement {
    public CreateEnum {
      labels = List.copyOf(labels);
    }
  }

  /// A label of an enum.
  record Label(String value, Span span) implements Node {}

  /// `CREATE TYPE name AS (attributes)`.
  record CreateComposite(
      QualifiedName type, List<CreateTable.ColumnDefinition> attributes, Span span)
      implements TypeStatement {
    public CreateComposite {
      attributes = List.copyOf(attributes);
    }
  }

  /// `CREATE TYPE name AS RANGE (subtype = …)`; `subtype` is null when missing.
  record CreateRange(
      QualifiedName type, @Nullable TypeName subtype, List<Option> options, Span span)
      implements TypeStatement {
    public CreateRange {
      options = List.copyOf(options);
    }
  }

  /// `CREATE TYPE name (input = …)`, or the shell `CREATE TYPE name` with no options.
  record CreateBaseType(QualifiedName type, List<Option> options, Span span)
      implements TypeStatement {
    public CreateBaseType {
      options = List.copyOf(options);
    }
  }

  /// `CREATE DOMAIN name AS type …`.
  record CreateDomain(
      QualifiedName domain,
      TypeName type,
      @Nullable QualifiedName collation,
      List<ColumnConstraint> constraints,
      Span span)
      implements TypeStatement {
    public CreateDomain {
      constraints = List.copyOf(constraints);
    }
  }

  /// `ALTER TYPE enum ADD VALUE [IF NOT EXISTS] 'label' [BEFORE|AFTER 'neighbor']`.
  record AddEnumValue(
      QualifiedName type,
      boolean ifNotExists,
      Label label,
      @Nullable Label neighbor,
      boolean after,
      Span span)
      implements TypeStatement {}

  /// `ALTER TYPE enum RENAME VALUE 'old' TO 'new'`.
  record RenameEnumValue(QualifiedName type, Label from, Label to, Span span)
      implements TypeStatement {}

  /// `ALTER DOMAIN name …` except renames, OWNER and SET SCHEMA.
  ///
  /// @param action `set default`, `drop default`, `set not null`, `drop not null`, `add
  ///   constraint`, `drop constraint` or `validate constraint`
  /// @param constraint the constraint added
  /// @param constraintName the constraint dropped or validated
  record AlterDomain(
      QualifiedName domain,
      String action,
      @Nullable Expression value,
      @Nullable TableConstraint constraint,
      @Nullable Name constraintName,
      boolean ifExists,
      Behavior behavior,
      Span span)
      implements TypeStatement {}

  /// `CREATE [TEMP|UNLOGGED] SEQUENCE [IF NOT EXISTS] name options`.
  record CreateSequence(
      CreateTable.Persistence persistence,
      boolean ifNotExists,
      QualifiedName sequence,
      SequenceOptions options,
      Span span)
      implements TypeStatement {}

  /// `ALTER SEQUENCE [IF EXISTS] name options`.
  record AlterSequence(boolean ifExists, QualifiedName sequence, SequenceOptions options, Span span)
      implements TypeStatement {}

  /// What a sequence is set to; null where not written.
  ///
  /// @param ownedBy the column with its table before it
  /// @param ownedByNone `OWNED BY NONE`
  /// @param others INCREMENT, MINVALUE, MAXVALUE, START, RESTART, CACHE, CYCLE by their names in
  ///   lower case
  record SequenceOptions(
      @Nullable TypeName type,
      @Nullable QualifiedName ownedBy,
      boolean ownedByNone,
      List<Option> others) {
    public SequenceOptions {
      others = List.copyOf(others);
    }
  }
}
