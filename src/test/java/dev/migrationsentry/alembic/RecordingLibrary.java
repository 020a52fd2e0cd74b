package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Libraries;
import dev.migrationsentry.program.Raised;
import dev.migrationsentry.program.Running;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Alembic without a database: it writes down what operations send, as its offline mode does.
final class RecordingLibrary implements Libraries {
  private static final String OP = "alembic.op.";

  private final Set<String> created = new HashSet<>();
  private final Operations operations = new Operations(type -> created.add(type.key()));
  private final List<String> sent = new ArrayList<>();
  private final List<Value.Text> texts = new ArrayList<>();

  /// The statements, and notes on what was not understood, in their order.
  List<String> sent() {
    return sent;
  }

  /// The statements with the places that they come from.
  List<Value.Text> texts() {
    return texts;
  }

  private Value send(Sending sending, String name, Arguments arguments, Span span) {
    switch (sending) {
      case Sending.Statements statements ->
          statements
              .statements()
              .forEach(statement -> {
                texts.add(statement);
                sent.add(statement.text());
              });
      case Sending.NotUnderstood notUnderstood ->
          sent.add("-- not understood: " + notUnderstood.why());
    }
    return new Value.Construct(name, arguments, span);
  }

  @Override
  public @Nullable Value argument(String parameter) {
    return null;
  }

  @Override
  public Value call(String name, Arguments arguments, Span span, Running running) {
    String operation = name.startsWith(OP) ? name.substring(OP.length()) : "f";
    return switch (operation) {
      case "f", "inline_literal", "batch_alter_table", "get_bind", "get_context" ->
          new Value.Construct(name, arguments, span);
      default -> send(operations.send(operation, arguments, span, running), name, arguments, span);
    };
  }

  @Override
  public Value call(Value of, String method, Arguments arguments, Span span, Running running) {
    if (of instanceof Value.Construct batch
        && batch.name().equals(OP + "batch_alter_table")
        && !method.equals("f")) {
      return send(
          operations.sendInBatch(
              Operations.batch(batch.arguments(), batch.span()), method, arguments, span, running),
          OP + method,
          arguments,
          span);
    }
    return new Value.MemberCall(of, method, arguments, span);
  }

  @Override
  public Value member(Value of, String name, Span span, Running running) {
    if (of == Dialect.POSTGRESQL && name.equals("name")) {
      return Value.Text.of("postgresql", span);
    }
    if (!(of instanceof Value.Library library)) {
      return new Value.Member(of, name, span);
    }
    Value constant = LibraryConstants.of(library.name() + "." + name, span);
    return constant == null ? new Value.Library(library.name() + "." + name) : constant;
  }

  @Override
  public Value operate(String operator, List<Value> operands, Span span, Running running) {
    return new Value.Operation(operator, operands, span);
  }

  @Override
  public @Nullable List<Value> items(Value of, Span span, Running running) {
    return null;
  }

  @Override
  public @Nullable Boolean holds(Value of, Running running) {
    return null;
  }

  @Override
  public Value enter(Value context, Span span, Running running) {
    return context;
  }

  @Override
  public boolean leave(Value context, @Nullable Raised raised, Span span, Running running) {
    return false;
  }

  @Override
  public @Nullable Raised raised(Value.Handle handle, Span span) {
    return null;
  }

  @Override
  public void caught(Raised raised, Span handler, Running running) {}

  @Override
  public void discarded(Value value, Span span, Running running) {}

  @Override
  public void notUnderstood(Span span, String why, Running running) {
    sent.add("-- not understood: " + why);
  }

  @Override
  public boolean catches(String handler, String raised) {
    return handler.equals(raised);
  }
}
