package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.Alias;
import dev.migrationsentry.python.ast.ExceptionHandler;
import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Statement;
import dev.migrationsentry.python.ast.WithItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which statements of a module define or change which of its names.
final class Bindings {
  /// The key of `from module import *`; no name of the code.
  static final String ALL = "*";

  private final Map<String, List<Statement>> found;
  private final Statement whole;

  private Bindings(Map<String, List<Statement>> found, Statement whole) {
    this.found = found;
    this.whole = whole;
  }

  /// Adds each statement of a module under the names that it defines, in their order.
  static void collect(List<Statement> body, Map<String, List<Statement>> found) {
    for (Statement statement : body) {
      new Bindings(found, statement).in(statement);
    }
  }

  private void bind(String name) {
    List<Statement> statements = found.computeIfAbsent(name, asked -> new ArrayList<>());
    if (statements.isEmpty() || statements.getLast() != whole) {
      statements.add(whole);
    }
  }

  private void in(List<Statement> body) {
    body.forEach(this::in);
  }

  private void in(Statement statement) {
    switch (statement) {
      case Statement.FunctionDefinition function -> bind(function.name());
      case Statement.ClassDefinition type -> bind(type.name());
      case Statement.Assign assign -> assign.targets().forEach(this::target);
      case Statement.AugmentedAssign assign -> target(assign.target());
      case Statement.AnnotatedAssign assign -> target(assign.target());
      case Statement.TypeAlias alias -> target(alias.name());
      case Statement.Import load -> {
        for (Alias alias : load.names()) {
          String bound = alias.bound();
          int dot = alias.name().indexOf('.');
          bind(bound != null ? bound : dot < 0 ? alias.name() : alias.name().substring(0, dot));
        }
      }
      case Statement.ImportFrom load -> {
        for (Alias alias : load.names()) {
          String bound = alias.bound();
          bind(bound != null ? bound : alias.name());
        }
      }
      case Statement.If choice -> {
        in(choice.body());
        in(choice.otherwise());
      }
      case Statement.For loop -> {
        target(loop.target());
        in(loop.body());
      }
      case Statement.While loop -> in(loop.body());
      case Statement.With with -> {
        for (WithItem item : with.items()) {
          target(item.target());
        }
        in(with.body());
      }
      case Statement.Try attempt -> {
        in(attempt.body());
        for (ExceptionHandler handler : attempt.handlers()) {
          in(handler.body());
        }
        in(attempt.otherwise());
        in(attempt.last());
      }
      case Statement.ExpressionStatement expression -> {
        // `names.append(…)` changes what it is called on.
        if (expression.value() instanceof Expression.Call call
            && call.function() instanceof Expression.Attribute method
            && method.value() instanceof Expression.Name name) {
          bind(name.identifier());
        }
      }
      default -> {}
    }
  }

  private void target(@Nullable Expression target) {
    switch (target) {
      case Expression.Name name -> bind(name.identifier());
      case Expression.TupleDisplay tuple -> tuple.elements().forEach(this::target);
      case Expression.ListDisplay list -> list.elements().forEach(this::target);
      case Expression.Subscript subscript -> target(subscript.value());
      case Expression.Attribute attribute -> target(attribute.value());
      case null -> {}
      default -> {}
    }
  }
}
