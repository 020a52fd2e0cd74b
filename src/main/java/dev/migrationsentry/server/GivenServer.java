package dev.migrationsentry.server;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.sql.Quoting;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A throw-away server of somebody else's (`--server URL`). Databases of its own with random names
/// are made on it and dropped when it is closed, also on Ctrl-C; those of a process that was killed
/// are dropped by the next one.
final class GivenServer implements ThrowAwayServer {
  /// Relations of users: not the server's own, and not an extension's.
  private static final String USED =
      """
      select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_'
         and n.nspname <> 'information_schema'
         and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass
                            and d.objid = c.oid and d.deptype = 'e')
      """;

  /// Databases of processes that are gone: each process keeps a connection under its name.
  private static final String ABANDONED =
      """
      select d.datname from pg_database d
       where d.datname ~ '^migration_sentry_[0-9a-f]{16}_'
         and not exists (select 1 from pg_stat_activity a where a.application_name = left(d.datname, 33))
      """;

  private static final String ROLES = "select rolname from pg_roles where oid >= 16384";

  private final DatabaseUrl url;
  private final int major;
  private final String version;
  private final String mark;
  private final Connection keeper;
  private final Set<String> made = ConcurrentHashMap.newKeySet();
  private final Set<String> roles = ConcurrentHashMap.newKeySet();
  private final Thread hook = new Thread(this::remove, "migration-sentry-drop-databases");

  private GivenServer(DatabaseUrl url, Connection keeper, String mark) throws SQLException {
    this.url = url;
    this.keeper = keeper;
    this.mark = mark;
    this.major = keeper.getMetaData().getDatabaseMajorVersion();
    this.version = keeper.getMetaData().getDatabaseProductVersion();
  }

  /// Uses a server.
  ///
  /// @param evenWithTables whether to go on although its databases hold tables
  /// @throws ServerUnavailableException when it can't be reached, is used, or may not be used
  static GivenServer of(DatabaseUrl url, boolean evenWithTables) {
    String mark = DatabaseNames.PREFIX + DatabaseNames.random(8);
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", mark);
    properties.setProperty("connectTimeout", "10");
    try {
      Connection keeper = url.connect(properties);
      try {
        GivenServer server = new GivenServer(url, keeper, mark);
        server.check(evenWithTables);
        Runtime.getRuntime().addShutdownHook(server.hook);
        return server;
      } catch (SQLException | RuntimeException e) {
        keeper.close();
        throw e;
      }
    } catch (SQLException e) {
      throw problem(url, "The server " + url + " can't be used", e);
    }
  }

  private void check(boolean evenWithTables) throws SQLException {
    if (major < 14 || major > 18) {
      throw new ServerUnavailableException(
          "The server " + url + " is PostgreSQL " + major + "; only 14 to 18 are known here");
    }
    if (!flag("select rolcreatedb or rolsuper from pg_roles where rolname = current_user")) {
      throw new ServerUnavailableException(
          "The role " + url.user() + " may not create databases on the server " + url);
    }
    for (String abandoned : texts(keeper, ABANDONED)) {
      execute("drop database if exists " + Quoting.name(abandoned) + " with (force)");
    }
    if (!evenWithTables) {
      for (String database :
          texts(
              keeper,
              "select datname from pg_database where datallowconn and not datistemplate order by 1")) {
        if (!database.startsWith(DatabaseNames.PREFIX)) {
          refuseUsed(database);
        }
      }
    }
  }

  private void refuseUsed(String database) {
    try (Connection connection = url.withDatabase(database).connect(new Properties())) {
      String tables = texts(connection, USED).getFirst();
      if (!tables.equals("0")) {
        throw new ServerUnavailableException(
            "The server "
                + url
                + " is in use: its database "
                + database
                + " holds "
                + tables
                + (tables.equals("1") ? " table or view" : " tables and views")
                + "; give a throw-away server");
      }
    } catch (SQLException e) {
      throw problem(
          url,
          "Whether the database " + database + " of the server " + url + " is in use can't be seen",
          e);
    }
  }

  @Override
  public int major() {
    return major;
  }

  @Override
  public String description() {
    return "PostgreSQL " + version + " at " + url;
  }

  @Override
  public DatabaseUrl newDatabase(String wish) {
    return create("template0");
  }

  @Override
  public DatabaseUrl copyOf(DatabaseUrl template, String wish) {
    return create(template.database());
  }

  private DatabaseUrl create(String template) {
    String name = mark + "_" + DatabaseNames.random(4);
    String strategy = major >= 15 ? " strategy file_copy" : "";
    try {
      made.add(name);
      execute(
          "create database "
              + Quoting.name(name)
              + " template "
              + Quoting.name(template)
              + strategy);
      return url.withDatabase(name);
    } catch (SQLException e) {
      made.remove(name);
      throw problem(url, "The server " + url + " makes no database", e);
    }
  }

  @Override
  public void drop(DatabaseUrl database) {
    if (made.remove(database.database())) {
      try {
        execute("drop database if exists " + Quoting.name(database.database()) + " with (force)");
      } catch (SQLException e) {
        throw problem(url, "The server " + url + " does not drop a database", e);
      }
    }
  }

  /// The roles that there are.
  Set<String> roles() {
    try {
      synchronized (keeper) {
        return Set.copyOf(texts(keeper, ROLES));
      }
    } catch (SQLException e) {
      throw problem(url, "The server " + url + " can't be used", e);
    }
  }

  /// Notes that all roles but these were made here, to be dropped in the end.
  void madeAllRolesBut(Set<String> before) {
    roles().stream().filter(role -> !before.contains(role)).forEach(roles::add);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      return;
    }
    remove();
  }

  /// What cannot be dropped must not hide why the run ended; the next run tries again.
  private void remove() {
    for (String name : Set.copyOf(made)) {
      attempt("drop database if exists " + Quoting.name(name) + " with (force)");
    }
    made.clear();
    for (String role : Set.copyOf(roles)) {
      attempt("drop role if exists " + Quoting.name(role));
    }
    roles.clear();
    try {
      keeper.close();
    } catch (SQLException gone) {
      // The connection has ended, which is all that closing is for.
    }
  }

  private void attempt(String sql) {
    try {
      execute(sql);
    } catch (SQLException refused) {
      // Closing goes on with the rest.
    }
  }

  private void execute(String sql) throws SQLException {
    synchronized (keeper) {
      try (Statement statement = keeper.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  private boolean flag(String query) throws SQLException {
    List<String> found = texts(keeper, query);
    return !found.isEmpty() && found.getFirst().equals("t");
  }

  private static List<String> texts(Connection connection, String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private static ServerUnavailableException problem(
      DatabaseUrl url, String sentence, SQLException e) {
    String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new ServerUnavailableException(sentence + " (" + url.redact(said) + ")");
  }
}
