package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The constraints of `op.create_foreign_key` and its like.
final class AddedConstraints {
  private final Rendering rendering;

  AddedConstraints(Rendering rendering) {
    this.rendering = rendering;
  }

  /// The constraint that an operation adds.
  ///
  /// @param position of the first argument after the name and the table
  /// @throws NotRendered for an operation that Alembic does not have
  TableConstraint of(String operation, Call call, Target table, int position) {
    Constraints constraints = rendering.constraints();
    @Nullable Name name =
        switch (operation) {
          case "create_foreign_key",
              "create_unique_constraint",
              "create_primary_key",
              "create_check_constraint",
              "create_exclude_constraint" ->
              name(call);
          default -> throw new NotRendered(call.title() + " is not an operation of Alembic");
        };
    TableConstraint made =
        switch (operation) {
          case "create_unique_constraint" ->
              constraints.unique(call, name, call.names(position, "columns"));
          case "create_primary_key" ->
              constraints.primaryKey(call, name, call.names(position, "columns"));
          case "create_check_constraint" ->
              constraints.check(call, name, call.required(position, "condition"));
          case "create_exclude_constraint" ->
              constraints.exclude(
                  call,
                  name,
                  call.positional()
                      .subList(
                          Math.min(position, call.positional().size()), call.positional().size()));
          default -> foreignKey(constraints, call, name, position);
        };
    call.ignore("use_alter", "info");
    call.finish();
    return made;
  }

  private static @Nullable Name name(Call call) {
    Value old = call.value("name");
    return old == null
        ? call.optionalName(0, "constraint_name")
        : Call.nameOf(old, "the name of the constraint");
  }

  private static TableConstraint foreignKey(
      Constraints constraints, Call call, @Nullable Name name, int position) {
    Target referred =
        new Target(call.optionalName(-1, "referent_schema"), call.name(position, "referent_table"));
    List<Name> local = call.names(position + 1, "local_cols");
    List<Name> remote = call.names(position + 2, "remote_cols");
    return constraints.foreignKey(call, name, local, referred.sql(call.span()), remote, -1);
  }
}
