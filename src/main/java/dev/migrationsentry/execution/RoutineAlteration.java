package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.RoutineStatement;

/// ALTER FUNCTION, PROCEDURE and ROUTINE with new properties.
final class RoutineAlteration {
  private RoutineAlteration() {}

  static void execute(RoutineStatement.AlterFunction statement, Draft draft) {
    ObjectLookup.Found found = new ObjectLookup(draft).find(statement.function());
    if (!(found instanceof ObjectLookup.InModel model)
        || !(draft.schema().object(model.address().object()) instanceof Routine routine)) {
      return;
    }
    if (routine.kind() == Routine.RoutineKind.AGGREGATE) {
      throw Refusal.of(
              "42809",
              "\"" + statement.function().name() + "\" is an aggregate function",
              statement.function().span())
          .restingOn(routine.name());
    }
    char volatility = routine.volatility();
    boolean strict = routine.strict();
    boolean definer = routine.securityDefiner();
    for (Option option : statement.options()) {
      String value = option.value();
      if (value == null) {
        continue;
      }
      switch (option.name()) {
        case "volatility" -> {
          refuseProcedure(routine, option);
          volatility = value.charAt(0);
        }
        case "strict" -> {
          refuseProcedure(routine, option);
          strict = value.equals("true");
        }
        case "security" -> definer = value.equals("definer");
        case "cost", "rows", "support", "parallel", "leakproof" -> refuseProcedure(routine, option);
        default -> {}
      }
    }
    draft.replace(routine.with(volatility, strict, definer));
    draft.altered(routine);
  }

  private static void refuseProcedure(Routine routine, Option option) {
    if (routine.kind() == Routine.RoutineKind.PROCEDURE) {
      throw Refusal.of("42P13", "invalid attribute in procedure definition", option.span())
          .restingOn(routine.name());
    }
  }
}
