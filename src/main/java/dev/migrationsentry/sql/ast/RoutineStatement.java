package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Functions, procedures, aggregates, and code that runs at once.
public sealed interface RoutineStatement extends Statement {

  /// `CREATE [OR REPLACE] FUNCTION|PROCEDURE name (parameters) RETURNS … AS body`.
  ///
  /// @param returns the type after RETURNS, or null
  /// @param returnsTable whether it was `RETURNS TABLE (…)`: the columns are parameters of mode
  ///   `table`
  /// @param language in lower case; `sql` for bodies without AS; null when none was written
  /// @param body the code; null when there is no AS
  /// @param options by their names in lower case: `volatility` with `immutable`, `stable` or
  ///   `volatile`; `strict` and `leakproof` with `true` or `false`; `security` with `definer` or
  ///   `invoker`; `cost`, `rows`, `support`, `parallel`, `window`, `transform`; `set name` with the
  ///   value, `reset name`. The later of two of the same name has no precedence: PostgreSQL refuses
  ///   them
  record CreateFunction(
      boolean orReplace,
      boolean procedure,
      QualifiedName name,
      List<Parameter> parameters,
      @Nullable TypeName returns,
      boolean returnsTable,
      @Nullable String language,
      @Nullable Body body,
      List<Option> options,
      Span span)
      implements RoutineStatement {
    public CreateFunction {
      parameters = List.copyOf(parameters);
      options = List.copyOf(options);
    }
  }

  /// A parameter: `mode` is `in`, `out`, `inout`, `variadic` or `table`.
  record Parameter(
      String mode, @Nullable Name name, TypeName type, @Nullable Expression defaultValue, Span span)
      implements Node {}

  /// The code of a function or DO block.
  sealed interface Body extends Node {}

  /// A body in SQL: statements of a string, of `BEGIN ATOMIC … END`, or the expression of `RETURN`.
  ///
  /// @param atomic whether PostgreSQL checked it when it was created (BEGIN ATOMIC or RETURN)
  record SqlBody(List<Statement> statements, boolean atomic, Span span) implements Body {
    public SqlBody {
      statements = List.copyOf(statements);
    }
  }

  /// A body in PL/pgSQL.
  ///
  /// @param options what `#` lines before the block set, e.g. `variable_conflict`
  record ProceduralBody(PlBlock block, List<Option> options, Span span) implements Body {
    public ProceduralBody {
      options = List.copyOf(options);
    }
  }

  /// A body that is not read: another language, or PL/pgSQL with a syntax error.
  ///
  /// @param language in lower case, empty when none was written
  /// @param failure what PostgreSQL will say of it, or null when the language is simply not read
  ///   here
  record ForeignBody(String language, Opaque.@Nullable SyntaxFailure failure, Span span)
      implements Body {}

  /// `CREATE [OR REPLACE] AGGREGATE name (parameters) (options)`.
  record CreateAggregate(
      boolean orReplace,
      QualifiedName name,
      List<Parameter> parameters,
      List<Option> options,
      @Nullable TypeName stateType,
      @Nullable QualifiedName transitionFunction,
      @Nullable QualifiedName finalFunction,
      Span span)
      implements RoutineStatement {
    public CreateAggregate {
      parameters = List.copyOf(parameters);
      options = List.copyOf(options);
    }
  }

  /// `ALTER FUNCTION|PROCEDURE|ROUTINE name (…) options`.
  record AlterFunction(ObjectReference function, List<Option> options, Span span)
      implements RoutineStatement {
    public AlterFunction {
      options = List.copyOf(options);
    }
  }

  /// `DO [LANGUAGE l] body`.
  record DoBlock(String language, Body body, Span span) implements RoutineStatement {}

  /// `CALL procedure (arguments)`.
  record Call(Expression.FunctionCall call, Span span) implements RoutineStatement {}
}
