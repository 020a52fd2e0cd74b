package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Libraries;
import dev.migrationsentry.program.Raised;
import dev.migrationsentry.program.Running;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Alembic and SQLAlchemy as a running revision sees them.
final class AlembicLibrary implements Libraries {
  private final Sender sender;
  private final Operations operations = new Operations(this::creates);
  private final CreatedTypes createdTypes;
  private final Object revision;
  private final Set<String> created = new HashSet<>();

  private final Binds binds;
  private final Inspections inspections;
  private final ImplicitTypes types;
  private final MadeObjects made;
  private final Members members;

  /// @param createdTypes which revisions of the history create which types
  /// @param revision what tells this revision from others
  AlembicLibrary(Sender sender, CreatedTypes createdTypes, Object revision) {
    this.sender = sender;
    this.createdTypes = createdTypes;
    this.revision = revision;
    this.inspections = new Inspections(sender);
    this.types = new ImplicitTypes(sender, operations);
    this.binds = new Binds(sender, operations);
    this.made = new MadeObjects(sender, operations, binds, inspections, types);
    this.members = new Members(sender, binds);
  }

  /// Whether creating a table has to create a type of its columns.
  private boolean creates(SqlType.NamedType type) {
    boolean first = created.add(type.key());
    createdTypes.created(type.key(), revision);
    return first
        && !(createdTypes.byOthers(type.key(), revision)
            && Boolean.TRUE.equals(types.exists(type.name().text())));
  }

  @Override
  public Value call(String name, Arguments arguments, Span span, Running running) {
    if (name.startsWith("alembic.op.")) {
      return operation(name.substring("alembic.op.".length()), name, arguments, span, running);
    }
    String last = last(name);
    if (name.startsWith("alembic.")) {
      return switch (last) {
        case "is_offline_mode" -> Value.of(false);
        case "get_context" -> new Living.Context();
        case "get_bind" -> new Living.Bind(false);
        default -> new Value.Construct(name, arguments, span);
      };
    }
    if (name.startsWith("sqlalchemy") || name.startsWith("sqlmodel")) {
      return switch (last) {
        case "inspect", "Inspector", "from_engine" ->
            isBind(arguments.get(0, "subject")) || isBind(arguments.get(0, "bind"))
                ? new Living.Inspection()
                : new Value.Construct(name, arguments, span);
        case "Session", "scoped_session" -> new Living.Bind(true);
        case "Table" -> inspections.table(name, arguments, span, running);
        case "create_engine", "engine_from_config" -> new Value.Unknown("another database");
        default -> new Value.Construct(name, arguments, span);
      };
    }
    if (arguments.positional().stream().anyMatch(AlembicLibrary::isBind)) {
      List<String> texts = new ArrayList<>();
      for (Value argument : arguments.positional()) {
        if (argument instanceof Value.Text text) {
          texts.add(text.text());
        }
      }
      sender.sendUnknown(
          "`" + name + "` is not known, and gets the connection",
          texts.isEmpty() ? List.of(Opaque.ANY_NAME) : texts,
          span,
          running);
      return new Value.Unknown("what `" + name + "` returns");
    }
    return new Value.Construct(name, arguments, span);
  }

  /// `op` and the tables of the metadata, where the project's `env.py` passes them on.
  @Override
  public @Nullable Value argument(String parameter) {
    return switch (parameter) {
      case "op" -> new Value.Library("alembic.op");
      case "tables" -> new Living.MetadataTables();
      default -> null;
    };
  }

  private static boolean isBind(@Nullable Value value) {
    return value instanceof Living.Bind || value instanceof Living.Context;
  }

  /// A name without the modules before it.
  static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private Value operation(
      String operation, String name, Arguments arguments, Span span, Running running) {
    return switch (operation) {
      case "get_bind" -> new Living.Bind(false);
      case "get_context" -> new Living.Context();
      case "f", "inline_literal", "batch_alter_table" -> new Value.Construct(name, arguments, span);
      case "execute" -> {
        Value statement = arguments.get(0, "sqltext");
        yield statement == null ? Value.NONE : binds.executeOperation(statement, span, running);
      }
      case "run_async" -> {
        Value function = arguments.get(0, "async_function");
        yield function == null
            ? Value.NONE
            : running.call(function, arguments.without(1).after(new Living.Bind(false)), span);
      }
      default -> {
        Arguments described =
            operation.equals("create_table") ? MadeObjects.withoutMetadata(arguments) : arguments;
        Sending sending = operations.send(operation, described, span, running);
        made.perform(narrowed(operation, sending), span, running);
        yield operation.equals("create_table")
            ? new Value.Construct(name, arguments, span)
            : Value.NONE;
      }
    };
  }

  /// What may be touched by an operation that is not understood: rows have no names, and of a table
  /// that is created the columns are no one else's.
  private static Sending narrowed(String operation, Sending sending) {
    if (operation.equals("bulk_insert")) {
      return Binds.ofRows(sending);
    }
    boolean creates = operation.equals("create_table");
    return creates && sending instanceof Sending.NotUnderstood(String why, List<String> mentions)
        ? new Sending.NotUnderstood(
            why,
            mentions.stream()
                .filter(each -> each.equals(mentions.getFirst()) || each.equals(Opaque.ANY_NAME))
                .toList())
        : sending;
  }

  @Override
  public Value call(Value of, String method, Arguments arguments, Span span, Running running) {
    return switch (of) {
      case Living.Bind bind -> binds.call(bind, method, arguments, span, running);
      case Living.Context ignored -> context(method, arguments, span, running);
      case Living.Inspection inspection ->
          inspections.call(inspection, method, arguments, span, running);
      case Living.Answer answer -> Results.call(answer, method, arguments, span);
      case Living.Row row -> Results.call(row, method, span);
      case Living.Nested nested -> binds.end(nested, method, span, running);
      case Living.MappedQuery query -> mapped(query, method, span, running);
      case Living.Autocommit ignored -> Value.NONE;
      case Living.MetadataTables ignored -> new Value.Unknown("the tables of the metadata");
      case Living.Failure ignored -> new Value.Unknown("a method of an error");
      case Dialect ignored -> {
        Value described = arguments.get(0, "typeobj");
        yield method.equals("type_descriptor") && described != null
            ? described
            : new Value.Unknown("`" + method + "` of the dialect");
      }
      case Living.FoundType type -> new Value.Unknown("a method of the type " + type.text());
      case Value.Construct construct -> made.call(construct, method, arguments, span, running);
      default -> new Value.MemberCall(of, method, arguments, span);
    };
  }

  private Value context(String method, Arguments arguments, Span span, Running running) {
    return switch (method) {
      case "autocommit_block" -> new Living.Autocommit();
      case "begin_transaction" -> new Living.Nested(null);
      case "is_offline_mode" -> Value.of(false);
      case "execute" -> binds.call(new Living.Bind(false), "execute", arguments, span, running);
      case "get_context" -> new Living.Context();
      default -> new Value.Unknown("`" + method + "` of the migration context is not known");
    };
  }

  private Value mapped(Living.MappedQuery query, String method, Span span, Running running) {
    return switch (method) {
      case "update", "delete" -> {
        notUnderstood(span, query.why(), running);
        yield Value.NONE;
      }
      case "all",
          "first",
          "one",
          "one_or_none",
          "scalar",
          "count",
          "get",
          "exists",
          "first_or_404",
          "get_or_404" ->
          new Value.Unknown("depends on the rows that a query of mapped classes finds");
      default -> query;
    };
  }

  @Override
  public Value member(Value of, String name, Span span, Running running) {
    return members.of(of, name, span);
  }

  @Override
  public Value operate(String operator, List<Value> operands, Span span, Running running) {
    Value first = operands.getFirst();
    if (operator.equals("[]") && first instanceof Living.Row row) {
      return Results.item(row, operands.get(1));
    }
    if (operator.equals("[]") && first instanceof Value.Library) {
      return first;
    }
    for (Value operand : operands) {
      if (operand instanceof Value.Handle handle) {
        return new Value.Unknown("`" + operator + "` on " + handle.title());
      }
    }
    return new Value.Operation(operator, operands, span);
  }

  @Override
  public @Nullable List<Value> items(Value of, Span span, Running running) {
    return switch (of) {
      case Living.Answer answer -> Results.items(answer, span);
      case Living.Row row -> new ArrayList<>(row.columns().values());
      default -> null;
    };
  }

  @Override
  public @Nullable Boolean holds(Value of, Running running) {
    return switch (of) {
      case Living.MappedQuery ignored -> null;
      case Living ignored -> Boolean.TRUE;
      case Dialect ignored -> Boolean.TRUE;
      case Value.Construct made -> last(made.name()).equals("true") ? Boolean.TRUE : null;
      default -> null;
    };
  }

  @Override
  public Value enter(Value context, Span span, Running running) {
    return switch (context) {
      case Living.Autocommit ignored -> {
        if (running.doubt() == null) {
          sender.connection().commit();
        }
        yield Value.NONE;
      }
      case Value.Construct batch when batch.name().equals("alembic.op.batch_alter_table") -> {
        made.open(batch);
        yield context;
      }
      default -> context;
    };
  }

  @Override
  public boolean leave(Value context, @Nullable Raised raised, Span span, Running running) {
    switch (context) {
      case Living.Autocommit ignored -> {
        if (running.doubt() == null) {
          sender.connection().begin();
        }
      }
      case Living.Nested nested ->
          binds.end(nested, raised == null ? "commit" : "rollback", span, running);
      case Value.Construct batch -> made.close(batch, raised == null);
      default -> {}
    }
    return false;
  }

  @Override
  public @Nullable Raised raised(Value.Handle handle, Span span) {
    return handle instanceof Living.Failure failure
        ? new Raised(failure.type(), failure.message(), failure)
        : null;
  }

  @Override
  public void caught(Raised raised, Span handler, Running running) {
    if (raised.value() instanceof Living.Failure failure) {
      Statement statement = failure.statement();
      if (statement != null) {
        sender.connection().caught(statement, handler);
      }
    }
  }

  @Override
  public void discarded(Value value, Span span, Running running) {
    if (value instanceof Value.Construct made && isUnknownCode(made.name())) {
      notUnderstood(span, "what `" + made.name() + "` does is not known", running);
    }
  }

  /// Whether a name belongs to code that may send statements and is not known: not a library whose
  /// calls only describe something.
  private static boolean isUnknownCode(String name) {
    Set<String> describing =
        Set.of("sqlalchemy", "sqlmodel", "alembic", "sqlalchemy_utils", "geoalchemy2");
    int dot = name.indexOf('.');
    return dot > 0 && !describing.contains(name.substring(0, dot));
  }

  @Override
  public void notUnderstood(Span span, String why, Running running) {
    sender.sendUnknown(why, List.of(), span, running);
  }

  @Override
  public boolean catches(String handler, String raised) {
    return DriverErrors.catches(handler, raised);
  }
}
