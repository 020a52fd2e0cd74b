package dev.migrationsentry.execution;

import dev.migrationsentry.evaluation.Value;
import dev.migrationsentry.evaluation.Variables;
import dev.migrationsentry.execution.ProceduralRun.Flow;
import dev.migrationsentry.resolution.Resolved;
import dev.migrationsentry.resolution.Resolver;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.PlStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// IF and CASE in PL/pgSQL code (manual, section 41.6.4).
final class Branching {
  private final ProceduralRun run;

  Branching(ProceduralRun run) {
    this.run = run;
  }

  /// Runs the first branch whose condition holds.
  @Nullable Flow branches(
      List<PlStatement.Branch> branches, List<PlStatement> otherwise, Variables variables) {
    for (int i = 0; i < branches.size(); i++) {
      PlStatement.Branch branch = branches.get(i);
      checkNames(branch.condition());
      Value holds = run.value(branch.condition(), variables);
      if (holds.isTrue()) {
        return run.body(branch.body(), variables);
      }
      if (!holds.isNotTrue()) {
        List<PlStatement> possible = new ArrayList<>();
        branches.subList(i, branches.size()).forEach(each -> possible.addAll(each.body()));
        possible.addAll(otherwise);
        run.undecided(possible, "whether " + holds.text(), variables);
        return null;
      }
      run.skipped(branch.body());
    }
    return run.body(otherwise, variables);
  }

  /// Refuses a condition that asks a query for what is not there. One without a query is left to
  /// its evaluation: what it names are variables.
  private void checkNames(Expression condition) {
    boolean[] asks = new boolean[1];
    ExpressionWalk.visit(
        condition,
        part ->
            asks[0] |= part instanceof Expression.Subquery || part instanceof Expression.InQuery);
    if (asks[0]
        && Resolver.expression(condition, run.database(), run.scope())
            instanceof Resolved.Refused(ServerError error)) {
      throw Refusal.of(error);
    }
  }

  /// Runs CASE.
  @Nullable Flow cases(PlStatement.Case branching, Variables variables) {
    Expression operand = branching.operand();
    List<PlStatement> otherwise = branching.otherwise();
    if (operand != null) {
      Value known = run.value(operand, variables);
      if (!known.known()) {
        List<PlStatement> possible = new ArrayList<>();
        branching.branches().forEach(each -> possible.addAll(each.body()));
        run.undecided(possible, known.text(), variables);
        return null;
      }
    }
    return branches(branching.branches(), otherwise == null ? List.of() : otherwise, variables);
  }
}
