package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.python.ast.Statement;
import dev.migrationsentry.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs Python code as far as its outcome is known.
///
/// Where the code depends on something that is not known, both ways are run *in doubt*: libraries
/// are told so, and what both ways leave behind differently is unknown afterwards. One interpreter
/// runs one program once.
public final class Interpreter implements Running {
  private static final int STEPS = 1_000_000;
  private static final int DEPTH = 80;

  private final Libraries libraries;
  private final Deque<String> doubts = new ArrayDeque<>();
  private final Deque<Frame> calls = new ArrayDeque<>();
  private final Deque<List<Raised>> attempts = new ArrayDeque<>();
  private final Imports imports;
  private final Expressions expressions;
  private final Statements statements;
  private final Calls callables;
  private int steps;
  private int gaps;
  private boolean defining;

  /// An interpreter.
  ///
  /// @param modules the files of the repository
  public Interpreter(Libraries libraries, Modules modules) {
    this.libraries = libraries;
    this.imports = new Imports(this, modules);
    this.expressions = new Expressions(this);
    this.statements = new Statements(this);
    this.callables = new Calls(this);
  }

  /// Runs the top level of a file, and then one of its functions.
  ///
  /// @param name the module's own name
  /// @param function the name of the function; where the file has none, only its top level is run
  public Ending run(Module module, String name, String function) {
    try {
      Unit unit = new Unit(name, module, false, null);
      topLevel(unit);
      Value found = unit.globals().find(function);
      return new Ending.Reached(
          found == null ? Value.NONE : callables.withoutArguments(found, module.span()));
    } catch (Raised raised) {
      return new Ending.Uncaught(raised);
    } catch (Limit limit) {
      return new Ending.Abandoned(String.valueOf(limit.getMessage()));
    } catch (StackOverflowError tooDeep) {
      return new Ending.Abandoned("the code is nested too deeply");
    }
  }

  /// Runs the statements of a module.
  void topLevel(Unit unit) {
    enter(unit.globals());
    try {
      statements.run(unit.module().body(), unit.globals());
    } finally {
      calls.pop();
    }
  }

  /// Runs one statement of a module of which not all is run. An error in it leaves its names
  /// undefined.
  void define(Unit unit, Statement statement) {
    boolean outermost = !defining;
    enter(unit.globals());
    defining = true;
    try {
      statements.run(List.of(statement), unit.globals());
    } catch (Raised notRunnable) {
      unit.globals().star(unit.name());
    } finally {
      leave();
      defining = !outermost;
    }
  }

  /// Whether a module is being read: what it does beside defining names is not looked at.
  boolean isDefining() {
    return defining;
  }

  Libraries libraries() {
    return libraries;
  }

  Imports imports() {
    return imports;
  }

  Expressions expressions() {
    return expressions;
  }

  Statements statements() {
    return statements;
  }

  Calls callables() {
    return callables;
  }

  Value evaluate(dev.migrationsentry.python.ast.Expression expression, Frame frame) {
    step();
    return expressions.value(expression, frame);
  }

  /// Counts a step.
  void step() {
    if (++steps > STEPS) {
      throw new Limit("it runs for too long");
    }
  }

  /// Enters a function; [#leave()] must follow.
  void enter(Frame frame) {
    if (calls.size() >= DEPTH) {
      throw new Limit("its calls are nested too deeply");
    }
    calls.push(frame);
  }

  void leave() {
    calls.pop();
  }

  @Override
  public @Nullable String doubt() {
    String why = doubts.peek();
    if (why != null) {
      return why;
    }
    for (Frame frame : calls) {
      if (frame.doubtOfRest() != null) {
        return frame.doubtOfRest();
      }
    }
    return null;
  }

  /// How many doubts are open; a value that is made later than a doubt began may change in it.
  int depthOfDoubt() {
    return doubts.size();
  }

  /// Runs something of which it is not known whether it runs.
  <T> T inDoubt(String why, Supplier<T> what) {
    doubts.push(why);
    int depth = doubts.size();
    try {
      return what.get();
    } finally {
      backTo(depth - 1);
    }
  }

  /// Takes all that follows as in doubt, until [#backTo].
  void doubtRest(String why) {
    doubts.push(why);
  }

  void backTo(int depth) {
    while (doubts.size() > depth) {
      doubts.pop();
    }
  }

  /// Begins the body of a `try`; [#endAttempt()] must follow.
  void beginAttempt() {
    attempts.push(new ArrayList<>());
  }

  /// The errors that the body may have raised.
  List<Raised> endAttempt() {
    return attempts.pop();
  }

  /// Whether the code itself may handle an error.
  boolean handlesErrors() {
    return !attempts.isEmpty();
  }

  /// How often something was not known so far.
  int gaps() {
    return gaps;
  }

  @Override
  public void mayRaise(Raised raised) {
    gaps++;
    for (List<Raised> attempt : attempts) {
      attempt.add(raised);
    }
  }

  @Override
  public Value call(Value callee, Arguments arguments, Span span) {
    step();
    return callables.call(callee, arguments, span);
  }

  @Override
  public void notUnderstood(Span span, String why) {
    gaps++;
    if (!defining) {
      libraries.notUnderstood(span, why, this);
    }
  }
}
