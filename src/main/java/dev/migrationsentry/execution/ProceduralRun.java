package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogType;
import dev.migrationsentry.evaluation.Evaluator;
import dev.migrationsentry.evaluation.ResultRows;
import dev.migrationsentry.evaluation.Value;
import dev.migrationsentry.evaluation.Variables;
import dev.migrationsentry.resolution.Resolver;
import dev.migrationsentry.resolution.Scope;
import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.PlBlock;
import dev.migrationsentry.sql.ast.PlStatement;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs PL/pgSQL code in the model: conditions that the schema decides are decided, SQL statements
/// are executed, and where something depends on rows or on run time the outcome is doubted and what
/// the code may have changed is marked as uncertain (manual, chapter 41).
final class ProceduralRun {
  /// How many rounds a loop is followed.
  private static final int ROUNDS = 1000;

  private Database database;
  private final List<Change> changes = new ArrayList<>();
  private @Nullable String doubt;
  private Value result = new Value.Null();
  private final Set<String> scalars = new HashSet<>();
  private final Set<String> names = new HashSet<>(Set.of("found", "sqlerrm", "sqlstate"));

  ProceduralRun(Database database) {
    this.database = database;
  }

  /// Why code goes on somewhere else than at the next statement.
  enum Leaving {
    EXIT,
    CONTINUE,
    RETURN
  }

  /// Where code goes on.
  ///
  /// @param label the loop or block meant, or null for the innermost
  record Flow(Leaving leaving, @Nullable String label) {}

  /// Runs a block.
  ///
  /// @param variables the parameters of a function, if it is one's body
  Outcome run(PlBlock block, Variables variables, Set<String> parameters) {
    names.addAll(parameters);
    variables.declare("found", Value.of(false));
    try {
      block(block, variables);
    } catch (Refusal refusal) {
      return new Outcome.Fails(refusal.error());
    }
    return outcome();
  }

  private Outcome outcome() {
    return doubt == null
        ? new Outcome.Done(database, changes)
        : new Outcome.Unknown(doubt, database, changes);
  }

  /// The value of RETURN.
  Value result() {
    return result;
  }

  void doubt(String why) {
    doubt = doubt == null ? why : doubt;
  }

  private @Nullable Flow block(PlBlock block, Variables outer) {
    Variables variables = outer.inner();
    Database start = database;
    int before = changes.size();
    try {
      for (PlBlock.Declaration declaration : block.declarations()) {
        declare(declaration, variables);
      }
      return all(block.body(), variables);
    } catch (Refusal refusal) {
      ServerError error = refusal.error();
      for (PlBlock.Handler handler : block.handlers()) {
        if (ConditionNames.catches(handler.conditions(), error.sqlState())) {
          database = start;
          changes.subList(before, changes.size()).clear();
          variables.declare("sqlerrm", Value.of(error.message()));
          variables.declare("sqlstate", Value.of(error.sqlState()));
          return all(handler.body(), variables);
        }
      }
      throw refusal;
    }
  }

  private void declare(PlBlock.Declaration declaration, Variables variables) {
    String name = declaration.name().stored();
    names.add(name);
    TypeName type = declaration.type();
    CatalogType builtin =
        type == null ? null : Builtin.of(database.major()).type(type.name().name());
    if (builtin != null && builtin.kind() == CatalogType.Kind.BASE) {
      scalars.add(name);
    }
    Expression value = declaration.value();
    boolean cursor = declaration.cursor() != null || declaration.aliasFor() != null;
    variables.declare(
        name,
        cursor
            ? new Value.Unknown("cursor " + name)
            : value == null ? new Value.Null() : value(value, variables));
  }

  private @Nullable Flow all(List<PlStatement> statements, Variables variables) {
    for (PlStatement statement : statements) {
      Flow flow = one(statement, variables);
      if (flow != null) {
        return flow;
      }
    }
    return null;
  }

  private @Nullable Flow one(PlStatement statement, Variables variables) {
    switch (statement) {
      case PlStatement.Block nested -> {
        Flow flow = block(nested.block(), variables);
        Name label = nested.block().label();
        boolean own =
            flow != null
                && flow.leaving() == Leaving.EXIT
                && label != null
                && label.stored().equals(flow.label());
        return own ? null : flow;
      }
      case PlStatement.Sql sql -> sql(sql, variables);
      case PlStatement.Assign assign ->
          assign(assign.target(), value(assign.value(), variables), variables);
      case PlStatement.If branching -> {
        return new Branching(this).branches(branching.branches(), branching.otherwise(), variables);
      }
      case PlStatement.Case branching -> {
        return new Branching(this).cases(branching, variables);
      }
      case PlStatement.Loop loop -> {
        Flow flow = new LoopRun(this, loop).run(variables);
        variables.assign("found", new Value.Unknown("FOUND"));
        return flow;
      }
      case PlStatement.Exit exit -> {
        Expression when = exit.when();
        Value holds = when == null ? Value.of(true) : value(when, variables);
        if (!holds.isTrue() && !holds.isNotTrue()) {
          doubt("a loop ends when " + holds.text());
        }
        Name label = exit.label();
        return holds.isNotTrue()
            ? null
            : new Flow(
                exit.leave() ? Leaving.EXIT : Leaving.CONTINUE,
                label == null ? null : label.stored());
      }
      case PlStatement.Return returned -> {
        Expression value = returned.value();
        result = value == null ? new Value.Null() : value(value, variables);
        return returned.kind().equals("next") ? null : new Flow(Leaving.RETURN, null);
      }
      case PlStatement.ReturnQuery returned -> {
        Statement query = returned.query();
        if (query != null) {
          execute(query, variables);
        }
        variables.assign("found", new Value.Unknown("FOUND"));
      }
      case PlStatement.Raise raise -> Raising.run(raise, each -> value(each, variables));
      case PlStatement.Assert ignored -> {}
      case PlStatement.Execute execute -> {
        dynamic(execute.command(), execute.constant(), variables);
        forget(execute.into(), variables);
      }
      case PlStatement.GetDiagnostics get -> forget(get.targets(), variables);
      case PlStatement.Cursor cursor -> {
        forget(cursor.into(), variables);
        variables.assign("found", new Value.Unknown("FOUND"));
      }
      case PlStatement.Nothing ignored -> {}
      case PlStatement.EndTransaction ignored -> doubt("the code ends the transaction");
    }
    return null;
  }

  Database database() {
    return database;
  }

  Value value(Expression expression, Variables variables) {
    return new Evaluator(database).value(expression, variables);
  }

  ResultRows rows(Query query, Variables variables) {
    return new Evaluator(database).rows(query, variables);
  }

  /// The names that SQL statements inside of the code can use.
  Scope scope() {
    Map<String, DataType> types = new HashMap<>();
    names.forEach(name -> types.put(name, new DataType.Undecided()));
    return Resolver.variables(null, types, null);
  }

  /// Whether a variable was declared with a built-in type, so that it holds one value and no row.
  boolean scalar(String name) {
    return scalars.contains(name);
  }

  void declareName(String name) {
    names.add(name);
  }

  private void sql(PlStatement.Sql sql, Variables variables) {
    ResultRows rows = sql.statement() instanceof Query query ? rows(query, variables) : null;
    execute(sql.statement(), variables);
    if (rows != null || sql.statement() instanceof DataStatement) {
      variables.assign("found", found(rows));
    }
    if (sql.into().isEmpty()) {
      return;
    }
    if (rows == null || rows.why() != null) {
      forget(sql.into(), variables);
      return;
    }
    if (rows.certain().isEmpty()) {
      sql.into().forEach(target -> assign(target, new Value.Null(), variables));
      return;
    }
    Map<String, Value> row = rows.certain().getFirst();
    List<Value> values = List.copyOf(row.values());
    if (sql.into().size() == 1 && values.size() > 1) {
      assign(sql.into().getFirst(), new Value.Row(row), variables);
      return;
    }
    for (int i = 0; i < sql.into().size(); i++) {
      Value value = i < values.size() ? values.get(i) : new Value.Null();
      assign(sql.into().get(i), value, variables);
    }
  }

  /// FOUND after a statement (manual, section 41.5.5).
  ///
  /// @param rows the rows of a query, or null when it was none
  private static Value found(@Nullable ResultRows rows) {
    if (rows == null) {
      return new Value.Unknown("FOUND");
    }
    String why = rows.why();
    return why == null || !rows.certain().isEmpty()
        ? Value.of(!rows.certain().isEmpty())
        : new Value.Unknown(why);
  }

  private void forget(List<Expression> targets, Variables variables) {
    targets.forEach(target -> assign(target, new Value.Unknown(target.span().text()), variables));
  }

  void assign(Expression target, Value value, Variables variables) {
    if (target instanceof Expression.ColumnReference reference) {
      Name first = reference.parts().getFirst();
      boolean whole = reference.parts().size() == 1;
      variables.assign(
          first.stored(), whole ? value : new Value.Unknown("a field of " + first.value()));
    } else if (target instanceof Expression.Subscript subscript
        && subscript.operand() instanceof Expression.ColumnReference reference) {
      variables.assign(reference.parts().getFirst().stored(), new Value.Unknown("an element"));
    }
  }

  /// A branch that is known not to run: what it would have created is there already.
  void skipped(List<PlStatement> body) {
    for (Statement statement : Possible.statements(body)) {
      SkippedCreation.of(statement, database).ifPresent(changes::add);
    }
  }

  /// Code that may run or not: what it would bring in or take away is uncertain from now on.
  void undecided(List<PlStatement> body, String why, Variables variables) {
    boolean effects = false;
    for (Statement statement : Possible.statements(body)) {
      for (String name : Possible.names(statement)) {
        String uncertain = Possible.isOpen(name) ? "*" : name;
        database =
            database.with(database.schema().withUncertain(uncertain, "it depends on " + why));
        effects = true;
      }
    }
    boolean raises = Possible.raises(body);
    if (effects || raises || Possible.unknown(body)) {
      doubt("depends on " + why);
    }
    Possible.assigned(body).forEach(name -> variables.assign(name, new Value.Unknown(why)));
    variables.assign("found", new Value.Unknown("FOUND"));
  }

  /// Runs `EXECUTE command`.
  void dynamic(Expression command, @Nullable List<Statement> constant, Variables variables) {
    if (constant != null) {
      constant.forEach(statement -> execute(statement, Variables.none()));
      return;
    }
    Value text = value(command, variables);
    if (text instanceof Value.Text known) {
      for (Statement statement : Possible.read(known.text())) {
        execute(statement, Variables.none(), command.span());
      }
      return;
    }
    doubt("runs a statement that is put together at run time: " + text.text());
    ObjectStatement.Rename rename = Possible.rename(command);
    if (rename != null && Executor.execute(rename, database) instanceof Outcome.Done done) {
      // Whatever the new name is, the old one is free from now on.
      database = done.after();
      changes.addAll(done.changes());
      return;
    }
    Possible.dynamicNames(command)
        .forEach(name ->
            database =
                database.with(
                    database.schema().withUncertain(name, "a statement put together at run time")));
  }

  void execute(Statement statement, Variables variables) {
    execute(statement, variables, null);
  }

  /// @param at the place to point to when the text is not in the file, or null
  private void execute(Statement statement, Variables variables, @Nullable Span at) {
    Outcome outcome = Executor.execute(statement, database, scope(), variables);
    switch (outcome) {
      case Outcome.Done done -> {
        database = done.after();
        changes.addAll(done.changes());
      }
      case Outcome.Fails fails -> {
        ServerError error = fails.error();
        throw Refusal.of(
            at == null
                ? error
                : new ServerError(
                    error.sqlState(),
                    error.message(),
                    error.detail(),
                    error.hint(),
                    at,
                    error.subject()));
      }
      case Outcome.Unknown unknown -> {
        database = unknown.after();
        changes.addAll(unknown.changes());
        doubt(unknown.why());
      }
    }
  }

  @Nullable Flow body(List<PlStatement> body, Variables variables) {
    return all(body, variables);
  }

  static int rounds() {
    return ROUNDS;
  }
}
