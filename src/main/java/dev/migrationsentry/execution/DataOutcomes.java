package dev.migrationsentry.execution;

import dev.migrationsentry.evaluation.Evaluator;
import dev.migrationsentry.evaluation.ResultRows;
import dev.migrationsentry.evaluation.Variables;
import dev.migrationsentry.resolution.Resolved;
import dev.migrationsentry.resolution.Resolver;
import dev.migrationsentry.resolution.Scope;
import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Rows;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.TableAttachment;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Queries, and statements that change rows: their names are resolved, and what they do to the
/// known rows of tables is kept.
final class DataOutcomes {
  private final Scope scope;
  private final Variables variables;
  private Database database;
  private final List<Change> changes = new ArrayList<>();
  private @Nullable String doubt;

  private DataOutcomes(Database database, Scope scope, Variables variables) {
    this.database = database;
    this.scope = scope;
    this.variables = variables;
  }

  /// Runs a query: what its functions do is done.
  static Outcome query(Query query, Database database, Scope scope, Variables variables) {
    Outcome named = outcome(Resolver.query(query, database, scope), database);
    Query.With with = query.with();
    if (named instanceof Outcome.Done && with != null) {
      named = planned(named, database, draft -> ConflictArbiters.checkAll(draft, with));
    }
    return named instanceof Outcome.Done
        ? new FunctionEffects(database, variables).of(query)
        : named;
  }

  /// Whether the names of a statement mean something.
  static Outcome names(DataStatement statement, Database database, Scope scope) {
    return outcome(Resolver.data(statement, database, scope), database);
  }

  /// What names mean, and whether the server then finds a plan.
  ///
  /// @param check what it looks at
  private static Outcome planned(Outcome named, Database database, Consumer<Draft> check) {
    Draft draft = new Draft(database);
    try {
      check.accept(draft);
    } catch (Refusal refusal) {
      String why = Executor.uncertainty(refusal, database.schema());
      return why == null
          ? new Outcome.Fails(refusal.error())
          : new Outcome.Unknown(why, database, List.of());
    }
    return draft.outcome() instanceof Outcome.Unknown unknown
        ? new Outcome.Unknown(unknown.why(), database, List.of())
        : named;
  }

  /// Runs a statement that changes rows.
  static Outcome change(
      DataStatement statement, Database database, Scope scope, Variables variables) {
    Outcome named = names(statement, database, scope);
    if (named instanceof Outcome.Done && statement instanceof DataStatement.Insert insert) {
      named = planned(named, database, draft -> ConflictArbiters.check(draft, insert));
    }
    if (named instanceof Outcome.Fails) {
      return named;
    }
    DataOutcomes outcomes = new DataOutcomes(database, scope, variables);
    if (named instanceof Outcome.Unknown unknown) {
      outcomes.doubt(unknown.why());
    }
    try {
      outcomes.apply(statement);
    } catch (Refusal refusal) {
      String why = uncertainty(statement, database.schema());
      return why == null
          ? new Outcome.Fails(refusal.error())
          : new Outcome.Unknown(why, database, List.of());
    }
    String why = outcomes.doubt;
    return why == null
        ? new Outcome.Done(outcomes.database, outcomes.changes)
        : new Outcome.Unknown(why, outcomes.database, outcomes.changes);
  }

  /// Why not all is known of the table that a statement changes, or null when all is.
  private static @Nullable String uncertainty(DataStatement statement, Schema schema) {
    QualifiedName table =
        switch (statement) {
          case DataStatement.Insert insert -> insert.table();
          case DataStatement.Update update -> update.table();
          case DataStatement.Delete delete -> delete.table();
          case DataStatement.Merge merge -> merge.table();
          case DataStatement.Truncate truncate -> truncate.tables().getFirst();
          case DataStatement.Copy copy -> copy.table();
        };
    return table == null ? null : schema.uncertainty(table.name());
  }

  private static Outcome outcome(Resolved resolved, Database database) {
    return switch (resolved) {
      case Resolved.Meaning ignored -> new Outcome.Done(database, List.of());
      case Resolved.Refused refused -> new Outcome.Fails(refused.error());
      case Resolved.Undecided undecided ->
          new Outcome.Unknown(undecided.why(), database, List.of());
    };
  }

  void doubt(String why) {
    doubt = doubt == null ? why : doubt;
  }

  private void apply(DataStatement statement) {
    switch (statement) {
      case DataStatement.Insert insert -> {
        if (find(insert.table()) instanceof Table table) {
          insert(insert, table);
        }
      }
      case DataStatement.Update update -> {
        if (find(update.table()) instanceof Table table && rows(table) != Rows.NONE) {
          RowChecks.update(this, update, table);
          triggers(table, "update");
        }
      }
      case DataStatement.Delete delete -> {
        if (find(delete.table()) instanceof Table table && rows(table) != Rows.NONE) {
          boolean all = delete.where() == null && delete.using().isEmpty();
          RowChecks.remove(this, table);
          triggers(table, "delete");
          set(table, all ? Rows.NONE : Rows.UNKNOWN, true);
        }
      }
      case DataStatement.Merge merge -> {
        if (find(merge.table()) instanceof Table table) {
          doubt("depends on the rows of " + table.name());
          set(table, Rows.UNKNOWN, false);
        }
      }
      case DataStatement.Truncate truncate -> {
        for (QualifiedName name : truncate.tables()) {
          if (find(name) instanceof Table table) {
            RowChecks.truncate(this, truncate, table);
            set(table, Rows.NONE, true);
            if (truncate.behavior() == Behavior.CASCADE) {
              RowChecks.allReferring(this, table).forEach(other -> set(other, Rows.NONE, true));
            }
          }
        }
      }
      case DataStatement.Copy copy -> {
        QualifiedName name = copy.table();
        if (copy.from() && name != null && find(name) instanceof Table table) {
          set(table, Rows.UNKNOWN, false);
        }
      }
    }
  }

  private void insert(DataStatement.Insert insert, Table table) {
    Query query = insert.query();
    Rows added = query == null ? Rows.SOME : added(query);
    if (added == Rows.NONE) {
      return;
    }
    RowChecks.insert(this, insert, table, added);
    triggers(table, "insert");
    set(table, added == Rows.SOME && insert.onConflict() == null ? Rows.SOME : more(table), false);
  }

  private static Rows more(Table table) {
    return table.rows() == Rows.SOME ? Rows.SOME : Rows.UNKNOWN;
  }

  private Rows added(Query query) {
    ResultRows rows = new Evaluator(database).rows(query, variables);
    return rows.why() == null
        ? rows.certain().isEmpty() ? Rows.NONE : Rows.SOME
        : rows.certain().isEmpty() ? Rows.UNKNOWN : Rows.SOME;
  }

  private void triggers(Table table, String event) {
    for (TableAttachment.Trigger trigger :
        database.schema().belongingTo(table.id(), TableAttachment.Trigger.class)) {
      if (trigger.events().contains(event)) {
        doubt("trigger " + trigger.name() + " of " + table.name() + " runs");
      }
    }
  }

  private void set(Table table, Rows rows, boolean removed) {
    Schema schema = database.schema();
    Namespace namespace = schema.get(table.namespace(), Namespace.class);
    database = database.with(schema.with(schema.get(table.id(), Table.class).with(rows)));
    changes.add(
        new Change.RowsChanged(
            namespace.name() + "." + table.name(), removed, removed && rows == Rows.NONE));
  }

  Schema schema() {
    return database.schema();
  }

  /// What is known of a table's rows, those of its partitions and children included.
  Rows rows(Table table) {
    Rows rows =
        table.kind() == Table.Kind.PARTITIONED && table.rows() == Rows.NONE
            ? Rows.NONE
            : table.rows();
    for (Table child : database.schema().children(table.id())) {
      Rows more = rows(child);
      rows = rows == Rows.SOME || more == Rows.NONE ? rows : more;
    }
    return rows;
  }

  private @Nullable Relation find(QualifiedName name) {
    Schema schema = database.schema();
    List<String> namespaces = new ArrayList<>();
    String qualifier = name.qualifier();
    if (qualifier == null) {
      namespaces.add("pg_temp_0");
      namespaces.addAll(database.session().searchPath());
    } else {
      namespaces.add(qualifier);
    }
    for (String candidate : namespaces) {
      Namespace namespace =
          schema.namespace(candidate.equals("$user") ? database.session().role() : candidate);
      Relation relation = namespace == null ? null : schema.relation(namespace.id(), name.name());
      if (relation != null) {
        return relation instanceof View ? null : relation;
      }
    }
    return null;
  }

  /// The constraints of a class on a table.
  <T extends Constraint> List<T> constraints(Table table, Class<T> kind) {
    return database.schema().belongingTo(table.id(), kind);
  }

  Variables variables() {
    return variables;
  }

  Database database() {
    return database;
  }

  Scope scope() {
    return scope;
  }
}
