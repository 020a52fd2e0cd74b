package dev.migrationsentry.execution;

import dev.migrationsentry.evaluation.Variables;
import dev.migrationsentry.resolution.Scope;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.ServerError;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells what PostgreSQL answers to a statement.
public final class Executor {
  private Executor() {}

  /// Executes a statement on a database. Whether it is inside of a transaction block is told by
  /// [Database#transaction()].
  ///
  /// An error that rests on a name of which not all is known is no error but [Outcome.Unknown],
  /// with the statement left undone and all names in it uncertain. A mistake of this program is
  /// unknown as well, see [Fault].
  public static Outcome execute(Statement statement, Database database) {
    try {
      return execute(statement, database, Scope.empty(), Variables.none());
    } catch (RuntimeException | StackOverflowError mistake) {
      return Fault.outcome(mistake, database);
    }
  }

  /// The outcome of a statement that may or may not be sent: what it would bring in, change or take
  /// away is uncertain afterwards.
  ///
  /// @param why on what it depends, as a clause
  public static Outcome.Unknown doubted(Statement statement, Database database, String why) {
    if (statement instanceof Opaque) {
      return new Outcome.Unknown(why, Uncertainty.after(statement, database, why), List.of());
    }
    Schema schema = database.schema();
    for (String name : Possible.names(statement)) {
      schema = schema.withUncertain(name, why);
    }
    return new Outcome.Unknown(why, database.with(schema), List.of());
  }

  /// Executes a statement inside of code.
  ///
  /// @param scope the names of the code's variables
  /// @param variables their values
  static Outcome execute(Statement statement, Database database, Scope scope, Variables variables) {
    ServerError unread = NewerSyntax.in(statement, database.major());
    ServerError refused =
        unread != null ? unread : TransactionOutcomes.refusal(statement, database);
    if (refused != null) {
      return new Outcome.Fails(refused);
    }
    return StatementRights.judged(
        statement, database, scope, unlimited(statement, database, scope, variables));
  }

  /// The outcome for a role that may do everything.
  private static Outcome unlimited(
      Statement statement, Database database, Scope scope, Variables variables) {
    return switch (statement) {
      case Query query when query.into() == null ->
          DataOutcomes.query(query, database, scope, variables);
      case DataStatement data -> DataOutcomes.change(data, database, scope, variables);
      case SessionStatement session -> SessionOutcomes.execute(session, database, scope, variables);
      case TransactionStatement transaction -> TransactionOutcomes.execute(transaction, database);
      case RoutineStatement.DoBlock block -> RoutineRun.of(block, database);
      case RoutineStatement.Call call -> new FunctionEffects(database, variables).call(call.call());
      default -> define(statement, database);
    };
  }

  private static Outcome define(Statement statement, Database database) {
    Draft draft = new Draft(database);
    try {
      interpret(statement, draft);
      return draft.outcome();
    } catch (Refusal refusal) {
      String why = uncertainty(refusal, database.schema());
      return why == null ? new Outcome.Fails(refusal.error()) : unknown(statement, database, why);
    } catch (Undecided undecided) {
      return new Outcome.Unknown(
          undecided.why(), Uncertainty.after(statement, database, undecided.why()), List.of());
    }
  }

  /// The outcome of a statement that rests on a name that is not certain. What creates one object
  /// leaves open only that one; a change of an object may touch everything that it mentions.
  private static Outcome.Unknown unknown(Statement statement, Database database, String why) {
    return statement instanceof CreateTable || statement instanceof IndexStatement.CreateIndex
        ? doubted(statement, database, why)
        : new Outcome.Unknown(why, Uncertainty.after(statement, database, why), List.of());
  }

  /// Why an error is no certain one, or null when it is.
  static @Nullable String uncertainty(Refusal refusal, Schema schema) {
    for (String name : refusal.restsOn()) {
      String why = schema.uncertainty(name);
      if (why != null) {
        return why;
      }
    }
    return refusal.restsOn().isEmpty() ? null : schema.uncertainty("*");
  }

  /// Executes a statement that defines something.
  static void interpret(Statement statement, Draft draft) {
    switch (statement) {
      case CreateTable create -> TableCreation.execute(create, draft);
      case AlterTable alter -> TableAlteration.execute(alter, draft);
      case IndexStatement.CreateIndex create -> IndexCreation.execute(create, draft);
      case IndexStatement.Reindex reindex -> Reindexing.execute(reindex, draft);
      case RoutineStatement.CreateFunction create -> FunctionCreation.execute(create, draft);
      case ViewStatement.CreateView create -> ViewCreation.view(create, draft);
      case ViewStatement.CreateTableAs create -> ViewCreation.tableAs(create, draft);
      case ViewStatement.RefreshMaterializedView refresh -> ViewCreation.refresh(refresh, draft);
      case TriggerStatement create -> TriggerCreation.execute(create, draft);
      case TypeStatement type -> TypeStatements.execute(type, draft);
      case SchemaStatement schema -> SchemaStatements.execute(schema, draft);
      case AccessStatement access -> AccessStatements.execute(access, draft);
      case ObjectStatement object -> ObjectStatements.execute(object, draft);
      case DatabaseStatement database -> DatabaseStatements.execute(database, draft);
      case ViewStatement.CreateRule create -> RuleCreation.execute(create, draft);
      case RoutineStatement.CreateAggregate create -> AggregateCreation.execute(create, draft);
      case RoutineStatement.AlterFunction alter -> RoutineAlteration.execute(alter, draft);
      case Query query -> ViewCreation.into(query, draft);
      case Opaque opaque -> opaque(opaque);
      case RoutineStatement.DoBlock ignored -> throw noDefinition();
      case RoutineStatement.Call ignored -> throw noDefinition();
      case DataStatement ignored -> throw noDefinition();
      case SessionStatement ignored -> throw noDefinition();
      case TransactionStatement ignored -> throw noDefinition();
    }
  }

  /// These are executed without a draft, and can't be elements of CREATE SCHEMA.
  private static IllegalStateException noDefinition() {
    return new IllegalStateException("the statement defines nothing");
  }

  private static void opaque(Opaque opaque) {
    Opaque.SyntaxFailure failure = opaque.failure();
    if (failure != null) {
      throw Refusal.of(failure.sqlState(), failure.message(), failure.at());
    }
    throw new Undecided(opaque.reason());
  }
}
