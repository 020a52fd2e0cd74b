package dev.migrationsentry.ledger;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.schema.Session;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.Quoting;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TransactionStatement;
import dev.migrationsentry.timeline.Sent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs again, in a new database, what has run in a live one: with the runner's transactions and
/// session, and with the roles and extensions of the live one, which nobody can tell from those
/// that its host has brought.
///
/// What only handles rows may fail, since there are none ([MayFail]). In production each migration
/// came with a deploy of its own, so that a run is never one transaction here.
final class Rerun implements AutoCloseable {
  /// What PostgreSQL answers to what can't run in a transaction block, and to the use of an enum
  /// value that the same transaction has added.
  private static final Set<String> NOT_IN_TRANSACTIONS = Set.of("25001", "55P04");

  /// What begins the statements of a snapshot that make its roles.
  private static final String ROLE = "do $x$ begin create role";

  private final Connection connection;
  private final java.sql.Statement channel;
  private final MayFail mayFail;

  private Rerun(DatabaseUrl url, @Nullable String searchPath, MayFail mayFail) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("preferQueryMode", "simple");
    String options = "-c statement_timeout=60s -c client_min_messages=error";
    if (searchPath != null) {
      options += " -c search_path=" + searchPath.replace("\\", "\\\\").replace(" ", "\\ ");
    }
    properties.setProperty("options", options);
    this.connection = url.connect(properties);
    this.channel = connection.createStatement();
    this.channel.setEscapeProcessing(false);
    this.mayFail = mayFail;
  }

  /// What a history has sent to a database.
  record Ran(History history, List<Sent> sent) {
    Ran {
      sent = List.copyOf(sent);
    }
  }

  /// Runs.
  ///
  /// @param url an empty database
  /// @param live what is read of the live one
  /// @param prelude what the project's host brings before the migrations
  /// @return why a definition could not be made, as a sentence part, or null
  static @Nullable String in(DatabaseUrl url, Snapshot live, List<Statement> prelude, List<Ran> all)
      throws SQLException {
    MayFail mayFail = new MayFail();
    String searchPath;
    try (Rerun first = new Rerun(url, null, mayFail)) {
      String refused = first.prepare(live, prelude);
      if (refused != null) {
        return refused;
      }
      String set = first.searchPath();
      searchPath = set == null ? ofRole(live) : set;
    }
    for (Ran ran : all) {
      String refused = history(url, searchPath, ran, mayFail);
      if (refused != null) {
        return refused;
      }
    }
    return null;
  }

  /// The search path of the live database's role where it is not the server's own.
  private static @Nullable String ofRole(Snapshot live) {
    List<String> path = live.role().searchPath();
    return path.equals(Session.FRESH.searchPath())
        ? null
        : path.isEmpty() ? "\"\"" : String.join(", ", path.stream().map(Quoting::name).toList());
  }

  private static @Nullable String history(
      DatabaseUrl url, @Nullable String searchPath, Ran ran, MayFail mayFail) throws SQLException {
    List<String> path = new ArrayList<>();
    List<String> schemas = ran.history().runner().schemas();
    schemas.forEach(schema -> path.add(Quoting.name(schema)));
    path.add(searchPath == null ? "\"$user\", public" : searchPath);
    String own = schemas.isEmpty() ? searchPath : String.join(", ", path);
    try (Rerun rerun = new Rerun(url, own, mayFail)) {
      for (String schema : schemas) {
        rerun.send("create schema if not exists " + Quoting.name(schema));
      }
      rerun.send(ran.history().runner().ledger());
      for (Sent sent : ran.sent()) {
        rerun.reset(ran.history().runner().reset());
        String refused = rerun.migration(sent);
        if (refused != null) {
          return refused;
        }
      }
    }
    return null;
  }

  private @Nullable String prepare(Snapshot live, List<Statement> prelude) throws SQLException {
    for (String definition : live.definitions()) {
      if (definition.startsWith(ROLE)) {
        send(definition);
      }
    }
    String refused = alone(prelude);
    for (String schema : live.role().searchPath()) {
      if (!schema.equals("$user") && !schema.startsWith("pg_")) {
        send("create schema if not exists " + Quoting.name(schema));
      }
    }
    for (Snapshot.Extension extension : live.extensions()) {
      if (extension.schema().startsWith("pg_")) {
        continue;
      }
      try {
        send("create schema if not exists " + Quoting.name(extension.schema()));
        send(
            "create extension if not exists "
                + Quoting.name(extension.name())
                + " with schema "
                + Quoting.name(extension.schema())
                + " cascade");
      } catch (SQLException e) {
        mayFail.extension(extension.name());
      }
    }
    return refused;
  }

  /// The search path that the prelude has set, or null.
  private @Nullable String searchPath() throws SQLException {
    try (ResultSet rows =
        channel.executeQuery(
            "select setting from pg_catalog.pg_settings where name = 'search_path' and source = 'session'")) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  /// Undoes what the runner undoes between two migrations.
  private void reset(ConnectionReset reset) throws SQLException {
    String path = reset.losesSearchPath() ? searchPath() : null;
    for (String statement : reset.statements()) {
      send(statement);
    }
    if (path != null) {
      send("set search_path = " + path);
    }
  }

  /// @return why it could not be run, or null
  private @Nullable String migration(Sent sent) throws SQLException {
    Migration migration = sent.migration();
    List<Statement> statements = sent.statements();
    boolean whole = statements.stream().noneMatch(DataStatement.Copy.class::isInstance);
    return switch (migration.transaction()) {
      case PER_STATEMENT -> alone(statements);
      case PER_RUN, PER_MIGRATION -> {
        List<String> texts = new ArrayList<>();
        texts.add("begin");
        messages(sent).forEach(message -> texts.add(message.text()));
        texts.add("commit");
        yield whole && sendAll(texts) ? null : again(statements);
      }
      case IMPLICIT_STRING -> {
        for (Message message : messages(sent)) {
          String refused =
              whole && sendAll(List.of(message.text())) ? null : again(message.statements());
          if (refused != null) {
            yield refused;
          }
        }
        yield null;
      }
    };
  }

  private record Message(String text, List<Statement> statements) {}

  /// What is sent at once. Code sends its statements one by one.
  private static List<Message> messages(Sent sent) {
    Script script = sent.migration().up();
    List<Message> messages = new ArrayList<>();
    if (script.program() != null) {
      sent.statements().forEach(one -> messages.add(new Message(one.span().text(), List.of(one))));
      return messages;
    }
    for (Span message : script.messages()) {
      List<Statement> inside = script.statementsIn(message);
      if (!inside.isEmpty()) {
        messages.add(new Message(message.text(), inside));
      }
    }
    return messages;
  }

  /// Sends texts up to the first one that fails; then nothing of them is left, if they do not end
  /// transactions themselves.
  private boolean sendAll(List<String> texts) throws SQLException {
    try {
      for (String text : texts) {
        send(text);
      }
      return true;
    } catch (SQLException e) {
      throwIfGone(e);
      send("rollback");
      return false;
    }
  }

  /// Runs what has failed again: with a savepoint before each statement, or outside of
  /// transactions. Texts that end transactions themselves have left traces.
  private @Nullable String again(List<Statement> statements) throws SQLException {
    for (Statement statement : statements) {
      if (statement instanceof TransactionStatement) {
        return alone(statements);
      }
    }
    send("begin");
    for (Statement statement : statements) {
      send("savepoint migration_sentry");
      SQLException failure = attempt(statement);
      if (failure != null && NOT_IN_TRANSACTIONS.contains(failure.getSQLState())) {
        send("rollback");
        return alone(statements);
      }
      if (failure != null && !mayFail.is(statement, failure)) {
        send("rollback");
        return mayFail.told(statement, failure);
      }
      send(
          failure == null
              ? "release savepoint migration_sentry"
              : "rollback to savepoint migration_sentry");
    }
    SQLException failure = attempt("commit");
    if (failure != null) {
      send("rollback");
      return statements.isEmpty() ? null : mayFail.told(statements.getLast(), failure);
    }
    return null;
  }

  /// Sends each statement by itself.
  private @Nullable String alone(List<Statement> statements) throws SQLException {
    for (Statement statement : statements) {
      SQLException failure = attempt(statement);
      if (failure != null && !mayFail.is(statement, failure)) {
        send("rollback");
        return mayFail.told(statement, failure);
      }
    }
    return null;
  }

  private @Nullable SQLException attempt(Statement statement) throws SQLException {
    return statement instanceof DataStatement.Copy ? null : attempt(statement.span().text());
  }

  private @Nullable SQLException attempt(String text) throws SQLException {
    try {
      send(text);
      return null;
    } catch (SQLException e) {
      throwIfGone(e);
      return e;
    }
  }

  private static void throwIfGone(SQLException e) throws SQLException {
    String state = e.getSQLState();
    if (state != null && (state.startsWith("08") || state.startsWith("57P"))) {
      throw e;
    }
  }

  private void send(String text) throws SQLException {
    if (!text.isBlank()) {
      channel.execute(text);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
