package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Running;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is done with tables, types and batches that a revision has made: `table.create(bind)`,
/// `batch.add_column(…)`.
final class MadeObjects {
  private final Sender sender;
  private final Operations operations;
  private final Binds binds;
  private final Inspections inspections;
  private final ImplicitTypes types;

  /// What the batches that are open have to send when they end.
  private final Map<Value, List<Runnable>> batches = new HashMap<>();

  MadeObjects(
      Sender sender,
      Operations operations,
      Binds binds,
      Inspections inspections,
      ImplicitTypes types) {
    this.sender = sender;
    this.operations = operations;
    this.binds = binds;
    this.inspections = inspections;
    this.types = types;
  }

  /// Opens a batch: what it describes is sent when it ends.
  void open(Value.Construct batch) {
    batches.put(batch, new ArrayList<>());
  }

  /// Ends a batch.
  ///
  /// @param sends whether what it describes is sent
  void close(Value.Construct batch, boolean sends) {
    List<Runnable> waiting = batches.remove(batch);
    if (waiting != null && sends) {
      waiting.forEach(Runnable::run);
    }
  }

  /// The call of a method of what was made before.
  Value call(Value.Construct made, String method, Arguments arguments, Span span, Running running) {
    if (made.name().equals("alembic.op.batch_alter_table")) {
      return batch(made, method, arguments, span, running);
    }
    boolean creates = method.equals("create") || method.equals("drop");
    String last = AlembicLibrary.last(made.name());
    if (creates && (last.equals("Table") || last.equals("create_table"))) {
      return table(made, method, arguments, span, running);
    }
    if (creates && !last.equals("Index")) {
      perform(types.send(made, method, arguments, span, running), span, running);
      return Value.NONE;
    }
    if (method.isEmpty() && (last.equals("sessionmaker") || last.equals("scoped_session"))) {
      return new Living.Bind(true);
    }
    if (last.equals("MetaData")) {
      return switch (method) {
        case "reflect" -> Value.NONE;
        case "create_all", "drop_all" -> {
          sender.sendUnknown(
              "which tables the metadata holds is not known", List.of(), span, running);
          yield Value.NONE;
        }
        default -> new Value.MemberCall(made, method, arguments, span);
      };
    }
    return new Value.MemberCall(made, method, arguments, span);
  }

  /// `table.create(bind, checkfirst=True)`.
  private Value table(
      Value.Construct made, String method, Arguments arguments, Span span, Running running) {
    Value name = made.arguments().get(0, "name");
    Value checked = arguments.get(1, "checkfirst");
    boolean checks = checked instanceof Value.Truth truth && truth.truth();
    if (checks && name instanceof Value.Text text) {
      Value schema = made.arguments().get("schema");
      Value there =
          inspections.hasTable(
              schema instanceof Value.Text given ? given.text() : null, text.text());
      if (there instanceof Value.Truth truth && truth.truth() == method.equals("create")) {
        return Value.NONE;
      }
    }
    Arguments as = withoutMetadata(made.arguments());
    List<Value> without = as.positional();
    boolean creates = method.equals("create");
    perform(
        operations.send(
            creates ? "create_table" : "drop_table",
            creates
                ? as
                : new Arguments(without.subList(0, Math.min(1, without.size())), Map.of(), null),
            span,
            running),
        span,
        running);
    return Value.NONE;
  }

  /// The arguments of a table without its metadata.
  static Arguments withoutMetadata(Arguments arguments) {
    List<Value> without = new ArrayList<>();
    for (Value argument : arguments.positional()) {
      boolean metadata =
          argument instanceof Value.Construct other
              && AlembicLibrary.last(other.name()).equals("MetaData");
      if (!metadata) {
        without.add(argument);
      }
    }
    return new Arguments(without, arguments.named(), arguments.uncertain());
  }

  private Value batch(
      Value.Construct batch, String method, Arguments arguments, Span span, Running running) {
    if (method.equals("f")) {
      return new Value.Construct("alembic.op.f", arguments, span);
    }
    if (method.equals("get_bind")) {
      return new Living.Bind(false);
    }
    if (method.equals("get_context")) {
      return new Living.Context();
    }
    if (method.equals("execute")) {
      Value statement = arguments.get(0, "sqltext");
      return statement == null ? Value.NONE : binds.executeOperation(statement, span, running);
    }
    Sending sending;
    try {
      sending =
          operations.sendInBatch(
              Operations.batch(batch.arguments(), batch.span()), method, arguments, span, running);
    } catch (NotRendered unknown) {
      sending = new Sending.NotUnderstood(unknown.why(), List.of());
    }
    Sending whole = sending;
    List<Runnable> waiting = batches.get(batch);
    if (waiting == null || running.doubt() != null) {
      perform(whole, span, running);
    } else {
      waiting.add(() -> perform(whole, span, running));
    }
    return Value.NONE;
  }

  /// Sends what an operation describes.
  void perform(Sending sending, Span span, Running running) {
    switch (sending) {
      case Sending.Statements statements ->
          statements.statements().forEach(each -> sender.send(each, span, running));
      case Sending.NotUnderstood(String why, List<String> mentions) ->
          sender.sendUnknown(why, mentions, span, running);
    }
  }
}
