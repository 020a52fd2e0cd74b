package dev.migrationsentry.python.ast;

import dev.migrationsentry.python.ast.Operator.BinaryOperator;
import dev.migrationsentry.python.ast.Operator.BooleanOperator;
import dev.migrationsentry.python.ast.Operator.ComparisonOperator;
import dev.migrationsentry.python.ast.Operator.UnaryOperator;
import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An expression (Python Language Reference, chapter 6).
public sealed interface Expression extends Node permits Constant, Expression.Compound {

  /// Every expression that is no [Constant].
  sealed interface Compound extends Expression {}

  /// A variable.
  ///
  /// @param identifier in normal form KC, as Python looks it up
  record Name(String identifier, Span span) implements Compound {}

  /// `value.name`.
  record Attribute(Expression value, String name, Span span) implements Compound {}

  /// `value[index]`. Several indexes are one [TupleDisplay], ranges are [Slice]s.
  record Subscript(Expression value, Expression index, Span span) implements Compound {}

  /// `lower:upper:step` inside of a subscript; each may be absent.
  record Slice(
      @Nullable Expression lower, @Nullable Expression upper, @Nullable Expression step, Span span)
      implements Compound {}

  /// `*value` in a display, a call, a subscript or a target.
  record Starred(Expression value, Span span) implements Compound {}

  /// `function(a, *b, c=d, **e)`.
  ///
  /// @param arguments the positional arguments, [Starred] ones among them, in their order
  /// @param keywords `name=value` and `**value`, in their order
  record Call(Expression function, List<Expression> arguments, List<Keyword> keywords, Span span)
      implements Compound {
    public Call {
      arguments = List.copyOf(arguments);
      keywords = List.copyOf(keywords);
    }
  }

  /// `f"a{b}c"`, alone or joined with other strings that stand next to it.
  ///
  /// @param parts literal texts and fields in their order; no two literals are neighbours
  record FormattedString(List<FormattedPart> parts, Span span) implements Compound {
    public FormattedString {
      parts = List.copyOf(parts);
    }
  }

  /// `t"a{b}c"` (PEP 750), alone or joined with other t-strings that stand next to it.
  ///
  /// @param parts literal texts and fields in their order
  record TemplateString(List<FormattedPart> parts, Span span) implements Compound {
    public TemplateString {
      parts = List.copyOf(parts);
    }
  }

  /// `left + right`.
  record BinaryOperation(Expression left, BinaryOperator operator, Expression right, Span span)
      implements Compound {}

  /// `-operand`, `not operand`.
  record UnaryOperation(UnaryOperator operator, Expression operand, Span span)
      implements Compound {}

  /// `a and b and c`: a chain of the same word is one node.
  record BooleanOperation(BooleanOperator operator, List<Expression> operands, Span span)
      implements Compound {
    public BooleanOperation {
      operands = List.copyOf(operands);
    }
  }

  /// `first < b <= c`.
  ///
  /// @param operators one for each of `others`
  /// @param others the operands after the first
  record Comparison(
      Expression first, List<ComparisonOperator> operators, List<Expression> others, Span span)
      implements Compound {
    public Comparison {
      operators = List.copyOf(operators);
      others = List.copyOf(others);
    }
  }

  /// `lambda parameters: body`.
  record Lambda(List<Parameter> parameters, Expression body, Span span) implements Compound {
    public Lambda {
      parameters = List.copyOf(parameters);
    }
  }

  /// `then if test else otherwise`.
  record Conditional(Expression test, Expression then, Expression otherwise, Span span)
      implements Compound {}

  /// `(target := value)`.
  record Named(Name target, Expression value, Span span) implements Compound {}

  /// `[a, b]`; also a target.
  record ListDisplay(List<Expression> elements, Span span) implements Compound {
    public ListDisplay {
      elements = List.copyOf(elements);
    }
  }

  /// `a, b`, with or without parentheses; also a target.
  record TupleDisplay(List<Expression> elements, Span span) implements Compound {
    public TupleDisplay {
      elements = List.copyOf(elements);
    }
  }

  /// `{a, b}`.
  record SetDisplay(List<Expression> elements, Span span) implements Compound {
    public SetDisplay {
      elements = List.copyOf(elements);
    }
  }

  /// `{a: b, **c}`.
  record DictionaryDisplay(List<DictionaryItem> items, Span span) implements Compound {
    public DictionaryDisplay {
      items = List.copyOf(items);
    }
  }

  /// `[element for … in …]`.
  record ListComprehension(Expression element, List<Comprehension> generators, Span span)
      implements Compound {
    public ListComprehension {
      generators = List.copyOf(generators);
    }
  }

  /// `{element for … in …}`.
  record SetComprehension(Expression element, List<Comprehension> generators, Span span)
      implements Compound {
    public SetComprehension {
      generators = List.copyOf(generators);
    }
  }

  /// `{key: value for … in …}`.
  record DictionaryComprehension(
      Expression key, Expression value, List<Comprehension> generators, Span span)
      implements Compound {
    public DictionaryComprehension {
      generators = List.copyOf(generators);
    }
  }

  /// `(element for … in …)`.
  record GeneratorExpression(Expression element, List<Comprehension> generators, Span span)
      implements Compound {
    public GeneratorExpression {
      generators = List.copyOf(generators);
    }
  }

  /// `await value`.
  record Await(Expression value, Span span) implements Compound {}

  /// `yield value`.
  ///
  /// @param value null for a bare `yield`
  record Yield(@Nullable Expression value, Span span) implements Compound {}

  /// `yield from value`.
  record YieldFrom(Expression value, Span span) implements Compound {}
}
