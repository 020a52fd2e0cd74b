package dev.migrationsentry.python.ast;

import dev.migrationsentry.python.ast.Operator.BinaryOperator;
import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement (Python Language Reference, chapters 7 and 8).
public sealed interface Statement extends Node {

  /// `@decorator async def name[types](parameters) -> returns: body`.
  ///
  /// @param decorators without their `@`, from top to bottom
  /// @param returns what stands after `->`, or null
  /// @param span from the first decorator on
  record FunctionDefinition(
      boolean asynchronous,
      String name,
      List<TypeParameter> typeParameters,
      List<Parameter> parameters,
      @Nullable Expression returns,
      List<Statement> body,
      List<Expression> decorators,
      Span nameSpan,
      Span span)
      implements Statement {
    public FunctionDefinition {
      typeParameters = List.copyOf(typeParameters);
      parameters = List.copyOf(parameters);
      body = List.copyOf(body);
      decorators = List.copyOf(decorators);
    }
  }

  /// `@decorator class name[types](bases, keyword=value): body`.
  ///
  /// @param bases [Expression.Starred] ones among them
  /// @param span from the first decorator on
  record ClassDefinition(
      String name,
      List<TypeParameter> typeParameters,
      List<Expression> bases,
      List<Keyword> keywords,
      List<Statement> body,
      List<Expression> decorators,
      Span nameSpan,
      Span span)
      implements Statement {
    public ClassDefinition {
      typeParameters = List.copyOf(typeParameters);
      bases = List.copyOf(bases);
      keywords = List.copyOf(keywords);
      body = List.copyOf(body);
      decorators = List.copyOf(decorators);
    }
  }

  /// `return value`.
  ///
  /// @param value null for a bare `return`
  record Return(@Nullable Expression value, Span span) implements Statement {}

  /// `del a, b`.
  record Delete(List<Expression> targets, Span span) implements Statement {
    public Delete {
      targets = List.copyOf(targets);
    }
  }

  /// `a = b = value`.
  ///
  /// @param targets from left to right, at least one
  record Assign(List<Expression> targets, Expression value, Span span) implements Statement {
    public Assign {
      targets = List.copyOf(targets);
    }
  }

  /// `target += value`.
  record AugmentedAssign(Expression target, BinaryOperator operator, Expression value, Span span)
      implements Statement {}

  /// `target: annotation = value`.
  ///
  /// @param value null without a `=`
  record AnnotatedAssign(
      Expression target, Expression annotation, @Nullable Expression value, Span span)
      implements Statement {}

  /// `type name[types] = value` (PEP 695).
  record TypeAlias(
      Expression.Name name, List<TypeParameter> typeParameters, Expression value, Span span)
      implements Statement {
    public TypeAlias {
      typeParameters = List.copyOf(typeParameters);
    }
  }

  /// `async for target in iterable: body else: otherwise`.
  record For(
      boolean asynchronous,
      Expression target,
      Expression iterable,
      List<Statement> body,
      List<Statement> otherwise,
      Span span)
      implements Statement {
    public For {
      body = List.copyOf(body);
      otherwise = List.copyOf(otherwise);
    }
  }

  /// `while test: body else: otherwise`.
  record While(Expression test, List<Statement> body, List<Statement> otherwise, Span span)
      implements Statement {
    public While {
      body = List.copyOf(body);
      otherwise = List.copyOf(otherwise);
    }
  }

  /// `if test: body else: otherwise`. An `elif` is an [If] that is all of `otherwise`.
  record If(Expression test, List<Statement> body, List<Statement> otherwise, Span span)
      implements Statement {
    public If {
      body = List.copyOf(body);
      otherwise = List.copyOf(otherwise);
    }
  }

  /// `async with a as b, c: body`.
  record With(boolean asynchronous, List<WithItem> items, List<Statement> body, Span span)
      implements Statement {
    public With {
      items = List.copyOf(items);
      body = List.copyOf(body);
    }
  }

  /// `match subject: case …`.
  record Match(Expression subject, List<MatchCase> cases, Span span) implements Statement {
    public Match {
      cases = List.copyOf(cases);
    }
  }

  /// `raise exception from cause`.
  ///
  /// @param exception null for a bare `raise`
  /// @param cause what stands after `from`, or null
  record Raise(@Nullable Expression exception, @Nullable Expression cause, Span span)
      implements Statement {}

  /// `try: body except …: … else: otherwise finally: last`.
  ///
  /// @param group whether its handlers are written `except*`
  record Try(
      List<Statement> body,
      boolean group,
      List<ExceptionHandler> handlers,
      List<Statement> otherwise,
      List<Statement> last,
      Span span)
      implements Statement {
    public Try {
      body = List.copyOf(body);
      handlers = List.copyOf(handlers);
      otherwise = List.copyOf(otherwise);
      last = List.copyOf(last);
    }
  }

  /// `assert test, message`.
  ///
  /// @param message null without a comma
  record Assert(Expression test, @Nullable Expression message, Span span) implements Statement {}

  /// `import a.b as c, d`.
  record Import(List<Alias> names, Span span) implements Statement {
    public Import {
      names = List.copyOf(names);
    }
  }

  /// `from ..module import a as b, c`.
  ///
  /// @param module null for `from . import a`
  /// @param level the number of dots before the module's name
  record ImportFrom(@Nullable String module, List<Alias> names, int level, Span span)
      implements Statement {
    public ImportFrom {
      names = List.copyOf(names);
    }
  }

  /// `global a, b`.
  record Global(List<String> names, Span span) implements Statement {
    public Global {
      names = List.copyOf(names);
    }
  }

  /// `nonlocal a, b`.
  record Nonlocal(List<String> names, Span span) implements Statement {
    public Nonlocal {
      names = List.copyOf(names);
    }
  }

  /// An expression for its effect.
  record ExpressionStatement(Expression value, Span span) implements Statement {}

  /// `pass`.
  record Pass(Span span) implements Statement {}

  /// `break`.
  record Break(Span span) implements Statement {}

  /// `continue`.
  record Continue(Span span) implements Statement {}
}
