package dev.migrationsentry.execution;

import dev.migrationsentry.evaluation.ResultRows;
import dev.migrationsentry.evaluation.Value;
import dev.migrationsentry.evaluation.Variables;
import dev.migrationsentry.execution.ProceduralRun.Flow;
import dev.migrationsentry.execution.ProceduralRun.Leaving;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.PlStatement;
import dev.migrationsentry.sql.ast.Query;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A loop of PL/pgSQL: followed round by round where what it runs over is known (manual, section
/// 41.6.5).
final class LoopRun {
  private final ProceduralRun run;
  private final PlStatement.Loop loop;

  LoopRun(ProceduralRun run, PlStatement.Loop loop) {
    this.run = run;
    this.loop = loop;
  }

  @Nullable Flow run(Variables outer) {
    Variables variables = outer.inner();
    return switch (loop.header()) {
      case PlStatement.Endless ignored -> endless(null, variables);
      case PlStatement.While header -> endless(header.condition(), variables);
      case PlStatement.ForRange header -> range(header, variables);
      case PlStatement.ForQuery header -> query(header, variables);
      case PlStatement.ForEach header -> each(header, variables);
      case PlStatement.ForExecute header -> {
        unknown("the rows of " + header.command().span().text(), variables);
        yield null;
      }
    };
  }

  private void unknown(String why, Variables variables) {
    run.undecided(loop.body(), why, variables);
  }

  /// Runs the body once.
  ///
  /// @return true when the loop has to end; then `flow` says how
  private @Nullable Flow round(Variables variables) {
    Flow flow = run.body(loop.body(), variables);
    Name label = loop.label();
    boolean own =
        flow != null
            && (flow.label() == null || (label != null && label.stored().equals(flow.label())));
    return flow != null && own && flow.leaving() == Leaving.CONTINUE ? null : flow;
  }

  /// What a flow that ends the loop means outside of it.
  private @Nullable Flow outside(Flow flow) {
    Name label = loop.label();
    boolean own =
        flow.leaving() == Leaving.EXIT
            && (flow.label() == null || (label != null && label.stored().equals(flow.label())));
    return own ? null : flow;
  }

  private @Nullable Flow endless(@Nullable Expression condition, Variables variables) {
    for (int i = 0; i < ProceduralRun.rounds(); i++) {
      Value holds = condition == null ? Value.of(true) : run.value(condition, variables);
      if (holds.isNotTrue()) {
        return null;
      }
      if (!holds.isTrue()) {
        unknown("whether " + holds.text(), variables);
        return null;
      }
      Flow flow = round(variables);
      if (flow != null) {
        return outside(flow);
      }
    }
    unknown("a loop of many rounds", variables);
    return null;
  }

  private @Nullable Flow range(PlStatement.ForRange header, Variables variables) {
    Value low = run.value(header.low(), variables);
    Value high = run.value(header.high(), variables);
    run.declareName(header.variable().stored());
    boolean known = low instanceof Value.Numeral && high instanceof Value.Numeral;
    if (!known || header.step() != null) {
      unknown("the bounds of a loop", variables);
      return null;
    }
    long from = ((Value.Numeral) low).number().longValue();
    long to = ((Value.Numeral) high).number().longValue();
    if (Math.abs(to - from) > ProceduralRun.rounds()) {
      unknown("a loop of many rounds", variables);
      return null;
    }
    long step = header.reverse() ? -1 : 1;
    for (long i = from; header.reverse() ? i >= to : i <= to; i += step) {
      variables.declare(header.variable().stored(), Value.of(i));
      Flow flow = round(variables);
      if (flow != null) {
        return outside(flow);
      }
    }
    return null;
  }

  private @Nullable Flow query(PlStatement.ForQuery header, Variables variables) {
    for (Expression target : header.targets()) {
      if (target instanceof Expression.ColumnReference reference) {
        run.declareName(reference.parts().getFirst().stored());
      }
    }
    ResultRows rows = header.query() instanceof Query query ? run.rows(query, variables) : null;
    if (rows == null || rows.why() != null) {
      unknown(rows == null || rows.why() == null ? "the rows of a cursor" : rows.why(), variables);
      return null;
    }
    for (Map<String, Value> row : rows.certain()) {
      bind(header.targets(), row, variables);
      Flow flow = round(variables);
      if (flow != null) {
        return outside(flow);
      }
    }
    return null;
  }

  private void bind(List<Expression> targets, Map<String, Value> row, Variables variables) {
    List<Value> values = List.copyOf(row.values());
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i) instanceof Expression.ColumnReference reference) {
        String name = reference.parts().getFirst().stored();
        boolean scalar = targets.size() > 1 || run.scalar(name);
        Value value =
            scalar
                ? i < values.size() ? values.get(i) : new Value.Null()
                : new Value.Row(new LinkedHashMap<>(row));
        variables.declare(name, value);
      }
    }
  }

  private @Nullable Flow each(PlStatement.ForEach header, Variables variables) {
    Value array = run.value(header.array(), variables);
    if (!(array instanceof Value.Array known) || header.targets().size() != 1) {
      unknown("the elements of " + header.array().span().text(), variables);
      return null;
    }
    for (Value element : known.elements()) {
      run.assign(header.targets().getFirst(), element, variables);
      Flow flow = round(variables);
      if (flow != null) {
        return outside(flow);
      }
    }
    return null;
  }
}
