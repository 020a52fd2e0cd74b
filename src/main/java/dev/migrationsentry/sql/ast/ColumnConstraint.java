package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A constraint or property written behind a column's type (manual, CREATE TABLE).
public sealed interface ColumnConstraint extends Node {
  /// The name given by `CONSTRAINT name`, or null.
  @Nullable Name name();

  /// `NOT NULL`; `noInherit` and `notValid` exist since PostgreSQL 18.
  record NotNull(@Nullable Name name, boolean noInherit, boolean notValid, Span span)
      implements ColumnConstraint {}

  /// `NULL`.
  record Null(@Nullable Name name, Span span) implements ColumnConstraint {}

  /// `DEFAULT expression`.
  record Default(@Nullable Name name, Expression value, Span span) implements ColumnConstraint {}

  /// `GENERATED ALWAYS AS (expression) STORED|VIRTUAL`.
  record Generated(@Nullable Name name, Expression value, boolean stored, Span span)
      implements ColumnConstraint {}

  /// `GENERATED ALWAYS|BY DEFAULT AS IDENTITY (options)`.
  record Identity(@Nullable Name name, boolean always, List<Option> options, Span span)
      implements ColumnConstraint {
    public Identity {
      options = List.copyOf(options);
    }
  }

  /// `CHECK (expression)`.
  record Check(
      @Nullable Name name,
      Expression condition,
      boolean noInherit,
      Attributes attributes,
      Span span)
      implements ColumnConstraint {}

  /// `UNIQUE` or `PRIMARY KEY`.
  ///
  /// @param options the storage parameters of its index
  /// @param tablespace the tablespace of its index, or null
  record Unique(
      @Nullable Name name,
      boolean primaryKey,
      boolean nullsNotDistinct,
      List<Option> options,
      @Nullable Name tablespace,
      Attributes attributes,
      Span span)
      implements ColumnConstraint {
    public Unique {
      options = List.copyOf(options);
    }
  }

  /// `REFERENCES table (column)`.
  record References(
      @Nullable Name name,
      QualifiedName table,
      List<Name> columns,
      TableConstraint.Actions actions,
      Attributes attributes,
      Span span)
      implements ColumnConstraint {
    public References {
      columns = List.copyOf(columns);
    }
  }

  /// A clause that PostgreSQL's grammar lets stand here and that it refuses when the statement
  /// runs: `DEFERRABLE` behind a CHECK, a second `ENFORCED`, ….
  ///
  /// @param sqlState the code of the refusal
  /// @param message PostgreSQL's words, e.g. `misplaced DEFERRABLE clause`
  record Misplaced(String sqlState, String message, Span span) implements ColumnConstraint {
    @Override
    public @Nullable Name name() {
      return null;
    }
  }

  /// What may follow any constraint.
  ///
  /// @param notValid `NOT VALID`
  /// @param notEnforced `NOT ENFORCED` (PostgreSQL 18)
  record Attributes(
      boolean deferrable, boolean initiallyDeferred, boolean notValid, boolean notEnforced) {
    /// The attributes of a constraint that has none written.
    public static final Attributes NONE = new Attributes(false, false, false, false);
  }
}
