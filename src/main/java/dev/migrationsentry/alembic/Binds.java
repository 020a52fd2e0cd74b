package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Running;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Connections, engines and sessions.
final class Binds {
  private final Sender sender;
  private final Operations operations;

  Binds(Sender sender, Operations operations) {
    this.sender = sender;
    this.operations = operations;
  }

  Value call(Living.Bind bind, String method, Arguments arguments, Span span, Running running) {
    Value first = arguments.get(0, "statement");
    Value parameters = arguments.get(1, bind.session() ? "params" : "parameters");
    return switch (method) {
      case "execute", "scalar", "scalars" -> {
        if (first == null) {
          yield new Value.Unknown("a statement that is not known");
        }
        Living.Answer answer = execute(first, parameters(arguments, parameters), span, running);
        yield switch (method) {
          case "scalar" -> Results.call(answer, "scalar", Arguments.NONE, span);
          case "scalars" -> answer.as(Living.Answer.Shape.SCALAR);
          default -> answer;
        };
      }
      case "exec_driver_sql" ->
          first == null
              ? new Value.Unknown("a statement that is not known")
              : driver(first, parameters, span, running);
      case "begin_nested" -> {
        String name = sender.nextSavepoint();
        sender.send(Value.Text.of("SAVEPOINT " + name, span), span, running);
        yield new Living.Nested(name);
      }
      case "begin" -> new Living.Nested(null);
      case "commit" -> {
        if (!bind.session() && running.doubt() == null) {
          sender.connection().commit();
          sender.connection().begin();
        }
        yield Value.NONE;
      }
      case "rollback" -> {
        sender.send(Value.Text.of("ROLLBACK", span), span, running);
        if (running.doubt() == null) {
          sender.connection().begin();
        }
        yield Value.NONE;
      }
      case "close",
          "flush",
          "expire_all",
          "expire",
          "refresh",
          "expunge_all",
          "invalidate",
          "detach",
          "dispose",
          "no_autoflush" ->
          Value.NONE;
      case "execution_options", "connection", "get_bind", "connect", "engine", "__enter__" -> bind;
      case "query" -> new Living.MappedQuery("what a query of mapped classes sends is not known");
      case "add",
          "add_all",
          "merge",
          "delete",
          "bulk_save_objects",
          "bulk_insert_mappings",
          "bulk_update_mappings" -> {
        sender.sendUnknown(
            "what the session sends for mapped objects is not known", List.of(), span, running);
        yield Value.NONE;
      }
      case "in_transaction", "is_active" -> Value.of(true);
      case "get" -> new Value.Unknown("depends on the rows that are there");
      case "run_sync", "run_callable" ->
          first == null ? Value.NONE : running.call(first, arguments.without(1).after(bind), span);
      default -> new Value.Unknown("`" + method + "` of " + bind.title() + " is not known");
    };
  }

  /// Parameters that are passed by name, or one after another.
  private static @Nullable Value parameters(Arguments arguments, @Nullable Value parameters) {
    boolean named =
        arguments.named().keySet().stream()
            .anyMatch(each ->
                !each.equals("statement")
                    && !each.equals("parameters")
                    && !each.equals("params")
                    && !each.equals("execution_options"));
    if (!named) {
      return parameters;
    }
    java.util.Map<Value, Value> entries = new java.util.LinkedHashMap<>();
    arguments.named().forEach((key, value) -> entries.put(Value.Text.of(key, value(value)), value));
    return new Value.Mapping(entries);
  }

  private static Span value(Value value) {
    return value instanceof Value.Text text
        ? text.fragments().getFirst().from()
        : new Span(new dev.migrationsentry.source.SourceFile("", ""), 0, 0);
  }

  /// `op.execute(…)`: a string is taken as `text()`.
  Value executeOperation(Value statement, Span span, Running running) {
    execute(statement, null, span, running);
    return Value.NONE;
  }

  private Living.Answer execute(
      Value statement, @Nullable Value parameters, Span span, Running running) {
    Value.Text shape = shape(statement);
    if (shape != null) {
      // A part of the text is not known; its parameters do not matter any more.
      return sender.send(shape, span, running);
    }
    Sending sending =
        operations.execute(statement, Bindings.known(statement, parameters, span), span, running);
    return switch (Chain.of(statement) == null ? sending : ofRows(sending)) {
      case Sending.Statements(List<Value.Text> statements) -> {
        Living.Answer answer = Sender.unknown("no statement was sent");
        for (Value.Text each : statements) {
          answer = sender.send(each, span, running);
        }
        yield answer;
      }
      case Sending.NotUnderstood(String why, List<String> mentions) -> {
        sender.sendUnknown(why, mentions, span, running);
        yield Sender.unknown(why);
      }
    };
  }

  /// What is not known of a statement about rows, which changes no names.
  static Sending ofRows(Sending sending) {
    return sending instanceof Sending.NotUnderstood(String why, List<String> mentions)
        ? new Sending.NotUnderstood(why, List.of())
        : sending;
  }

  /// What is known of a text that has gaps, or null for everything else.
  private static Value.@Nullable Text shape(Value statement) {
    if (statement instanceof Value.Unknown unknown) {
      Value.Text shape = unknown.shape();
      return shape != null && shape.text().length() > 1 ? shape : null;
    }
    if (statement instanceof Value.MemberCall call && call.name().equals("bindparams")) {
      return shape(call.of());
    }
    return statement instanceof Value.Construct made && Call.isText(made) ? first(made) : null;
  }

  private static Value.@Nullable Text first(Value.Construct made) {
    Value inner = made.arguments().get(0, "text");
    return inner instanceof Value.Unknown unknown ? shape(unknown) : null;
  }

  private Value driver(Value statement, @Nullable Value parameters, Span span, Running running) {
    Value.Text shape = shape(statement);
    Value.Text text = statement instanceof Value.Text given ? given : shape;
    if (text == null) {
      String why =
          statement instanceof Value.Unknown unknown ? unknown.why() : "the statement is not known";
      sender.sendUnknown(why, List.of(), span, running);
      return Sender.unknown(why);
    }
    return sender.send(DriverText.driver(text, parameters, span), span, running);
  }

  /// Ends a savepoint.
  Value end(Living.Nested nested, String how, Span span, Running running) {
    String name = nested.name();
    if (name != null && how.equals("commit")) {
      sender.send(Value.Text.of("RELEASE SAVEPOINT " + name, span), span, running);
    } else if (name != null && how.equals("rollback")) {
      sender.send(Value.Text.of("ROLLBACK TO SAVEPOINT " + name, span), span, running);
    }
    return Value.NONE;
  }

  Value member(String name, Span span) {
    return switch (name) {
      case "dialect" -> Dialect.POSTGRESQL;
      case "engine", "bind", "connection", "sync_connection" -> new Living.Bind(false);
      case "name" -> Value.Text.of("postgresql", span);
      case "driver" -> Value.Text.of("psycopg2", span);
      case "closed" -> Value.of(false);
      case "no_autoflush" -> new Living.Nested(null);
      default -> new Value.Unknown("`" + name + "` of the connection");
    };
  }

  /// An attribute of an error.
  Value member(Living.Failure failure, String name, Span span) {
    ServerError error = failure.error();
    return switch (name) {
      case "orig" -> failure;
      case "pgcode", "sqlstate" ->
          error == null ? Value.NONE : Value.Text.of(error.sqlState(), span);
      case "args" ->
          new Value.Sequence(
              Value.Sequence.Kind.TUPLE, List.of(Value.Text.of(failure.message(), span)));
      default -> new Value.Unknown("`" + name + "` of an error");
    };
  }

  /// All statements of a list of values.
  static List<Value> listed(Value value) {
    return value instanceof Value.Sequence sequence ? new ArrayList<>(sequence.items()) : List.of();
  }
}
