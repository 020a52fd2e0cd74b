package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Running;
import dev.migrationsentry.program.Value;
import java.util.Map;
import java.util.Set;

/// What all operations of one run share: the readers of types, columns and expressions, and the
/// types that were created.
final class Rendering {
  private final Types types;
  private final Queries queries;
  private final Constraints constraints;
  private final Columns columns;
  private final Set<String> createdTypes;

  /// @param running runs what types of the repository define
  /// @param parameters the values of `:name` that the call passes
  /// @param createdTypes the types that tables created in this run of Alembic, which it creates
  ///   only once; it is added to
  Rendering(Running running, Map<String, Value> parameters, Set<String> createdTypes) {
    this.types = new Types(running);
    this.queries = new Queries(types, parameters);
    this.constraints = new Constraints(queries);
    this.columns = new Columns(types, queries, constraints);
    this.createdTypes = createdTypes;
  }

  Types types() {
    return types;
  }

  Queries queries() {
    return queries;
  }

  Constraints constraints() {
    return constraints;
  }

  Columns columns() {
    return columns;
  }

  /// Whether a table has to create a type: once in a run.
  boolean creates(SqlType.NamedType type) {
    return type.withTable() && createdTypes.add(type.key());
  }
}
