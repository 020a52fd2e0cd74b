package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.MatchCase;
import dev.migrationsentry.python.ast.Statement;
import dev.migrationsentry.source.Span;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs statements (Python Language Reference, chapters 7 and 8).
final class Statements {
  private static final int ROUNDS = 10_000;

  private final Interpreter interpreter;
  private final Definitions definitions;
  private final Targets targets;
  private final Attempts attempts;

  Statements(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.definitions = new Definitions(interpreter);
    this.targets = new Targets(interpreter);
    this.attempts = new Attempts(interpreter, this);
  }

  Definitions definitions() {
    return definitions;
  }

  Targets targets() {
    return targets;
  }

  Completion run(List<Statement> statements, Frame frame) {
    for (Statement statement : statements) {
      interpreter.step();
      Completion completion = run(statement, frame);
      if (!(completion instanceof Completion.Normal)) {
        return completion;
      }
    }
    return Completion.NORMAL;
  }

  private Completion run(Statement statement, Frame frame) {
    switch (statement) {
      case Statement.FunctionDefinition function -> definitions.function(function, frame);
      case Statement.ClassDefinition type -> definitions.type(type, frame);
      case Statement.Return result -> {
        Expression value = result.value();
        return new Completion.Returned(
            value == null ? Value.NONE : interpreter.evaluate(value, frame));
      }
      case Statement.Delete delete ->
          delete.targets().forEach(target -> targets.delete(target, frame));
      case Statement.Assign assign -> {
        Value value = interpreter.evaluate(assign.value(), frame);
        assign.targets().forEach(target -> targets.assign(target, value, frame));
      }
      case Statement.AugmentedAssign assign -> targets.augment(assign, frame);
      case Statement.AnnotatedAssign assign -> {
        Expression value = assign.value();
        if (value != null) {
          targets.assign(assign.target(), interpreter.evaluate(value, frame), frame);
        }
      }
      case Statement.TypeAlias ignored -> {}
      case Statement.For loop -> {
        return loop(loop, frame);
      }
      case Statement.While loop -> {
        return loop(loop, frame);
      }
      case Statement.If choice -> {
        return choose(choice, frame);
      }
      case Statement.With with -> {
        return attempts.with(with.items(), 0, with.body(), frame);
      }
      case Statement.Match match -> {
        return match(match, frame);
      }
      case Statement.Raise raise -> throw raised(raise, frame);
      case Statement.Try attempt -> {
        return attempts.run(attempt, frame);
      }
      case Statement.Assert check -> check(check, frame);
      case Statement.Import load -> interpreter.imports().run(load, frame);
      case Statement.ImportFrom load -> interpreter.imports().run(load, frame);
      case Statement.Global global -> frame.declareGlobal(global.names());
      case Statement.Nonlocal nonlocal -> frame.declareNonlocal(nonlocal.names());
      case Statement.ExpressionStatement expression -> {
        Value value = interpreter.evaluate(expression.value(), frame);
        if (!interpreter.isDefining()) {
          interpreter.libraries().discarded(value, expression.span(), interpreter);
        }
      }
      case Statement.Pass ignored -> {}
      case Statement.Break ignored -> {
        return new Completion.Broken();
      }
      case Statement.Continue ignored -> {
        return new Completion.Continued();
      }
    }
    return Completion.NORMAL;
  }

  private Completion choose(Statement.If choice, Frame frame) {
    Value test = interpreter.evaluate(choice.test(), frame);
    Boolean holds = interpreter.callables().holds(test);
    if (holds != null) {
      return run(holds ? choice.body() : choice.otherwise(), frame);
    }
    String why = Expressions.why(test, choice.test());
    return either(
        why,
        () -> run(choice.body(), frame),
        () -> run(choice.otherwise(), frame),
        frame,
        choice.span());
  }

  /// Runs two ways of which one is taken, and leaves behind what both have in common.
  Completion either(
      String why, Supplier<Completion> one, Supplier<Completion> other, Frame frame, Span span) {
    List<Map<String, Value>> before = frame.snapshot();
    Possible first = possible(why, one);
    List<Map<String, Value>> afterFirst = frame.snapshot();
    frame.restore(before);
    Possible second = possible(why, other);
    Raised failed = first.raised();
    Raised otherFailed = second.raised();
    if (failed != null && otherFailed != null) {
      throw otherFailed;
    }
    Raised possibly = failed != null ? failed : otherFailed;
    if (possibly != null) {
      if (otherFailed != null) {
        frame.restore(afterFirst);
      }
      if (interpreter.handlesErrors()) {
        interpreter.mayRaise(possibly);
        interpreter.doubtRest(why);
      }
      // Where nothing handles the error, the rest runs, or all that was done is undone.
      return failed != null ? second.completion() : first.completion();
    }
    if (first.completion() instanceof Completion.Normal
        && second.completion() instanceof Completion.Normal) {
      frame.merge(afterFirst, why);
      return Completion.NORMAL;
    }
    return jumped(first.completion(), second.completion(), afterFirst, frame, why);
  }

  private Completion jumped(
      Completion first,
      Completion second,
      List<Map<String, Value>> afterFirst,
      Frame frame,
      String why) {
    boolean firstJumps = !(first instanceof Completion.Normal);
    boolean secondJumps = !(second instanceof Completion.Normal);
    if (firstJumps && secondJumps) {
      frame.merge(afterFirst, why);
      if (first instanceof Completion.Returned a && second instanceof Completion.Returned b) {
        return a.value().equals(b.value()) ? a : new Completion.Returned(new Value.Unknown(why));
      }
      if (first.equals(second)) {
        return first;
      }
    } else if (secondJumps) {
      frame.restore(afterFirst);
    }
    Completion jump = firstJumps ? first : second;
    if (jump instanceof Completion.Returned(Value value)) {
      frame.mayHaveReturned(value, why);
    } else {
      interpreter.doubtRest(why);
    }
    return firstJumps && secondJumps ? second : Completion.NORMAL;
  }

  private record Possible(Completion completion, @Nullable Raised raised) {}

  private Possible possible(String why, Supplier<Completion> what) {
    try {
      return new Possible(interpreter.inDoubt(why, what), null);
    } catch (Raised raised) {
      return new Possible(Completion.NORMAL, raised);
    }
  }

  private Completion loop(Statement.For loop, Frame frame) {
    Value over = interpreter.evaluate(loop.iterable(), frame);
    List<Value> items = interpreter.callables().items(over, loop.iterable().span());
    if (items == null) {
      String why = Expressions.why(over, loop.iterable());
      return perhaps(
          why,
          () -> {
            targets.assign(loop.target(), new Value.Unknown(why), frame);
            return run(loop.body(), frame);
          },
          frame,
          loop.span());
    }
    int depth = interpreter.depthOfDoubt();
    boolean possible = false;
    for (Value item : items) {
      interpreter.step();
      String why = doubtOf(item);
      if (why != null) {
        // One of those that may be there stands for all of them.
        if (!possible) {
          possible = true;
          perhaps(
              why,
              () -> {
                targets.assign(loop.target(), item, frame);
                return run(loop.body(), frame);
              },
              frame,
              loop.span());
        }
        continue;
      }
      targets.assign(loop.target(), item, frame);
      Completion completion = run(loop.body(), frame);
      if (completion instanceof Completion.Returned) {
        interpreter.backTo(depth);
        return completion;
      }
      if (completion instanceof Completion.Broken) {
        interpreter.backTo(depth);
        return Completion.NORMAL;
      }
    }
    interpreter.backTo(depth);
    return run(loop.otherwise(), frame);
  }

  /// Why it is not known whether an item is there at all, or null.
  private static @Nullable String doubtOf(Value item) {
    if (item instanceof Value.Unknown unknown && unknown.shape() != null) {
      return unknown.shape().text().contains(Fragment.GAP) ? null : unknown.why();
    }
    return item instanceof Value.Mapping mapping ? mapping.uncertain() : null;
  }

  /// Runs the body of a loop once, of which it is not known how often it runs.
  private Completion perhaps(String why, Supplier<Completion> body, Frame frame, Span span) {
    return either(
        why,
        () -> {
          Completion completion = body.get();
          return completion instanceof Completion.Returned ? completion : Completion.NORMAL;
        },
        () -> Completion.NORMAL,
        frame,
        span);
  }

  private Completion loop(Statement.While loop, Frame frame) {
    int depth = interpreter.depthOfDoubt();
    for (int round = 0; round < ROUNDS; round++) {
      interpreter.step();
      Value test = interpreter.evaluate(loop.test(), frame);
      Boolean holds = interpreter.callables().holds(test);
      if (holds == null) {
        interpreter.backTo(depth);
        String why = Expressions.why(test, loop.test());
        return perhaps(why, () -> run(loop.body(), frame), frame, loop.span());
      }
      if (!holds) {
        interpreter.backTo(depth);
        return run(loop.otherwise(), frame);
      }
      int gaps = interpreter.gaps();
      Completion completion = run(loop.body(), frame);
      if (completion instanceof Completion.Returned) {
        interpreter.backTo(depth);
        return completion;
      }
      if (completion instanceof Completion.Broken) {
        interpreter.backTo(depth);
        return Completion.NORMAL;
      }
      if (interpreter.depthOfDoubt() > depth || interpreter.gaps() > gaps) {
        // Whether it goes on is not known: once more proves nothing.
        interpreter.backTo(depth);
        return Completion.NORMAL;
      }
    }
    throw new Limit("a loop runs for too long");
  }

  private Completion match(Statement.Match match, Frame frame) {
    Value subject = interpreter.evaluate(match.subject(), frame);
    String why = "which case applies is not known";
    for (MatchCase each : match.cases()) {
      Boolean matches = Patterns.matches(each, subject, interpreter, frame);
      if (matches == null) {
        return perhaps(why, () -> run(each.body(), frame), frame, each.span());
      }
      if (matches) {
        return run(each.body(), frame);
      }
    }
    return Completion.NORMAL;
  }

  private Raised raised(Statement.Raise raise, Frame frame) {
    Expression expression = raise.exception();
    if (expression == null) {
      Value current = frame.find(Attempts.CURRENT);
      return current instanceof Attempts.Caught caught
          ? caught.raised()
          : Errors.raised("RuntimeError", "No active exception to reraise", raise.span());
    }
    return attempts.raised(interpreter.evaluate(expression, frame), raise.span());
  }

  private void check(Statement.Assert check, Frame frame) {
    Boolean holds = interpreter.callables().holds(interpreter.evaluate(check.test(), frame));
    if (holds != null && !holds) {
      throw Errors.raised("AssertionError", Expressions.shown(check.test().span()), check.span());
    }
  }
}
