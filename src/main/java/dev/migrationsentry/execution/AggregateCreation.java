package dev.migrationsentry.execution;

import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.RoutineStatement;
import java.util.ArrayList;
import java.util.List;

/// CREATE AGGREGATE. The type of its result is not known where a final function makes it.
final class AggregateCreation {
  private AggregateCreation() {}

  static void execute(RoutineStatement.CreateAggregate statement, Draft draft) {
    Namespace namespace = draft.names().creationNamespace(statement.name());
    TypeNames types = new TypeNames(draft);
    List<Routine.Parameter> parameters = new ArrayList<>();
    for (RoutineStatement.Parameter parameter : statement.parameters()) {
      Name name = parameter.name();
      parameters.add(
          new Routine.Parameter(
              parameter.mode(),
              name == null ? null : name.stored(),
              types.resolve(parameter.type()).unmodified(),
              false));
    }
    DataType state =
        statement.stateType() == null
            ? new DataType.Undecided()
            : types.resolve(statement.stateType()).unmodified();
    Routine made =
        new Routine(
            draft.schema().nextId(),
            statement.name().name(),
            namespace.id(),
            Routine.RoutineKind.AGGREGATE,
            parameters,
            statement.finalFunction() == null ? state : new DataType.Undecided(),
            false,
            "internal",
            null,
            'i',
            false,
            false);
    for (SchemaObject object :
        draft.schema().findAll(Schema.Space.ROUTINE, namespace.id(), made.name())) {
      boolean same =
          object instanceof Routine routine && routine.inputTypes().equals(made.inputTypes());
      if (same && !statement.orReplace()) {
        throw Refusal.of(
                "42723",
                "function \"" + made.name() + "\" already exists with same argument types",
                statement.name().span())
            .about(ObjectKind.FUNCTION, statement.name());
      }
      if (same) {
        draft.altered(object);
        return;
      }
    }
    draft.create(id -> made);
    draft.created(made);
  }
}
