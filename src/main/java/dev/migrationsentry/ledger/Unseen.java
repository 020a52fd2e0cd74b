package dev.migrationsentry.ledger;

import dev.migrationsentry.sql.ast.AccessStatement;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.DatabaseStatement;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.RoutineStatement;
import dev.migrationsentry.sql.ast.SchemaStatement;
import dev.migrationsentry.sql.ast.SessionStatement;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TransactionStatement;
import dev.migrationsentry.sql.ast.TriggerStatement;
import dev.migrationsentry.sql.ast.TypeStatement;
import dev.migrationsentry.sql.ast.ViewStatement;
import org.jspecify.annotations.Nullable;

/// What statements do that comparing schemas does not show: to rows, to rights, to comments. Of
/// these nothing can be proved by a comparison.
final class Unseen {
  private static final String ROWS = "handles rows, which are not compared";
  private static final String RIGHTS = "is about rights or owners, which are not compared";
  private static final String CODE = "runs code, of which the schema does not show all";

  private Unseen() {}

  /// What of a statement a comparison does not see, as a sentence part; null when it sees all.
  static @Nullable String in(Statement statement) {
    return switch (statement) {
      case AccessStatement ignored -> RIGHTS;
      case AlterTable alter -> inActions(alter);
      case CreateTable ignored -> null;
      case DataStatement ignored -> ROWS;
      case DatabaseStatement ignored -> "is about more than this database";
      case IndexStatement ignored -> null;
      case ObjectStatement object -> inObject(object);
      case Opaque ignored -> "was not understood";
      case Query ignored -> CODE;
      case RoutineStatement routine ->
          switch (routine) {
            case RoutineStatement.DoBlock ignored -> CODE;
            case RoutineStatement.Call ignored -> CODE;
            case RoutineStatement.CreateFunction ignored -> null;
            case RoutineStatement.CreateAggregate ignored -> null;
            case RoutineStatement.AlterFunction ignored -> null;
          };
      case SchemaStatement ignored -> null;
      case SessionStatement session -> inSession(session);
      case TransactionStatement ignored -> null;
      case TriggerStatement ignored -> null;
      case TypeStatement ignored -> null;
      case ViewStatement view ->
          view instanceof ViewStatement.CreateTableAs
                  || view instanceof ViewStatement.RefreshMaterializedView
              ? ROWS
              : null;
    };
  }

  private static @Nullable String inActions(AlterTable alter) {
    for (AlterTable.Action action : alter.actions()) {
      if (action instanceof AlterTable.OwnerTo) {
        return RIGHTS;
      }
      if (action instanceof AlterTable.SetType type && type.using() != null) {
        return "writes rows anew with USING, and rows are not compared";
      }
      if (action instanceof AlterTable.SetColumnProperty
          || action instanceof AlterTable.ClusterOn) {
        return "is about how rows are stored, which is not compared";
      }
    }
    return null;
  }

  private static @Nullable String inObject(ObjectStatement object) {
    if (object instanceof ObjectStatement.SetOwner
        || object instanceof ObjectStatement.SecurityLabel) {
      return RIGHTS;
    }
    return object instanceof ObjectStatement.Comment
        ? "is about a comment in the database, which is not compared"
        : null;
  }

  /// Settings show in what the other statements make.
  private static @Nullable String inSession(SessionStatement session) {
    boolean code =
        session instanceof SessionStatement.Prepare
            || session instanceof SessionStatement.ExecutePrepared
            || session instanceof SessionStatement.DeclareCursor
            || session instanceof SessionStatement.Command
            || session instanceof SessionStatement.Explain;
    return code ? CODE : null;
  }
}
