package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Running;
import dev.migrationsentry.program.Value;
import java.util.Map;
import java.util.function.Predicate;

/// What all operations of one run share: the readers of types, columns and expressions, and the
/// types that were created.
final class Rendering {
  private final Types types;
  private final Queries queries;
  private final Constraints constraints;
  private final Columns columns;
  private final Predicate<SqlType.NamedType> createsType;

  /// @param running runs what types of the repository define
  /// @param parameters the values of `:name` that the call passes
  /// @param createsType whether creating a table has to create a type of its columns
  Rendering(
      Running running, Map<String, Value> parameters, Predicate<SqlType.NamedType> createsType) {
    this.types = new Types(running);
    this.queries = new Queries(types, parameters);
    this.constraints = new Constraints(queries);
    this.columns = new Columns(types, queries, constraints);
    this.createsType = createsType;
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
    return type.withTable() && createsType.test(type);
  }
}
