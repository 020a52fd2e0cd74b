package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.evaluation.Variables;
import dev.migrationsentry.resolution.Scope;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Rights;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.schema.Session;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.SessionStatement;
import java.util.List;
import java.util.Locale;
import org.pcollections.PMap;

/// Statements about the connection, and maintenance.
final class SessionOutcomes {
  private SessionOutcomes() {}

  static Outcome execute(
      SessionStatement statement, Database database, Scope scope, Variables variables) {
    return switch (statement) {
      case SessionStatement.SetVariable set -> set(set, database);
      case SessionStatement.Reset reset -> reset(reset, database);
      case SessionStatement.Show ignored -> done(database);
      case SessionStatement.SetConstraints ignored -> done(database);
      case SessionStatement.LockTable lock -> lock(lock, database, scope);
      case SessionStatement.Prepare ignored -> done(database);
      case SessionStatement.ExecutePrepared execute ->
          new Outcome.Unknown("runs the prepared statement " + execute.name(), database, List.of());
      case SessionStatement.Command ignored -> done(database);
      case SessionStatement.DeclareCursor cursor ->
          Executor.execute(cursor.query(), database, scope, variables);
      case SessionStatement.Explain explain -> {
        Outcome outcome = Executor.execute(explain.statement(), database, scope, variables);
        yield outcome instanceof Outcome.Done && !explain.analyze() ? done(database) : outcome;
      }
      case SessionStatement.Maintain maintain -> maintain(maintain, database, scope);
    };
  }

  private static Outcome done(Database after) {
    return new Outcome.Done(after, List.of());
  }

  private static Outcome set(SessionStatement.SetVariable set, Database database) {
    Session session = database.session();
    String name = set.name().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "search_path" -> {
        List<String> path = set.values().isEmpty() ? Session.FRESH.searchPath() : set.values();
        yield done(database.with(new Session(path, session.role(), session.settings())));
      }
      case "role", "session_authorization" -> role(set, database, session);
      case "timezone", "names", "seed", "xml option", "transaction", "session characteristics" ->
          done(database);
      default -> {
        boolean custom = name.indexOf('.') >= 0;
        if (!custom && Builtin.of(database.major()).setting(name).isEmpty()) {
          yield new Outcome.Fails(
              new ServerError(
                  "42704",
                  "unrecognized configuration parameter \"" + set.name() + "\"",
                  set.span()));
        }
        PMap<String, String> settings =
            set.values().isEmpty()
                ? session.settings().minus(name)
                : session.settings().plus(name, String.join(", ", set.values()));
        yield done(database.with(new Session(session.searchPath(), session.role(), settings)));
      }
    };
  }

  private static Outcome role(
      SessionStatement.SetVariable set, Database database, Session session) {
    boolean reset = set.values().isEmpty() || set.values().getFirst().equals("none");
    String role = reset ? login(database) : set.values().getFirst();
    if (!reset && database.schema().find(Schema.Space.ROLE, 0, role) == null) {
      ServerError error =
          new ServerError("22023", "role \"" + role + "\" does not exist", set.span())
              .about(new ServerError.Subject(ObjectKind.ROLE, role, null, List.of()));
      return new Outcome.Fails(error);
    }
    return done(database.with(new Session(session.searchPath(), role, session.settings())));
  }

  private static Outcome reset(SessionStatement.Reset reset, Database database) {
    Session session = database.session();
    boolean discards = reset.what().equals("discard all");
    if (!discards && !reset.what().equals("reset all")) {
      return done(database);
    }
    // RESET ALL leaves the role as it is.
    String role = discards ? login(database) : session.role();
    return done(
        database.with(new Session(Session.FRESH.searchPath(), role, Session.FRESH.settings())));
  }

  /// The role that has connected.
  private static String login(Database database) {
    Rights rights = database.host().rights();
    return rights == null ? Session.FRESH.role() : rights.login();
  }

  private static Outcome lock(SessionStatement.LockTable lock, Database database, Scope scope) {
    if (database.transaction() == null) {
      return new Outcome.Fails(
          new ServerError(
              "25P01", "LOCK TABLE can only be used in transaction blocks", lock.span()));
    }
    return tables(lock.tables(), database, scope, lock);
  }

  private static Outcome maintain(
      SessionStatement.Maintain maintain, Database database, Scope scope) {
    boolean vacuum = maintain.word().equals("vacuum");
    if (vacuum && database.transaction() != null) {
      return new Outcome.Fails(
          new ServerError(
              "25001", "VACUUM cannot run inside a transaction block", maintain.span()));
    }
    Outcome outcome =
        tables(
            maintain.tables().stream().map(SessionStatement.MaintainedTable::table).toList(),
            database,
            scope,
            maintain);
    Name index = maintain.index();
    return index == null || maintain.tables().isEmpty() || !(outcome instanceof Outcome.Done)
        ? outcome
        : cluster(maintain.tables().getFirst().table(), index, database);
  }

  private static Outcome cluster(QualifiedName table, Name index, Database database) {
    Draft draft = new Draft(database);
    Relation relation = draft.names().findRelation(table);
    try {
      if (relation != null) {
        TableProperties.checkCluster(draft, relation, index);
      }
      return done(database);
    } catch (Refusal refusal) {
      String why = Executor.uncertainty(refusal, database.schema());
      return why == null
          ? new Outcome.Fails(refusal.error())
          : new Outcome.Unknown(why, database, List.of());
    }
  }

  /// Whether tables exist: asked as TRUNCATE asks.
  private static Outcome tables(
      List<QualifiedName> tables, Database database, Scope scope, SessionStatement statement) {
    if (tables.isEmpty()) {
      return done(database);
    }
    DataStatement.Truncate question =
        new DataStatement.Truncate(
            tables, false, dev.migrationsentry.sql.ast.Behavior.RESTRICT, statement.span());
    Outcome outcome = DataOutcomes.names(question, database, scope);
    return outcome instanceof Outcome.Done ? done(database) : outcome;
  }
}
