package dev.migrationsentry.execution;

import dev.migrationsentry.evaluation.Evaluator;
import dev.migrationsentry.evaluation.ResultRows;
import dev.migrationsentry.evaluation.Value;
import dev.migrationsentry.evaluation.Variables;
import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Rights;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.Session;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the functions that a query calls do to the database: `setval`, `set_config`, and functions
/// that the migrations have created (manual, section 9.17 and 9.28).
final class FunctionEffects {
  /// How deep calls inside of calls are followed.
  private static final int DEPTH = 20;

  private static final ScopedValue<Integer> DEPTH_NOW = ScopedValue.newInstance();

  private Database database;
  private final Variables variables;
  private final List<Change> changes = new ArrayList<>();
  private @Nullable String doubt;

  FunctionEffects(Database database, Variables variables) {
    this.database = database;
    this.variables = variables;
  }

  /// The outcome of a query whose names are resolved.
  Outcome of(Query query) {
    try {
      if (query.body() instanceof Query.Select select) {
        for (Query.Target target : select.targets()) {
          target(target.expression(), select);
        }
        for (Query.FromItem from : select.from()) {
          if (from instanceof Query.FunctionItem function) {
            function.calls().forEach(call -> target(call, select));
          }
        }
      }
    } catch (Refusal refusal) {
      return new Outcome.Fails(refusal.error());
    }
    return doubt == null
        ? new Outcome.Done(database, changes)
        : new Outcome.Unknown(doubt, database, changes);
  }

  /// The outcome of `CALL procedure (arguments)`.
  Outcome call(Expression.FunctionCall call) {
    try {
      run(call, rowless(call));
    } catch (Refusal refusal) {
      return new Outcome.Fails(refusal.error());
    }
    return doubt == null
        ? new Outcome.Done(database, changes)
        : new Outcome.Unknown(doubt, database, changes);
  }

  private void doubt(String why) {
    doubt = doubt == null ? why : doubt;
  }

  private void target(Expression expression, Query.Select select) {
    switch (expression) {
      case Expression.FunctionCall call -> {
        switch (call.name().name()) {
          case "setval" -> setval(call, select);
          case "set_config" -> setConfig(call);
          default -> run(call, select);
        }
      }
      case Expression.Cast cast -> target(cast.operand(), select);
      case Expression.SpecialCall call ->
          call.arguments().forEach(argument -> target(argument, select));
      case Expression.Operation operation -> {
        Expression left = operation.left();
        if (left != null) {
          target(left, select);
        }
        target(operation.right(), select);
      }
      case Expression.Case ignored -> {}
      default -> {
        // Everything else calls nothing that has an effect at the top of a query.
      }
    }
  }

  private static Query.Select rowless(Expression.FunctionCall call) {
    return new Query.Select(
        false, List.of(), List.of(), List.of(), null, List.of(), null, List.of(), call.span());
  }

  /// The value that an expression of a select list has, when the query has one row.
  private Value value(Expression expression, Query.Select select) {
    Query.Select only =
        new Query.Select(
            false,
            List.of(),
            List.of(new Query.Target(expression, null, expression.span())),
            select.from(),
            select.where(),
            select.groupBy(),
            select.having(),
            List.of(),
            select.span());
    Query query =
        new Query(null, only, List.of(), null, null, false, List.of(), null, select.span());
    ResultRows rows = new Evaluator(database).rows(query, variables);
    return rows.certain().size() > 1 ? new Value.Unknown("several rows") : rows.single();
  }

  private void setval(Expression.FunctionCall call, Query.Select select) {
    if (call.arguments().size() < 2) {
      return;
    }
    Sequence sequence = sequence(call.arguments().getFirst().value());
    if (sequence == null) {
      return;
    }
    Value value = value(call.arguments().get(1).value(), select);
    switch (value) {
      case Value.Numeral number -> {
        long wanted = number.number().longValue();
        if (wanted < sequence.minimum() || wanted > sequence.maximum()) {
          throw Refusal.of(
              "22003",
              "setval: value "
                  + wanted
                  + " is out of bounds for sequence \""
                  + sequence.name()
                  + "\" ("
                  + sequence.minimum()
                  + ".."
                  + sequence.maximum()
                  + ")",
              call.span());
        }
      }
      case Value.Unknown unknown -> doubt("setval depends on " + unknown.why());
      default -> {
        // setval is strict: NULL leaves the sequence as it is.
      }
    }
  }

  private @Nullable Sequence sequence(Expression expression) {
    Expression plain = expression;
    while (plain instanceof Expression.Cast cast) {
      plain = cast.operand();
    }
    if (plain instanceof Expression.FunctionCall call
        && call.name().name().equals("pg_get_serial_sequence")
        && call.arguments().size() == 2) {
      return owned(call);
    }
    if (!(new Evaluator(database).value(plain, variables) instanceof Value.Text text)) {
      doubt("setval is called for a sequence that is not known");
      return null;
    }
    Object found = relation(text.text());
    if (found == null) {
      String plainName = text.text().substring(text.text().lastIndexOf('.') + 1).replace("\"", "");
      throw Refusal.of(
              "42P01",
              "relation \"" + text.text().replace("\"", "") + "\" does not exist",
              expression.span())
          .about(ObjectKind.SEQUENCE, plainName, null, List.of());
    }
    return found instanceof Sequence sequence ? sequence : null;
  }

  private @Nullable Object relation(String name) {
    Value id = new Evaluator(database).value(call("to_regclass", name), Variables.none());
    if (id instanceof Value.Numeral number) {
      return database.schema().object(number.number().intValue());
    }
    if (id instanceof Value.Unknown unknown) {
      doubt(unknown.why());
      return "";
    }
    return null;
  }

  private static Expression call(String function, String argument) {
    var file = new dev.migrationsentry.source.SourceFile("", argument);
    var span = file.span(0, argument.length());
    var name =
        new dev.migrationsentry.sql.ast.QualifiedName(
            List.of(new dev.migrationsentry.sql.ast.Name(function, span)), span);
    var constant = new Expression.Constant(Expression.Constant.Kind.STRING, argument, span);
    return new Expression.FunctionCall(
        name,
        List.of(new Expression.FunctionCall.Argument(null, constant, false)),
        false,
        false,
        List.of(),
        false,
        null,
        null,
        span);
  }

  /// The sequence that `pg_get_serial_sequence` finds.
  private @Nullable Sequence owned(Expression.FunctionCall call) {
    Evaluator evaluator = new Evaluator(database);
    Value table = evaluator.value(call.arguments().getFirst().value(), variables);
    Value column = evaluator.value(call.arguments().get(1).value(), variables);
    Object relation = table instanceof Value.Text text ? relation(text.text()) : null;
    if (relation instanceof dev.migrationsentry.schema.Table owner
        && column instanceof Value.Text name) {
      var found = owner.column(name.text());
      for (Sequence sequence : dependents(owner.id())) {
        if (found != null && sequence.ownedByColumn() == found.number()) {
          return sequence;
        }
      }
    }
    return null;
  }

  private List<Sequence> dependents(int table) {
    List<Sequence> sequences = new ArrayList<>();
    for (var dependency : database.schema().dependents(table)) {
      if (database.schema().object(dependency.dependent()) instanceof Sequence sequence
          && sequence.ownedBy() == table) {
        sequences.add(sequence);
      }
    }
    return sequences;
  }

  private void setConfig(Expression.FunctionCall call) {
    if (call.arguments().size() < 2) {
      return;
    }
    Evaluator evaluator = new Evaluator(database);
    Value name = evaluator.value(call.arguments().getFirst().value(), variables);
    Value value = evaluator.value(call.arguments().get(1).value(), variables);
    if (name instanceof Value.Text setting
        && setting.text().equals("search_path")
        && value instanceof Value.Text path) {
      List<String> schemas = new ArrayList<>();
      for (String schema : path.text().split(",", -1)) {
        String plain = schema.strip().replace("\"", "");
        if (!plain.isEmpty()) {
          schemas.add(plain);
        }
      }
      Session session = database.session();
      database = database.with(new Session(schemas, session.role(), session.settings()));
    }
  }

  /// Runs the body of a function that the migrations have created, when there is no doubt which one
  /// is meant.
  private void run(Expression.FunctionCall call, Query.Select select) {
    List<Routine> routines = new ArrayList<>();
    String qualifier = call.name().qualifier();
    List<String> namespaces =
        qualifier == null ? database.session().searchPath() : List.of(qualifier);
    for (String name : namespaces) {
      var namespace = database.schema().namespace(name);
      if (namespace != null) {
        for (var object :
            database.schema().findAll(Schema.Space.ROUTINE, namespace.id(), call.name().name())) {
          if (object instanceof Routine routine && takes(routine, call.arguments().size())) {
            routines.add(routine);
          }
        }
      }
    }
    if (routines.isEmpty()) {
      return;
    }
    boolean harmless =
        routines.stream()
            .allMatch(routine ->
                routine.volatility() != 'v' || routine.kind() == Routine.RoutineKind.AGGREGATE);
    if (harmless) {
      return;
    }
    int depth = DEPTH_NOW.isBound() ? DEPTH_NOW.get() : 0;
    if (routines.size() > 1 || depth >= DEPTH) {
      doubt("runs function " + call.name());
      return;
    }
    List<Value> arguments = new ArrayList<>();
    for (Expression.FunctionCall.Argument argument : call.arguments()) {
      arguments.add(value(argument.value(), select));
    }
    Routine routine = routines.getFirst();
    Database caller = database;
    Outcome outcome =
        ScopedValue.where(DEPTH_NOW, depth + 1)
            .call(() ->
                RoutineRun.of(
                    routine,
                    named(call, routine, arguments),
                    asOwner(routine, caller),
                    call.span()));
    switch (outcome) {
      case Outcome.Done done -> {
        database = asBefore(routine, done.after(), caller);
        changes.addAll(done.changes());
      }
      case Outcome.Fails fails -> throw Refusal.of(fails.error());
      case Outcome.Unknown unknown -> {
        database = asBefore(routine, unknown.after(), caller);
        changes.addAll(unknown.changes());
        doubt(unknown.why());
      }
    }
  }

  /// The database as a function meets it: one with SECURITY DEFINER runs as its owner.
  private Database asOwner(Routine routine, Database caller) {
    Rights rights = caller.host().rights();
    if (rights == null || !routine.securityDefiner()) {
      return caller;
    }
    String owner = rights.owner(routine.id());
    if (owner == null) {
      doubt("whose rights function " + routine.name() + " has is not known");
      return caller.on(caller.host().with(null));
    }
    Session session = caller.session();
    return caller.with(new Session(session.searchPath(), owner, session.settings()));
  }

  private static Database asBefore(Routine routine, Database after, Database caller) {
    if (caller.host().rights() == null || !routine.securityDefiner()) {
      return after;
    }
    Session session = after.session();
    Database back =
        after.with(new Session(session.searchPath(), caller.session().role(), session.settings()));
    return back.host().rights() == null ? back.on(caller.host()) : back;
  }

  private static boolean takes(Routine routine, int arguments) {
    int inputs = routine.inputTypes().size();
    long defaults = routine.parameters().stream().filter(Routine.Parameter::hasDefault).count();
    boolean variadic =
        routine.parameters().stream().anyMatch(parameter -> parameter.mode().equals("variadic"));
    return arguments >= inputs - defaults - (variadic ? 1 : 0) && (variadic || arguments <= inputs);
  }

  private static Map<String, Value> named(
      Expression.FunctionCall call, Routine routine, List<Value> arguments) {
    Map<String, Value> named = new LinkedHashMap<>();
    List<Routine.Parameter> inputs =
        routine.parameters().stream()
            .filter(
                parameter -> !parameter.mode().equals("out") && !parameter.mode().equals("table"))
            .toList();
    for (Routine.Parameter parameter : routine.parameters()) {
      String name = parameter.name();
      if (name != null) {
        boolean input = inputs.contains(parameter);
        named.put(name, input ? new Value.Unknown("parameter " + name) : new Value.Null());
      }
    }
    for (int i = 0; i < arguments.size(); i++) {
      var given = call.arguments().get(i).name();
      if (given != null) {
        named.put(given.stored(), arguments.get(i));
      } else if (i < inputs.size()) {
        String name = inputs.get(i).name();
        named.put(name == null ? "$" + (i + 1) : name, arguments.get(i));
      }
    }
    return named;
  }
}
