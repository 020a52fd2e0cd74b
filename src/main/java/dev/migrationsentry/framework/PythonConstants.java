package dev.migrationsentry.framework;

import dev.migrationsentry.python.ast.Alias;
import dev.migrationsentry.python.ast.Constant;
import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.FormattedPart;
import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.python.ast.Operator.BinaryOperator;
import dev.migrationsentry.python.ast.Statement;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The variables of a Python file that have a constant value once the file is loaded: from
/// literals, earlier variables, `+`, f-strings and displays of them.
final class PythonConstants {
  /// What a variable holds.
  sealed interface Held {
    /// Where the value stands.
    Span where();

    /// A string.
    record Text(String text, Span where) implements Held {}

    /// `None`.
    record None(Span where) implements Held {}

    /// `True` or `False`.
    record Truth(boolean value, Span where) implements Held {}

    /// A tuple, list or set.
    record Several(List<Held> elements, Span where) implements Held {
      public Several {
        elements = List.copyOf(elements);
      }
    }

    /// A value that is neither of those, such as a number.
    ///
    /// @param what what it is, as in `is a number`
    record Other(String what, Span where) implements Held {}

    /// What only a run shows.
    ///
    /// @param why a clause: `it is the result of a call`
    record Unknown(String why, Span where) implements Held {}
  }

  private final Map<String, Held> variables = new HashMap<>();
  private @Nullable Span starred;

  private PythonConstants() {}

  /// The variables of a file at its end.
  static PythonConstants of(Module module) {
    PythonConstants constants = new PythonConstants();
    constants.run(module.body());
    return constants;
  }

  /// What a variable holds that the file itself sets, or null.
  @Nullable Held own(String name) {
    return variables.get(name);
  }

  /// What a variable holds, or null when the file gives it no value. It may come from an `import *`
  /// as well.
  @Nullable Held value(String name) {
    Held held = own(name);
    return held == null && starred != null
        ? new Held.Unknown("it may come from \"import *\"", starred)
        : held;
  }

  private void run(List<Statement> statements) {
    statements.forEach(this::run);
  }

  private void run(Statement statement) {
    switch (statement) {
      case Statement.Assign assign -> {
        Held value = evaluate(assign.value());
        assign.targets().forEach(target -> assign(target, value));
      }
      case Statement.AnnotatedAssign assign -> {
        if (assign.value() != null) {
          assign(assign.target(), evaluate(assign.value()));
        }
      }
      case Statement.AugmentedAssign assign -> {
        Held before = evaluate(assign.target());
        Held more = evaluate(assign.value());
        assign(
            assign.target(),
            assign.operator() == BinaryOperator.ADD
                ? add(before, more, assign.span())
                : new Held.Unknown("it is computed", assign.span()));
      }
      case Statement.If branch -> {
        unknown(branch.body(), "it depends on a condition");
        unknown(branch.otherwise(), "it depends on a condition");
      }
      case Statement.For loop -> unknown(loop.body(), "it is set in a loop");
      case Statement.While loop -> unknown(loop.body(), "it is set in a loop");
      case Statement.Match match ->
          match.cases().forEach(one -> unknown(one.body(), "it depends on a condition"));
      case Statement.With with -> run(with.body());
      case Statement.Try attempt -> {
        unknown(attempt.body(), "it is set inside of try");
        attempt.handlers().forEach(one -> unknown(one.body(), "it is set inside of try"));
        unknown(attempt.otherwise(), "it is set inside of try");
        run(attempt.last());
      }
      case Statement.Import names -> names.names().forEach(this::imported);
      case Statement.ImportFrom names -> names.names().forEach(this::imported);
      case Statement.FunctionDefinition function ->
          variables.put(function.name(), new Held.Other("a function", function.nameSpan()));
      case Statement.ClassDefinition definition ->
          variables.put(definition.name(), new Held.Other("a class", definition.nameSpan()));
      case Statement.Delete delete -> {
        for (Expression target : delete.targets()) {
          if (target instanceof Expression.Name name) {
            variables.remove(name.identifier());
          }
        }
      }
      case Statement.Return ignored -> {}
      case Statement.TypeAlias ignored -> {}
      case Statement.Raise ignored -> {}
      case Statement.Assert ignored -> {}
      case Statement.Global ignored -> {}
      case Statement.Nonlocal ignored -> {}
      case Statement.ExpressionStatement ignored -> {}
      case Statement.Pass ignored -> {}
      case Statement.Break ignored -> {}
      case Statement.Continue ignored -> {}
    }
  }

  /// Runs statements of which nobody knows whether they run.
  private void unknown(List<Statement> statements, String why) {
    PythonConstants inside = new PythonConstants();
    inside.variables.putAll(variables);
    inside.run(statements);
    inside.variables.forEach((name, held) -> {
      if (held != variables.get(name)) {
        variables.put(name, new Held.Unknown(why, held.where()));
      }
    });
    starred = inside.starred != null ? inside.starred : starred;
  }

  private void imported(Alias alias) {
    if (alias.name().equals("*")) {
      starred = alias.span();
      return;
    }
    String bound = alias.bound();
    String name = bound != null ? bound : alias.name();
    int dot = name.indexOf('.');
    variables.put(
        dot < 0 ? name : name.substring(0, dot), new Held.Unknown("it is imported", alias.span()));
  }

  private void assign(Expression target, Held value) {
    switch (target) {
      case Expression.Name name -> variables.put(name.identifier(), value);
      case Expression.TupleDisplay several -> assignEach(several.elements(), value);
      case Expression.ListDisplay several -> assignEach(several.elements(), value);
      case Expression.Starred starredTarget ->
          assign(starredTarget.value(), new Held.Unknown("it is taken from a list", value.where()));
      case Expression ignored -> {}
    }
  }

  private void assignEach(List<Expression> targets, Held value) {
    boolean fits =
        value instanceof Held.Several several
            && several.elements().size() == targets.size()
            && targets.stream().noneMatch(Expression.Starred.class::isInstance);
    for (int i = 0; i < targets.size(); i++) {
      assign(
          targets.get(i),
          fits && value instanceof Held.Several several
              ? several.elements().get(i)
              : new Held.Unknown("it is taken from a list", value.where()));
    }
  }

  /// What an expression holds.
  Held evaluate(Expression expression) {
    Span where = expression.span();
    return switch (expression) {
      case Constant.StringConstant text -> new Held.Text(text.value(), where);
      case Constant.NoneConstant ignored -> new Held.None(where);
      case Constant.BooleanConstant truth -> new Held.Truth(truth.value(), where);
      case Constant.IntegerConstant ignored -> new Held.Other("a number", where);
      case Constant.FloatConstant ignored -> new Held.Other("a number", where);
      case Constant.ImaginaryConstant ignored -> new Held.Other("a number", where);
      case Constant.BytesConstant ignored -> new Held.Other("a sequence of bytes", where);
      case Constant.EllipsisConstant ignored -> new Held.Other("an ellipsis", where);
      case Expression.Name name -> {
        Held held = variables.get(name.identifier());
        yield held == null
            ? new Held.Unknown(name.identifier() + " is not known", where)
            : held instanceof Held.Unknown(String why, Span ignored)
                ? new Held.Unknown(why, where)
                : held;
      }
      case Expression.TupleDisplay display -> several(display.elements(), where);
      case Expression.ListDisplay display -> several(display.elements(), where);
      case Expression.SetDisplay display -> several(display.elements(), where);
      case Expression.BinaryOperation sum when sum.operator() == BinaryOperator.ADD ->
          add(evaluate(sum.left()), evaluate(sum.right()), where);
      case Expression.FormattedString formatted -> formatted(formatted);
      case Expression.Named named -> {
        Held value = evaluate(named.value());
        variables.put(named.target().identifier(), value);
        yield value;
      }
      case Expression.Call ignored -> new Held.Unknown("it is the result of a call", where);
      case Expression.Attribute ignored -> new Held.Unknown("it belongs to an object", where);
      case Expression ignored -> new Held.Unknown("it is computed", where);
    };
  }

  private Held several(List<Expression> elements, Span where) {
    List<Held> found = new ArrayList<>();
    for (Expression element : elements) {
      if (element instanceof Expression.Starred starredElement) {
        Held inner = evaluate(starredElement.value());
        if (!(inner instanceof Held.Several more)) {
          return new Held.Unknown("it is computed", where);
        }
        found.addAll(more.elements());
      } else {
        found.add(evaluate(element));
      }
    }
    return new Held.Several(found, where);
  }

  private static Held add(Held left, Held right, Span where) {
    if (left instanceof Held.Text(String first, Span ignored)
        && right instanceof Held.Text(String second, Span alsoIgnored)) {
      return new Held.Text(first + second, where);
    }
    if (left instanceof Held.Several first && right instanceof Held.Several second) {
      List<Held> both = new ArrayList<>(first.elements());
      both.addAll(second.elements());
      return new Held.Several(both, where);
    }
    return left instanceof Held.Unknown unknown
        ? new Held.Unknown(unknown.why(), where)
        : right instanceof Held.Unknown unknown
            ? new Held.Unknown(unknown.why(), where)
            : new Held.Unknown("it is computed", where);
  }

  private Held formatted(Expression.FormattedString formatted) {
    StringBuilder text = new StringBuilder();
    for (FormattedPart part : formatted.parts()) {
      switch (part) {
        case FormattedPart.LiteralPart literal -> text.append(literal.value());
        case FormattedPart.FieldPart field -> {
          Held held = evaluate(field.value());
          boolean plain =
              field.format() == null
                  && (field.conversion() == FormattedPart.Conversion.NONE
                      || field.conversion() == FormattedPart.Conversion.STR);
          if (!plain || !(held instanceof Held.Text(String value, Span ignored))) {
            return new Held.Unknown(
                held instanceof Held.Unknown unknown ? unknown.why() : "it is computed",
                formatted.span());
          }
          text.append(value);
        }
      }
    }
    return new Held.Text(text.toString(), formatted.span());
  }
}
