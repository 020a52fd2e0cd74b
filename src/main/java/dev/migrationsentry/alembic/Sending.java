package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Value;
import java.util.List;

/// What an operation sends to the server.
///
/// An operation is a value: `op.add_column(…)` is the [Value.Construct] `alembic.op.add_column`,
/// `batch_op.add_column(…)` the [Value.MemberCall] `add_column` of the construct
/// `alembic.op.batch_alter_table`, and `connection.execute(table.insert().values(…))` passes the
/// member call `values` of the member call `insert` of the construct `sqlalchemy.Table`. Names are
/// those that the code imports: `sqlalchemy.sql.table` and `sqlalchemy.table` both occur.
public sealed interface Sending {
  /// Statements, each without a semicolon, in their order; none for an operation that sends nothing
  /// to PostgreSQL.
  record Statements(List<Value.Text> statements) implements Sending {
    /// Copies the list.
    public Statements {
      statements = List.copyOf(statements);
    }
  }

  /// What it sends is not known.
  ///
  /// @param why a clause for people: `sqlalchemy_utils.LtreeType is not a type that is known`
  /// @param mentions the names of tables and other objects that it may touch, as far as they are
  ///   known
  record NotUnderstood(String why, List<String> mentions) implements Sending {
    /// Copies the names.
    public NotUnderstood {
      mentions = List.copyOf(mentions);
    }
  }
}
