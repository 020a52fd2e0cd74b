package dev.migrationsentry.server;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.sql.Quoting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/// A private PostgreSQL that lives as long as this object, and never longer than this process.
///
/// It listens on a free port of the loopback interface, asks for a random password, runs on a copy
/// of a prepared data folder (in memory where there is room), and trades durability for speed: its
/// data are thrown away.
///
/// Root is fine: the server then runs as another user. Safe for use by several threads.
public final class EmbeddedPostgres implements ThrowAwayServer {
  private final int major;
  private final ServerRun run;

  EmbeddedPostgres(int major, ServerRun run) {
    this.major = major;
    this.run = run;
  }

  /// Starts a published server of a major version (14 to 18).
  ///
  /// @throws ServerUnavailableException when it cannot run on this machine
  static EmbeddedPostgres start(int major, ServerCache cache) {
    return start(major, cache, ServerInstallation.of(major, cache), List.of());
  }

  /// Starts a server of an installation.
  ///
  /// @param settings more settings, `NAME=VALUE`
  static EmbeddedPostgres start(
      int major, ServerCache cache, ServerInstallation installation, List<String> settings) {
    try {
      return new EmbeddedPostgres(major, ServerRun.start(installation, cache, settings));
    } catch (IOException e) {
      throw new ServerUnavailableException("PostgreSQL " + major + " did not start", e);
    }
  }

  /// Whether a server of a major version is published for this machine's platform.
  public static boolean isPublished(int major) {
    return Platform.current().archives().containsKey(major);
  }

  @Override
  public int major() {
    return major;
  }

  @Override
  public String description() {
    return run.installation().description();
  }

  @Override
  public DatabaseUrl newDatabase(String wish) {
    return make("template0", wish);
  }

  @Override
  public DatabaseUrl copyOf(DatabaseUrl template, String wish) {
    return make(template.database(), wish);
  }

  @Override
  public void drop(DatabaseUrl database) {
    try {
      dropDatabase(database.database());
    } catch (SQLException e) {
      throw new ServerUnavailableException("the throw-away server does not drop a database", e);
    }
  }

  private DatabaseUrl make(String template, String wish) {
    try {
      try {
        copyDatabase(template, wish);
        return address(wish);
      } catch (SQLException e) {
        if (!"42P04".equals(e.getSQLState())) {
          throw e;
        }
        String other = DatabaseNames.PREFIX + DatabaseNames.random(8);
        copyDatabase(template, other);
        return address(other);
      }
    } catch (SQLException e) {
      throw new ServerUnavailableException("the throw-away server makes no database", e);
    }
  }

  /// The address of a database of this server, with the superuser's password.
  ///
  /// @param database the name as stored
  public DatabaseUrl address(String database) {
    return DatabaseUrl.of("127.0.0.1", port(), database, ServerInstallation.SUPERUSER, password());
  }

  /// The TCP port on 127.0.0.1.
  public int port() {
    return run.port();
  }

  /// The superuser's password; the superuser is `postgres`.
  public String password() {
    return run.installation().password();
  }

  /// The JDBC address of a database, without the password.
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:"
        + port()
        + "/"
        + URLEncoder.encode(database, StandardCharsets.UTF_8)
        + "?user="
        + ServerInstallation.SUPERUSER
        + "&sslmode=disable&gssEncMode=disable";
  }

  /// Creates an empty database: nothing but the schema `public`.
  ///
  /// @param name the name as stored, any text
  public void createDatabase(String name) throws SQLException {
    copyDatabase("template0", name);
  }

  /// Creates a database as a copy of another one, to which nobody may be connected.
  ///
  /// @param template the database to copy, its name as stored
  /// @param name the name of the new database as stored, any text
  public void copyDatabase(String template, String name) throws SQLException {
    // Copying files is several times faster than writing the copy through the log, but before 15
    // it is the only way and has no name.
    String strategy = major >= 15 ? " strategy file_copy" : "";
    execute(
        "create database " + Quoting.name(name) + " template " + Quoting.name(template) + strategy);
  }

  /// Drops a database and disconnects whoever uses it.
  ///
  /// @param name the name as stored
  public void dropDatabase(String name) throws SQLException {
    execute("drop database " + Quoting.name(name) + " with (force)");
  }

  /// Opens a connection as superuser.
  ///
  /// @param database the name as stored
  public Connection connect(String database) throws SQLException {
    return connect(database, new Properties());
  }

  /// Opens a connection as superuser, with properties of the PostgreSQL JDBC driver.
  ///
  /// @param database the name as stored
  public Connection connect(String database, Properties driverProperties) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(driverProperties);
    properties.setProperty("password", password());
    return DriverManager.getConnection(url(database), properties);
  }

  /// Stops the server at once and removes its files. Closing twice does nothing.
  @Override
  public void close() {
    try {
      run.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
