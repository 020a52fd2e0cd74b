package dev.migrationsentry.execution;

import dev.migrationsentry.sql.ast.DatabaseStatement;

/// Statements about databases, tablespaces and the server's configuration: never in a transaction
/// block.
final class DatabaseStatements {
  private DatabaseStatements() {}

  static void execute(DatabaseStatement statement, Draft draft) {
    switch (statement) {
      case DatabaseStatement.Create create ->
          Transactions.forbid(draft, "CREATE " + create.kind().name(), create.span());
      case DatabaseStatement.Drop drop ->
          Transactions.forbid(draft, "DROP " + drop.kind().name(), drop.span());
      case DatabaseStatement.AlterSystem alter ->
          Transactions.forbid(draft, "ALTER SYSTEM", alter.span());
      case DatabaseStatement.Alter ignored -> {}
    }
  }
}
