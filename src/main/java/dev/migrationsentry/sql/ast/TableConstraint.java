package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A constraint of a table: in CREATE TABLE, in ALTER TABLE … ADD, and of a domain (manual, CREATE
/// TABLE).
public sealed interface TableConstraint extends CreateTable.Element {
  /// The name given by `CONSTRAINT name`, or null.
  @Nullable Name name();

  /// `CHECK (expression)`.
  record Check(
      @Nullable Name name,
      Expression condition,
      boolean noInherit,
      ColumnConstraint.Attributes attributes,
      Span span)
      implements TableConstraint {}

  /// `UNIQUE (columns)` or `PRIMARY KEY (columns)`, or either `USING INDEX index`.
  ///
  /// @param columns empty with `usingIndex`
  /// @param withoutOverlaps the last column is `WITHOUT OVERLAPS` (PostgreSQL 18)
  /// @param options the storage parameters of its index
  /// @param tablespace the tablespace of its index, or null
  record Unique(
      @Nullable Name name,
      boolean primaryKey,
      List<Name> columns,
      boolean withoutOverlaps,
      List<Name> include,
      boolean nullsNotDistinct,
      @Nullable Name usingIndex,
      List<Option> options,
      @Nullable Name tablespace,
      ColumnConstraint.Attributes attributes,
      Span span)
      implements TableConstraint {
    public Unique {
      options = List.copyOf(options);
      columns = List.copyOf(columns);
      include = List.copyOf(include);
    }
  }

  /// `FOREIGN KEY (columns) REFERENCES table (columns)`.
  ///
  /// @param referenced empty when the primary key is meant
  /// @param period the last column pair is `PERIOD` (PostgreSQL 18)
  record ForeignKey(
      @Nullable Name name,
      List<Name> columns,
      QualifiedName table,
      List<Name> referenced,
      boolean period,
      Actions actions,
      ColumnConstraint.Attributes attributes,
      Span span)
      implements TableConstraint {
    public ForeignKey {
      columns = List.copyOf(columns);
      referenced = List.copyOf(referenced);
    }
  }

  /// `EXCLUDE USING method (key WITH operator, …) WHERE (…)`.
  record Exclude(
      @Nullable Name name,
      @Nullable Name method,
      List<IndexStatement.Key> keys,
      List<String> operators,
      List<Name> include,
      List<Option> options,
      @Nullable Name tablespace,
      @Nullable Expression where,
      ColumnConstraint.Attributes attributes,
      Span span)
      implements TableConstraint {
    public Exclude {
      keys = List.copyOf(keys);
      operators = List.copyOf(operators);
      include = List.copyOf(include);
      options = List.copyOf(options);
    }
  }

  /// `NOT NULL column` as a table constraint (PostgreSQL 18). In ALTER DOMAIN … ADD `NOT NULL` the
  /// column is named `value`.
  record NotNull(
      @Nullable Name name,
      Name column,
      boolean noInherit,
      ColumnConstraint.Attributes attributes,
      Span span)
      implements TableConstraint {}

  /// What a foreign key does.
  ///
  /// @param match `simple`, `full` or `partial`
  /// @param onDelete `no action`, `restrict`, `cascade`, `set null` or `set default`
  /// @param onUpdate the same
  /// @param setColumns the columns in `ON DELETE SET NULL (columns)`
  record Actions(String match, String onDelete, String onUpdate, List<Name> setColumns) {
    /// The actions of a foreign key that has none written.
    public static final Actions NONE = new Actions("simple", "no action", "no action", List.of());

    public Actions {
      setColumns = List.copyOf(setColumns);
    }
  }
}
