package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.Statement;
import java.util.Optional;

/// A CREATE TABLE behind a guard that found the table: skipped as IF NOT EXISTS would have skipped
/// it.
final class SkippedCreation {
  private SkippedCreation() {}

  /// The change to be noted, when the statement creates a table that is there.
  static Optional<Change> of(Statement statement, Database database) {
    if (!(statement instanceof CreateTable create)) {
      return Optional.empty();
    }
    String qualifier = create.table().qualifier();
    for (String name : database.session().searchPath()) {
      Namespace namespace = database.schema().namespace(qualifier == null ? name : qualifier);
      Relation relation =
          namespace == null
              ? null
              : database.schema().relation(namespace.id(), create.table().name());
      if (namespace != null && relation != null) {
        return Optional.of(
            new Change.Skipped(
                ObjectKind.TABLE, namespace.name() + "." + relation.name(), relation.id()));
      }
    }
    return Optional.empty();
  }
}
