package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements that change rows (manual, chapter 6).
public sealed interface DataStatement extends Statement {

  /// `INSERT INTO table (columns) query … ON CONFLICT … RETURNING …`; `query` is null for DEFAULT
  /// VALUES.
  record Insert(
      Query.@Nullable With with,
      QualifiedName table,
      @Nullable Name alias,
      List<Assignee> columns,
      @Nullable String overriding,
      @Nullable Query query,
      @Nullable OnConflict onConflict,
      List<Query.Target> returning,
      Span span)
      implements DataStatement {
    public Insert {
      columns = List.copyOf(columns);
      returning = List.copyOf(returning);
    }
  }

  /// `UPDATE [ONLY] table [AS alias] SET … FROM … WHERE … RETURNING …`.
  record Update(
      Query.@Nullable With with,
      QualifiedName table,
      boolean only,
      @Nullable Name alias,
      List<Assignment> assignments,
      List<Query.FromItem> from,
      @Nullable Expression where,
      List<Query.Target> returning,
      Span span)
      implements DataStatement {
    public Update {
      assignments = List.copyOf(assignments);
      from = List.copyOf(from);
      returning = List.copyOf(returning);
    }
  }

  /// `DELETE FROM [ONLY] table [AS alias] USING … WHERE … RETURNING …`.
  record Delete(
      Query.@Nullable With with,
      QualifiedName table,
      boolean only,
      @Nullable Name alias,
      List<Query.FromItem> using,
      @Nullable Expression where,
      List<Query.Target> returning,
      Span span)
      implements DataStatement {
    public Delete {
      using = List.copyOf(using);
      returning = List.copyOf(returning);
    }
  }

  /// `MERGE INTO table USING source ON condition WHEN …`.
  record Merge(
      Query.@Nullable With with,
      QualifiedName table,
      boolean only,
      @Nullable Name alias,
      Query.FromItem source,
      Expression on,
      List<MergeAction> actions,
      List<Query.Target> returning,
      Span span)
      implements DataStatement {
    public Merge {
      actions = List.copyOf(actions);
      returning = List.copyOf(returning);
    }
  }

  /// One `WHEN …` of a MERGE.
  ///
  /// @param match `matched`, `not matched` or `not matched by source`
  /// @param action `insert`, `update`, `delete` or `do nothing`
  /// @param columns the columns of an insert
  /// @param values the values of an insert; empty for DEFAULT VALUES
  /// @param assignments the assignments of an update
  record MergeAction(
      String match,
      @Nullable Expression condition,
      String action,
      List<Assignee> columns,
      List<Expression> values,
      List<Assignment> assignments,
      Span span)
      implements Node {
    public MergeAction {
      columns = List.copyOf(columns);
      values = List.copyOf(values);
      assignments = List.copyOf(assignments);
    }
  }

  /// `TRUNCATE tables [RESTART IDENTITY] [CASCADE]`.
  record Truncate(List<QualifiedName> tables, boolean restartIdentity, Behavior behavior, Span span)
      implements DataStatement {
    public Truncate {
      tables = List.copyOf(tables);
    }
  }

  /// `COPY table (columns) FROM|TO …` or `COPY (query) TO …`.
  ///
  /// @param source `stdin`, `stdout`, a file name, or `program`
  record Copy(
      @Nullable QualifiedName table,
      List<Name> columns,
      @Nullable Statement query,
      boolean from,
      String source,
      List<Option> options,
      @Nullable Expression where,
      Span span)
      implements DataStatement {
    public Copy {
      columns = List.copyOf(columns);
      options = List.copyOf(options);
    }
  }

  /// What receives a value: a column.
  ///
  /// @param element the element or field of the column where only that is meant (`a[1]`, `a.b`), as
  ///   a [subscript][Expression.Subscript] or [field][Expression.FieldSelection] of the column
  record Assignee(Name column, @Nullable Expression element, Span span) implements Node {
    /// Whether only an element or field of the column is meant.
    public boolean indirect() {
      return element != null;
    }
  }

  /// `column = value`, or `(a, b) = (1, 2)`, or `(a, b) = (SELECT …)`: several columns take one row
  /// value.
  record Assignment(List<Assignee> columns, Expression value, Span span) implements Node {
    public Assignment {
      columns = List.copyOf(columns);
    }
  }

  /// `ON CONFLICT (keys) WHERE … DO NOTHING|UPDATE SET … WHERE …`.
  ///
  /// @param keys the inferred index's keys; empty when none or `constraint` is given
  /// @param assignments empty for DO NOTHING
  record OnConflict(
      List<IndexStatement.Key> keys,
      @Nullable Expression keysWhere,
      @Nullable Name constraint,
      boolean update,
      List<Assignment> assignments,
      @Nullable Expression where,
      Span span)
      implements Node {
    public OnConflict {
      keys = List.copyOf(keys);
      assignments = List.copyOf(assignments);
    }
  }
}
