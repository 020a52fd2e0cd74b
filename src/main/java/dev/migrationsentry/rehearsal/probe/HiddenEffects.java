package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.execution.ExpressionWalk;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.RoutineStatement;
import dev.migrationsentry.sql.ast.Statement;

/// Statements that may change rows without naming their tables.
final class HiddenEffects {
  private HiddenEffects() {}

  /// Whether a statement may have changed rows of any table.
  ///
  /// @param outcome what the model knows of it
  static boolean mayChangeAnything(Statement statement, Outcome outcome, Database before) {
    return switch (statement) {
      case Opaque ignored -> true;
      case RoutineStatement.DoBlock ignored -> outcome instanceof Outcome.Unknown;
      case RoutineStatement.Call ignored -> true;
      case Query query -> calls(query, before);
      default -> false;
    };
  }

  /// Whether a query calls a function of the database's own that may do anything.
  private static boolean calls(Query query, Database before) {
    if (!(query.body() instanceof Query.Select select)) {
      return false;
    }
    boolean[] found = new boolean[1];
    for (Query.Target target : select.targets()) {
      ExpressionWalk.visit(
          target.expression(),
          part -> {
            if (part instanceof Expression.FunctionCall call) {
              Routine routine = ExpressionSql.routine(call.name(), before);
              found[0] |= routine != null && routine.volatility() == 'v';
            }
          });
    }
    return found[0];
  }
}
