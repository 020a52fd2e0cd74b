package dev.migrationsentry.execution;

import dev.migrationsentry.resolution.Scope;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Rights;
import dev.migrationsentry.sql.ast.AccessStatement;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.DatabaseStatement;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.ObjectKind;
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

/// Whether the current role may run a statement (PostgreSQL manual, section 5.8). The server asks
/// for rights as soon as it has found the objects that a statement names; so what defines objects
/// is refused for want of a right before anything else, and queries after all their names are
/// resolved.
public final class StatementRights {
  private StatementRights() {}

  /// The outcome of a statement for the current role.
  ///
  /// @param outcome what becomes of it when the role may do everything
  static Outcome judged(Statement statement, Database database, Scope scope, Outcome outcome) {
    Rights rights = database.host().rights();
    if (rights == null || rights.isSuperuser(database.session().role())) {
      return outcome;
    }
    boolean late =
        statement instanceof Query
            || statement instanceof DataStatement
            || statement instanceof SchemaStatement.CreateExtension;
    if (outcome instanceof Outcome.Fails && late) {
      return outcome;
    }
    RightsCheck check = new RightsCheck(new Draft(database), rights);
    try {
      check(statement, check, scope);
    } catch (Denied denied) {
      String why = Executor.uncertainty(denied.refusal(), database.schema());
      return why == null
          ? new Outcome.Fails(denied.refusal().error())
          : new Outcome.Unknown(
              why, Uncertainty.after(statement, database, why), java.util.List.of());
    } catch (Refusal | Undecided elsewhere) {
      // The statement itself is refused or left open for the same reason.
      return outcome;
    }
    String doubt = check.doubt();
    return doubt != null && outcome instanceof Outcome.Done done
        ? new Outcome.Unknown(doubt, done.after(), done.changes())
        : outcome;
  }

  /// The right for want of which a statement is refused, or null when none is known to be missing.
  public static @Nullable LackedRight lacked(Statement statement, Database database) {
    Rights rights = database.host().rights();
    if (rights == null || rights.isSuperuser(database.session().role())) {
      return null;
    }
    try {
      RightsCheck check = new RightsCheck(new Draft(database), rights);
      check(statement, check, Scope.empty());
      return null;
    } catch (Denied denied) {
      return denied.lacked();
    } catch (Refusal | Undecided elsewhere) {
      return null;
    }
  }

  private static void check(Statement statement, RightsCheck check, Scope scope) {
    switch (statement) {
      case Query query -> DataRights.query(query, check, scope);
      case DataStatement data -> DataRights.change(data, check, scope);
      case CreateTable create -> TableRights.create(create, check);
      case AlterTable alter -> TableRights.alter(alter, check);
      case IndexStatement.CreateIndex create -> TableRights.index(create, check);
      case IndexStatement.Reindex reindex -> TableRights.reindex(reindex, check);
      case ViewStatement.CreateView create -> TableRights.view(create, check);
      case ViewStatement.CreateTableAs create -> {
        Query query = create.query();
        if (create.ifNotExists() && check.draft().names().findRelation(create.table()) != null) {
          return;
        }
        boolean madeFirst =
            create.kind() == ObjectKind.MATERIALIZED_VIEW && check.draft().major() >= 17;
        if (madeFirst) {
          TableRights.in(create.persistence(), create.table(), check);
        }
        if (query != null && create.withData()) {
          DataRights.query(query, check, scope);
        }
        TableRights.in(create.persistence(), create.table(), check);
      }
      case ViewStatement.RefreshMaterializedView refresh ->
          TableRights.maintain(refresh.view(), check);
      case ViewStatement.CreateRule rule -> TableRights.owner(rule.table(), check);
      case TriggerStatement trigger -> TableRights.trigger(trigger, check);
      case TypeStatement type -> TypeRights.check(type, check);
      case RoutineStatement routine -> TypeRights.routine(routine, check);
      case SchemaStatement schema -> ObjectRights.schema(schema, check);
      case ObjectStatement object -> ObjectRights.check(object, check);
      case AccessStatement access -> RoleStatementRights.check(access, check);
      case SessionStatement session -> RoleStatementRights.session(session, check, scope);
      case DatabaseStatement database -> RoleStatementRights.database(database, check);
      case TransactionStatement ignored -> {}
      case Opaque ignored -> {}
    }
  }

  /// The same for a statement inside of another one.
  static void inside(Statement statement, RightsCheck check, Scope scope) {
    check(statement, check, scope);
  }
}
