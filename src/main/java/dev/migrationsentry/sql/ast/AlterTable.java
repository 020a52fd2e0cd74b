package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// ALTER TABLE, and ALTER of an index, view, materialized view, sequence, foreign table or
/// composite type where it takes the same actions. Renames, SET SCHEMA, and OWNER TO when it is the
/// only action, are [ObjectStatement]s (manual, ALTER TABLE).
///
/// @param kind TABLE, INDEX, VIEW, MATERIALIZED_VIEW, SEQUENCE, FOREIGN_TABLE or TYPE
/// @param actions in the order written
public record AlterTable(
    ObjectKind kind,
    boolean ifExists,
    boolean only,
    QualifiedName table,
    List<Action> actions,
    Span span)
    implements Statement {
  public AlterTable {
    actions = List.copyOf(actions);
  }

  /// One action of an ALTER TABLE.
  public sealed interface Action extends Node {}

  /// `ADD [COLUMN] [IF NOT EXISTS] column …`; `ADD ATTRIBUTE` of a type.
  ///
  /// @param behavior CASCADE of an attribute: also to the tables of that type
  public record AddColumn(
      boolean ifNotExists, CreateTable.ColumnDefinition column, Behavior behavior, Span span)
      implements Action {}

  /// `DROP [COLUMN] [IF EXISTS] column`; `DROP ATTRIBUTE` of a type.
  public record DropColumn(boolean ifExists, Name column, Behavior behavior, Span span)
      implements Action {}

  /// `ALTER COLUMN c [SET DATA] TYPE t [COLLATE x] [USING e]`; `ALTER ATTRIBUTE` of a type.
  ///
  /// @param behavior CASCADE of an attribute: also to the tables of that type
  public record SetType(
      Name column,
      TypeName type,
      @Nullable QualifiedName collation,
      @Nullable Expression using,
      Behavior behavior,
      Span span)
      implements Action {}

  /// `ALTER COLUMN c SET DEFAULT e`, or `DROP DEFAULT` when `value` is null.
  public record SetDefault(Name column, @Nullable Expression value, Span span) implements Action {}

  /// `ALTER COLUMN c SET NOT NULL`, or `DROP NOT NULL`.
  public record SetNotNull(Name column, boolean notNull, Span span) implements Action {}

  /// `ALTER COLUMN c SET EXPRESSION AS (e)`, or `DROP EXPRESSION` when `value` is null.
  public record SetExpression(Name column, @Nullable Expression value, boolean ifExists, Span span)
      implements Action {}

  /// `ALTER COLUMN c ADD GENERATED … AS IDENTITY`.
  public record AddIdentity(Name column, boolean always, List<Option> options, Span span)
      implements Action {
    public AddIdentity {
      options = List.copyOf(options);
    }
  }

  /// `ALTER COLUMN c SET GENERATED …|SET sequence option|RESTART`: what changes, as options
  /// (`generated` with `always` or `by default`).
  public record SetIdentity(Name column, List<Option> options, Span span) implements Action {
    public SetIdentity {
      options = List.copyOf(options);
    }
  }

  /// `ALTER COLUMN c DROP IDENTITY [IF EXISTS]`.
  public record DropIdentity(Name column, boolean ifExists, Span span) implements Action {}

  /// `ALTER COLUMN c SET STATISTICS|STORAGE|COMPRESSION|(options)|RESET (options)`; `column` may be
  /// a number for indexes.
  ///
  /// @param property `statistics`, `storage`, `compression`, `options`, `reset`, or `foreign
  ///   options` for `OPTIONS (…)` of a foreign table's column
  public record SetColumnProperty(Name column, String property, List<Option> options, Span span)
      implements Action {
    public SetColumnProperty {
      options = List.copyOf(options);
    }
  }

  /// `ADD table_constraint`.
  public record AddConstraint(TableConstraint constraint, Span span) implements Action {}

  /// `VALIDATE CONSTRAINT name`.
  public record ValidateConstraint(Name constraint, Span span) implements Action {}

  /// `ALTER CONSTRAINT name …`: what was written, in lower case (`deferrable`, `not enforced`,
  /// `inherit`, …).
  public record AlterConstraint(Name constraint, List<String> changes, Span span)
      implements Action {
    public AlterConstraint {
      changes = List.copyOf(changes);
    }
  }

  /// `DROP CONSTRAINT [IF EXISTS] name`.
  public record DropConstraint(boolean ifExists, Name constraint, Behavior behavior, Span span)
      implements Action {}

  /// `ATTACH PARTITION p FOR VALUES …`; for an index `ATTACH PARTITION index` with `bound` null.
  public record AttachPartition(
      QualifiedName partition, CreateTable.@Nullable Bound bound, Span span) implements Action {}

  /// `DETACH PARTITION p [CONCURRENTLY|FINALIZE]`.
  public record DetachPartition(
      QualifiedName partition, boolean concurrently, boolean finalizing, Span span)
      implements Action {}

  /// `INHERIT parent`, or `NO INHERIT parent`.
  public record Inherit(QualifiedName parent, boolean inherit, Span span) implements Action {}

  /// `ENABLE|DISABLE TRIGGER|RULE name|ALL|USER`.
  ///
  /// @param setting `enable`, `disable`, `enable replica`, `enable always`
  /// @param kind TRIGGER or RULE
  /// @param name null for ALL and USER
  public record EnableTrigger(String setting, ObjectKind kind, @Nullable Name name, Span span)
      implements Action {}

  /// `ENABLE|DISABLE|FORCE|NO FORCE ROW LEVEL SECURITY`: `enable`, `disable`, `force`, `no force`.
  public record RowSecurity(String setting, Span span) implements Action {}

  /// `REPLICA IDENTITY DEFAULT|FULL|NOTHING|USING INDEX index`.
  public record ReplicaIdentity(String setting, @Nullable Name index, Span span)
      implements Action {}

  /// `CLUSTER ON index`, or `SET WITHOUT CLUSTER` when null.
  public record ClusterOn(@Nullable Name index, Span span) implements Action {}

  /// `SET (storage parameters)`, or `RESET (names)`.
  public record SetOptions(boolean reset, List<Option> options, Span span) implements Action {
    public SetOptions {
      options = List.copyOf(options);
    }
  }

  /// `SET TABLESPACE t`, `SET ACCESS METHOD m`, `SET LOGGED`, `SET UNLOGGED`, `SET WITHOUT OIDS`,
  /// `OF type`, `NOT OF`, `OPTIONS (…)` of a foreign table: the property in lower case with its
  /// value.
  ///
  /// @param value null for the default access method, and where there is none
  /// @param options the options in OPTIONS, each with `add`, `set` or `drop` before its name
  public record SetProperty(
      String property, @Nullable QualifiedName value, List<Option> options, Span span)
      implements Action {
    public SetProperty {
      options = List.copyOf(options);
    }
  }

  /// `OWNER TO role` among other actions.
  public record OwnerTo(Name role, Span span) implements Action {}
}
