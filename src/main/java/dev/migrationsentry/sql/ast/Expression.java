package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value expression (manual, section 4.2).
public sealed interface Expression extends Node {

  /// A literal. The value of a string has its quotes and escapes resolved; a number is as written
  /// without underscores.
  record Constant(Kind kind, String value, Span span) implements Expression {
    /// What kind of literal it is. `DEFAULT` is the bare word where a value is expected (INSERT,
    /// UPDATE).
    public enum Kind {
      STRING,
      INTEGER,
      DECIMAL,
      BIT_STRING,
      HEX_STRING,
      BOOLEAN,
      NULL,
      DEFAULT
    }
  }

  /// A column, possibly qualified: `id`, `u.id`, `public.users.id`. In PL/pgSQL it may be a
  /// variable.
  record ColumnReference(List<Name> parts, Span span) implements Expression {
    public ColumnReference {
      parts = List.copyOf(parts);
    }
  }

  /// `*` or `u.*` in a select list, a function call's `count(*)` excepted.
  record Star(List<Name> qualifier, Span span) implements Expression {
    public Star {
      qualifier = List.copyOf(qualifier);
    }
  }

  /// `$1`; a psql variable (`:name`) or a template's placeholder is parameter 0.
  record Parameter(int number, Span span) implements Expression {}

  /// A symbolic operator: binary, or prefix when `left` is null. `LIKE`, `ILIKE`, `SIMILAR TO` and
  /// their negations are [Like]; comparison spelled `!=` is `<>`.
  ///
  /// @param operator `+`, `=`, `->>`, …; the last part where it was written `OPERATOR(schema.+)`
  /// @param schema the schema in `OPERATOR(schema.+)`, or null
  record Operation(
      String operator,
      @Nullable Name schema,
      @Nullable Expression left,
      Expression right,
      Span span)
      implements Expression {}

  /// `a AND b AND c`, `a OR b`: chains of the same word are one node.
  record Logical(Word word, List<Expression> operands, Span span) implements Expression {
    public Logical {
      operands = List.copyOf(operands);
    }

    /// The connecting word.
    public enum Word {
      AND,
      OR
    }
  }

  /// `NOT a`.
  record Not(Expression operand, Span span) implements Expression {}

  /// `a IS [NOT] NULL`, `IS [NOT] TRUE`, `IS [NOT] DISTINCT FROM b`, `IS [NOT] NFC NORMALIZED`, `IS
  /// JSON OBJECT`, ….
  ///
  /// @param test `null`, `true`, `false`, `unknown`, `distinct from`, `document`, `normalized`,
  ///   `json`, `of`
  /// @param other the right side of DISTINCT FROM, else null
  record Is(Expression operand, boolean negated, String test, @Nullable Expression other, Span span)
      implements Expression {}

  /// `a [NOT] BETWEEN [SYMMETRIC] b AND c`.
  record Between(Expression operand, boolean negated, Expression low, Expression high, Span span)
      implements Expression {}

  /// `a [NOT] LIKE b [ESCAPE c]`.
  ///
  /// @param kind `like`, `ilike` or `similar to`
  record Like(
      Expression operand,
      boolean negated,
      String kind,
      Expression pattern,
      @Nullable Expression escape,
      Span span)
      implements Expression {}

  /// `a [NOT] IN (b, c)`.
  record InList(Expression operand, boolean negated, List<Expression> values, Span span)
      implements Expression {
    public InList {
      values = List.copyOf(values);
    }
  }

  /// `a [NOT] IN (SELECT …)`.
  record InQuery(Expression operand, boolean negated, Query query, Span span)
      implements Expression {}

  /// `a = ANY (array)`, `a <> ALL (SELECT …)`, `a LIKE ANY (…)`; exactly one of `array` and `query`
  /// is there.
  ///
  /// @param operator the operator, or `like`, `not like`, `ilike`, `not ilike`
  record Quantified(
      Expression operand,
      String operator,
      boolean all,
      @Nullable Expression array,
      @Nullable Query query,
      Span span)
      implements Expression {}

  /// A query used as a value: `(SELECT …)`, `EXISTS (SELECT …)`, `ARRAY(SELECT …)`.
  record Subquery(Use use, Query query, Span span) implements Expression {
    /// How the query's rows become a value.
    public enum Use {
      SCALAR,
      EXISTS,
      ARRAY
    }
  }

  /// `CASE [operand] WHEN … THEN … [ELSE …] END`.
  record Case(
      @Nullable Expression operand, List<When> whens, @Nullable Expression otherwise, Span span)
      implements Expression {
    public Case {
      whens = List.copyOf(whens);
    }

    /// One `WHEN condition THEN result`.
    public record When(Expression condition, Expression result) {}
  }

  /// `CAST(a AS t)`, `a::t`, `t 'literal'`.
  record Cast(Expression operand, TypeName type, Span span) implements Expression {}

  /// `a COLLATE c`.
  record Collate(Expression operand, QualifiedName collation, Span span) implements Expression {}

  /// `a AT TIME ZONE z`, or `a AT LOCAL` when `zone` is null.
  record AtTimeZone(Expression operand, @Nullable Expression zone, Span span)
      implements Expression {}

  /// `ARRAY[a, b]`; the inner lists of `ARRAY[[1,2],[3,4]]` are array constructors too.
  record ArrayConstructor(List<Expression> elements, Span span) implements Expression {
    public ArrayConstructor {
      elements = List.copyOf(elements);
    }
  }

  /// `ROW(a, b)` or `(a, b)`.
  record RowConstructor(List<Expression> elements, Span span) implements Expression {
    public RowConstructor {
      elements = List.copyOf(elements);
    }
  }

  /// `a[1]`, `a[1:2]`; `upper` is there only for slices, and both may be absent in them.
  record Subscript(
      Expression operand,
      @Nullable Expression lower,
      @Nullable Expression upper,
      boolean slice,
      Span span)
      implements Expression {}

  /// `(composite).field`, or `(composite).*` when `field` is null.
  record FieldSelection(Expression operand, @Nullable Name field, Span span)
      implements Expression {}

  /// A call of a function, aggregate or window function by its name. `count(*)` has `star`.
  ///
  /// @param arguments positional first; see [Argument] for named and VARIADIC ones
  /// @param orderBy `agg(x ORDER BY y)`, or `WITHIN GROUP (ORDER BY y)` when `withinGroup`
  record FunctionCall(
      QualifiedName name,
      List<Argument> arguments,
      boolean star,
      boolean distinct,
      List<SortKey> orderBy,
      boolean withinGroup,
      @Nullable Expression filter,
      @Nullable Window over,
      Span span)
      implements Expression {
    public FunctionCall {
      arguments = List.copyOf(arguments);
      orderBy = List.copyOf(orderBy);
    }

    /// An argument: `x`, `name => x`, `VARIADIC x`.
    public record Argument(@Nullable Name name, Expression value, boolean variadic) {}
  }

  /// Calls with a syntax of their own: COALESCE, NULLIF, GREATEST, LEAST, EXTRACT, OVERLAY,
  /// POSITION, SUBSTRING, TRIM, NORMALIZE, TREAT, COLLATION FOR, CURRENT_DATE and its like,
  /// GROUPING, MERGE_ACTION, XMLELEMENT…, JSON_OBJECT….
  ///
  /// @param name the word in lower case: `coalesce`, `extract`, `current_timestamp`, `trim`,
  ///   `json_value`, …
  /// @param arguments all values inside, in the order written
  /// @param type the type in RETURNING or AS, or null
  record SpecialCall(String name, List<Expression> arguments, @Nullable TypeName type, Span span)
      implements Expression {
    public SpecialCall {
      arguments = List.copyOf(arguments);
    }
  }

  /// `CURRENT OF cursor`.
  record CurrentOf(Name cursor, Span span) implements Expression {}

  /// One key of an ORDER BY, or of an index.
  ///
  /// @param direction `asc`, `desc`, `using OP`, or null
  /// @param nulls `first`, `last`, or null
  record SortKey(Expression expression, @Nullable String direction, @Nullable String nulls) {}

  /// A window: `OVER name` has only `name`; `OVER (name PARTITION BY … ORDER BY … frame)`.
  ///
  /// @param frameBounds the offsets written in the frame clause
  record Window(
      @Nullable Name name,
      List<Expression> partitionBy,
      List<SortKey> orderBy,
      List<Expression> frameBounds,
      Span span)
      implements Node {
    public Window {
      partitionBy = List.copyOf(partitionBy);
      orderBy = List.copyOf(orderBy);
      frameBounds = List.copyOf(frameBounds);
    }
  }
}
