package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.ExceptionHandler;
import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Statement;
import dev.migrationsentry.python.ast.WithItem;
import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `try` and `with` (Python Language Reference, sections 8.4 and 8.5).
final class Attempts {
  /// The name under which a handler's error is kept for a bare `raise`; no name of the code.
  static final String CURRENT = "<current error>";

  private final Interpreter interpreter;
  private final Statements statements;

  Attempts(Interpreter interpreter, Statements statements) {
    this.interpreter = interpreter;
    this.statements = statements;
  }

  /// The error at hand in a handler.
  record Caught(Raised raised) implements Value.Defined {
    @Override
    public String name() {
      return raised.type();
    }
  }

  Completion run(Statement.Try attempt, Frame frame) {
    Completion completion;
    try {
      completion = handled(attempt, frame);
    } catch (Raised raised) {
      Completion last = statements.run(attempt.last(), frame);
      if (last instanceof Completion.Normal) {
        throw raised;
      }
      return last;
    }
    Completion last = statements.run(attempt.last(), frame);
    return last instanceof Completion.Normal ? completion : last;
  }

  private Completion handled(Statement.Try attempt, Frame frame) {
    Completion completion;
    int depth = interpreter.depthOfDoubt();
    List<Raised> possible = List.of();
    boolean handles = !attempt.handlers().isEmpty();
    if (handles) {
      interpreter.beginAttempt();
    }
    try {
      completion = statements.run(attempt.body(), frame);
    } catch (Raised raised) {
      if (handles) {
        possible = interpreter.endAttempt();
        handles = false;
      }
      boolean inDoubt = interpreter.depthOfDoubt() > depth;
      interpreter.backTo(depth);
      ExceptionHandler handler = handler(attempt, raised, frame);
      if (handler == null) {
        throw raised;
      }
      return inDoubt
          ? interpreter.inDoubt(
              "the error before it may not occur", () -> handle(handler, raised, frame))
          : handle(handler, raised, frame);
    } finally {
      if (handles) {
        possible = interpreter.endAttempt();
      }
    }
    interpreter.backTo(depth);
    completion =
        completion instanceof Completion.Normal
            ? statements.run(attempt.otherwise(), frame)
            : completion;
    return possible.isEmpty() ? completion : perhaps(attempt, possible, completion, frame);
  }

  /// Runs the handlers of errors that may have occurred.
  private Completion perhaps(
      Statement.Try attempt, List<Raised> possible, Completion completion, Frame frame) {
    for (Raised raised : possible) {
      ExceptionHandler handler = handler(attempt, raised, frame);
      if (handler == null) {
        interpreter.mayRaise(raised);
        continue;
      }
      if (!(completion instanceof Completion.Normal)) {
        return completion;
      }
      String why = "whether the statements before it fail is not known";
      return statements.either(
          why,
          () -> handle(handler, raised, frame),
          () -> Completion.NORMAL,
          frame,
          handler.span());
    }
    return completion;
  }

  private Completion handle(ExceptionHandler handler, Raised raised, Frame frame) {
    String name = handler.name();
    if (name != null) {
      frame.assign(name, raised.value());
    }
    Value outer = frame.names().get(CURRENT);
    frame.names().put(CURRENT, new Caught(raised));
    try {
      Completion completion = statements.run(handler.body(), frame);
      interpreter.libraries().caught(raised, handler.span(), interpreter);
      return completion;
    } finally {
      if (outer == null) {
        frame.names().remove(CURRENT);
      } else {
        frame.names().put(CURRENT, outer);
      }
    }
  }

  private @Nullable ExceptionHandler handler(Statement.Try attempt, Raised raised, Frame frame) {
    for (ExceptionHandler handler : attempt.handlers()) {
      Expression type = handler.type();
      if (type == null || catches(interpreter.evaluate(type, frame), raised)) {
        return handler;
      }
    }
    return null;
  }

  private boolean catches(Value handler, Raised raised) {
    return switch (handler) {
      case Value.Sequence several ->
          several.items().stream().anyMatch(each -> catches(each, raised));
      case Value.Library library -> catches(library.name(), raised);
      case ClassOfCode type ->
          raised.value() instanceof Value.Instance instance
              && instance.type() instanceof ClassOfCode is
              && type.includes(is);
      default -> false;
    };
  }

  private boolean catches(String handler, Raised raised) {
    if (handler.equals("Exception") || handler.equals("BaseException")) {
      return !raised.type().equals("SystemExit") || handler.equals("BaseException");
    }
    if (raised.value() instanceof Value.Instance instance
        && instance.type() instanceof ClassOfCode type) {
      return type.libraries().stream()
          .anyMatch(each ->
              Errors.derives(each, handler) || interpreter.libraries().catches(handler, each));
    }
    return Errors.derives(raised.type(), handler)
        || interpreter.libraries().catches(handler, raised.type());
  }

  /// What `raise value` raises.
  Raised raised(Value value, Span span) {
    Value made =
        value instanceof Value.Library || value instanceof ClassOfCode
            ? interpreter.call(value, Arguments.NONE, span)
            : value;
    return switch (made) {
      case Caught caught -> caught.raised();
      case Value.Construct construct ->
          new Raised(construct.name(), message(construct, span), construct);
      case Value.Instance instance ->
          new Raised(instance.type().name(), message(instance, span), instance);
      case Value.Handle handle -> again(handle, span);
      default -> new Raised("Exception", Expressions.shown(span), made);
    };
  }

  private Raised again(Value.Handle handle, Span span) {
    Raised again = interpreter.libraries().raised(handle, span);
    return again != null ? again : new Raised("Exception", handle.title(), handle);
  }

  private String message(Value value, Span span) {
    Value.Text text = interpreter.callables().asText(value, span);
    return text == null ? Expressions.shown(span) : text.text();
  }

  Completion with(List<WithItem> items, int at, List<Statement> body, Frame frame) {
    if (at == items.size()) {
      return statements.run(body, frame);
    }
    WithItem item = items.get(at);
    Value context = interpreter.evaluate(item.context(), frame);
    Expression target = item.target();
    if (context instanceof Value.Construct made && made.name().equals("contextlib.suppress")) {
      return suppressed(made, items, at, body, frame);
    }
    boolean ofLibrary =
        !(context instanceof Value.Unknown)
            && !(context instanceof Value.Text)
            && !(context instanceof Value.Sequence);
    Value entered =
        ofLibrary
            ? interpreter.libraries().enter(context, item.span(), interpreter)
            // What a generator that makes a context yields is what stands after `as`.
            : context instanceof Value.Sequence sequence && !sequence.items().isEmpty()
                ? sequence.items().getFirst()
                : context;
    if (target != null) {
      statements.targets().assign(target, entered, frame);
    }
    Completion completion;
    try {
      completion = with(items, at + 1, body, frame);
    } catch (Raised raised) {
      if (ofLibrary && interpreter.libraries().leave(context, raised, item.span(), interpreter)) {
        return Completion.NORMAL;
      }
      throw raised;
    }
    if (ofLibrary) {
      interpreter.libraries().leave(context, null, item.span(), interpreter);
    }
    return completion;
  }

  private Completion suppressed(
      Value.Construct suppress, List<WithItem> items, int at, List<Statement> body, Frame frame) {
    interpreter.beginAttempt();
    try {
      return with(items, at + 1, body, frame);
    } catch (Raised raised) {
      if (suppress.arguments().positional().stream().anyMatch(each -> catches(each, raised))) {
        interpreter.libraries().caught(raised, items.get(at).span(), interpreter);
        return Completion.NORMAL;
      }
      throw raised;
    } finally {
      interpreter.endAttempt();
    }
  }
}
