package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement of PL/pgSQL (manual, sections 41.5 to 41.9).
public sealed interface PlStatement extends Node {

  /// A nested block.
  record Block(PlBlock block, Span span) implements PlStatement {}

  /// An SQL statement; `into` are the variables its result goes to, `perform` when it was written
  /// PERFORM.
  record Sql(Statement statement, List<Expression> into, boolean strict, boolean perform, Span span)
      implements PlStatement {
    public Sql {
      into = List.copyOf(into);
    }
  }

  /// `target := value`; the target is a column reference, subscript or field selection.
  record Assign(Expression target, Expression value, Span span) implements PlStatement {}

  /// `IF … THEN … ELSIF … ELSE … END IF`: the first branch whose condition is true runs.
  record If(List<Branch> branches, List<PlStatement> otherwise, Span span) implements PlStatement {
    public If {
      branches = List.copyOf(branches);
      otherwise = List.copyOf(otherwise);
    }
  }

  /// `CASE [operand] WHEN … THEN … ELSE … END CASE`; a condition with several values has them as an
  /// IN list on the operand. `otherwise` is null when there is no ELSE: then no match is an error.
  record Case(
      @Nullable Expression operand,
      List<Branch> branches,
      @Nullable List<PlStatement> otherwise,
      Span span)
      implements PlStatement {
    public Case {
      branches = List.copyOf(branches);
      otherwise = otherwise == null ? null : List.copyOf(otherwise);
    }
  }

  /// A condition and what runs when it is true.
  record Branch(Expression condition, List<PlStatement> body) {
    public Branch {
      body = List.copyOf(body);
    }
  }

  /// Any loop.
  ///
  /// @param header what is looped over
  record Loop(@Nullable Name label, Header header, List<PlStatement> body, Span span)
      implements PlStatement {
    public Loop {
      body = List.copyOf(body);
    }
  }

  /// What a loop runs over.
  sealed interface Header {}

  /// `LOOP`.
  record Endless() implements Header {}

  /// `WHILE condition LOOP`.
  record While(Expression condition) implements Header {}

  /// `FOR i IN [REVERSE] low..high [BY step] LOOP`.
  record ForRange(
      Name variable, boolean reverse, Expression low, Expression high, @Nullable Expression step)
      implements Header {}

  /// `FOR target IN query LOOP`; also a bound cursor, with `query` null and `cursor` set.
  record ForQuery(
      List<Expression> targets,
      @Nullable Statement query,
      @Nullable Name cursor,
      List<Expression> arguments)
      implements Header {
    public ForQuery {
      targets = List.copyOf(targets);
      arguments = List.copyOf(arguments);
    }
  }

  /// `FOR target IN EXECUTE expression USING … LOOP`.
  record ForExecute(List<Expression> targets, Expression command, List<Expression> using)
      implements Header {
    public ForExecute {
      targets = List.copyOf(targets);
      using = List.copyOf(using);
    }
  }

  /// `FOREACH target [SLICE n] IN ARRAY expression LOOP`.
  record ForEach(List<Expression> targets, Expression array) implements Header {
    public ForEach {
      targets = List.copyOf(targets);
    }
  }

  /// `EXIT` or `CONTINUE [label] [WHEN condition]`.
  record Exit(boolean leave, @Nullable Name label, @Nullable Expression when, Span span)
      implements PlStatement {}

  /// `RETURN [expression]`, `RETURN NEXT expression`: `kind` is `return` or `next`.
  record Return(String kind, @Nullable Expression value, Span span) implements PlStatement {}

  /// `RETURN QUERY query`, or `RETURN QUERY EXECUTE command USING …`.
  record ReturnQuery(
      @Nullable Statement query, @Nullable Expression command, List<Expression> using, Span span)
      implements PlStatement {
    public ReturnQuery {
      using = List.copyOf(using);
    }
  }

  /// `RAISE level 'format', arguments USING …`.
  ///
  /// @param level `debug`, `log`, `info`, `notice`, `warning` or `exception`
  /// @param condition the condition name or SQLSTATE, or null
  /// @param format the format string, or null
  record Raise(
      String level,
      @Nullable String condition,
      @Nullable String format,
      List<Expression> arguments,
      List<Setting> using,
      Span span)
      implements PlStatement {
    public Raise {
      arguments = List.copyOf(arguments);
      using = List.copyOf(using);
    }
  }

  /// `name = expression` in RAISE … USING.
  record Setting(String name, Expression value) {}

  /// `ASSERT condition [, message]`.
  record Assert(Expression condition, @Nullable Expression message, Span span)
      implements PlStatement {}

  /// `EXECUTE command INTO targets USING arguments`.
  ///
  /// @param constant the statements of the command where it is a constant string, else null
  record Execute(
      Expression command,
      List<Expression> into,
      boolean strict,
      List<Expression> using,
      @Nullable List<Statement> constant,
      Span span)
      implements PlStatement {
    public Execute {
      into = List.copyOf(into);
      using = List.copyOf(using);
      constant = constant == null ? null : List.copyOf(constant);
    }
  }

  /// `GET [STACKED] DIAGNOSTICS target = item`.
  ///
  /// @param items in lower case, one for each target: `row_count`, `returned_sqlstate`, …
  record GetDiagnostics(boolean stacked, List<Expression> targets, List<String> items, Span span)
      implements PlStatement {
    public GetDiagnostics {
      targets = List.copyOf(targets);
      items = List.copyOf(items);
    }
  }

  /// `OPEN`, `FETCH`, `MOVE`, `CLOSE` of a cursor.
  ///
  /// @param action `open`, `fetch`, `move` or `close`
  /// @param query the query of OPEN … FOR, or null
  /// @param command the expression of OPEN … FOR EXECUTE, or null
  /// @param arguments the arguments of a bound cursor, or those of USING, or the count or position
  ///   of FETCH and MOVE
  record Cursor(
      String action,
      Name cursor,
      @Nullable Statement query,
      @Nullable Expression command,
      List<Expression> arguments,
      List<Expression> into,
      Span span)
      implements PlStatement {
    public Cursor {
      arguments = List.copyOf(arguments);
      into = List.copyOf(into);
    }
  }

  /// `NULL`.
  record Nothing(Span span) implements PlStatement {}

  /// `COMMIT` or `ROLLBACK` inside of a procedure or DO block.
  record EndTransaction(boolean commit, boolean chain, Span span) implements PlStatement {}
}
