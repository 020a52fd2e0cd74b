package dev.migrationsentry.ledger;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.schema.ExpressionTexts;
import dev.migrationsentry.server.ServerUnavailableException;
import dev.migrationsentry.server.ThrowAwayServer;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Sent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Whether expressions (defaults, conditions, queries of views, bodies of functions) are those that
/// the migrations write. PostgreSQL writes an expression in its own way, so the applied migrations
/// are run on a throw-away server of the same major version, and what both servers print is
/// compared.
///
/// @param compared how many expressions were compared
/// @param different those that differ
/// @param why why they were not compared, or null
public record Expressions(int compared, List<DifferentExpression> different, @Nullable String why) {
  /// Copies the list.
  public Expressions {
    different = List.copyOf(different);
  }

  /// An expression that is not the one that the migrations write.
  ///
  /// @param object what it belongs to: `default of public.users.created_at`
  /// @param expected as PostgreSQL prints what the migrations write
  /// @param actual as PostgreSQL prints what is there
  public record DifferentExpression(String object, String expected, String actual) {}

  /// What a history has sent to a database.
  record Ran(History history, List<Sent> sent) {
    Ran {
      sent = List.copyOf(sent);
    }
  }

  /// Nothing compared.
  static Expressions not(String why) {
    return new Expressions(0, List.of(), why);
  }

  /// Compares.
  ///
  /// @param prelude what the project's host brings before the migrations
  /// @param server of the database's major version
  static Expressions compare(
      LiveWorld live, List<Statement> prelude, List<Ran> all, ThrowAwayServer server) {
    if (server.major() != live.snapshot().major()) {
      return not(
          "the throw-away server is PostgreSQL "
              + server.major()
              + " and not "
              + live.snapshot().major());
    }
    DatabaseUrl url = server.newDatabase("verify");
    try {
      String refused = run(url, prelude, all);
      if (refused != null) {
        return not(refused);
      }
      Snapshot made = Snapshot.of(new LiveDatabase(url, Duration.ofMinutes(1)), Clock.systemUTC());
      return between(
          ExpressionTexts.of(LiveWorld.of("", made).schema().database().schema()),
          ExpressionTexts.of(live.schema().database().schema()));
    } catch (SQLException e) {
      return not("the throw-away server answers " + e.getMessage());
    } catch (ServerUnavailableException e) {
      return not(String.valueOf(e.getMessage()));
    } finally {
      server.drop(url);
    }
  }

  private static Expressions between(
      SortedMap<String, String> expected, SortedMap<String, String> actual) {
    List<DifferentExpression> different = new ArrayList<>();
    int compared = 0;
    for (Map.Entry<String, String> entry : expected.entrySet()) {
      String there = actual.get(entry.getKey());
      if (there != null) {
        compared++;
        if (!there.equals(entry.getValue())) {
          different.add(new DifferentExpression(entry.getKey(), entry.getValue(), there));
        }
      }
    }
    return new Expressions(compared, different, null);
  }

  /// Runs what has run there, one statement at a time.
  ///
  /// @return why a definition could not be made, or null
  private static @Nullable String run(DatabaseUrl url, List<Statement> prelude, List<Ran> all)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("preferQueryMode", "simple");
    try (Connection connection = url.connect(properties);
        java.sql.Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (Statement each : prelude) {
        String refused = send(each, statement);
        if (refused != null) {
          return refused;
        }
      }
      for (Ran ran : all) {
        for (String schema : ran.history().runner().schemas()) {
          statement.execute("create schema if not exists \"" + schema.replace("\"", "\"\"") + "\"");
        }
        if (!ran.history().runner().ledger().isEmpty()) {
          statement.execute(ran.history().runner().ledger());
        }
        for (Sent sent : ran.sent()) {
          connection.setAutoCommit(true);
          statement.execute("reset all");
          statement.execute("reset session authorization");
          path(ran, statement);
          for (Statement each : sent.statements()) {
            String refused = send(each, statement);
            if (refused != null) {
              return refused;
            }
          }
        }
      }
    }
    return null;
  }

  /// Sets the search path of a runner that works in schemas of its own.
  private static void path(Ran ran, java.sql.Statement statement) throws SQLException {
    List<String> schemas = ran.history().runner().schemas();
    if (!schemas.isEmpty()) {
      List<String> quoted =
          schemas.stream().map(name -> "\"" + name.replace("\"", "\"\"") + "\"").toList();
      statement.execute("set search_path = " + String.join(", ", quoted) + ", \"$user\", public");
    }
  }

  /// Sends a statement. What only handles rows may fail: there are none.
  private static @Nullable String send(Statement each, java.sql.Statement statement)
      throws SQLException {
    if (each instanceof DataStatement.Copy) {
      return null;
    }
    try {
      statement.execute(each.span().text());
      return null;
    } catch (SQLException e) {
      if (e.getSQLState() != null && e.getSQLState().startsWith("08")) {
        throw e;
      }
      if (each instanceof DataStatement || each instanceof Query) {
        return null;
      }
      String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return each.span().file().path()
          + ":"
          + each.span().line()
          + " does not run on a new PostgreSQL: "
          + said;
    }
  }
}
