package dev.migrationsentry.catalog;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a database is and who logs in, as people write it in `DATABASE_URL` (PostgreSQL manual,
/// section 34.1.1.2 "Connection URIs").
///
/// Its text never shows the password: [#toString()] is what output may show.
public final class DatabaseUrl {
  private static final Set<String> SECRET = Set.of("sslpassword");

  /// What the schemas to work in are called among the properties.
  static final String SCHEMA = "schema";

  private final String hosts;
  private final String database;
  private final String user;
  private final @Nullable String password;
  private final Map<String, String> properties;
  private final List<String> changes;

  DatabaseUrl(
      String hosts,
      String database,
      String user,
      @Nullable String password,
      Map<String, String> properties,
      List<String> changes) {
    this.hosts = hosts;
    this.database = database;
    this.user = user;
    this.password = password;
    this.properties = properties;
    this.changes = List.copyOf(changes);
  }

  /// Reads what people wrote.
  ///
  /// @param written a URL with one of the usual schemes, `name=value` pairs as libpq takes them, a
  ///   bare host with or without a database, or any of them behind an accidental `DATABASE_URL=`
  /// @throws DatabaseProblem when no host can be made out; the message holds no part of a password
  public static DatabaseUrl parse(String written) {
    return parse(written, Map.of());
  }

  /// Reads what people wrote, and takes what they did not write from the variables that libpq knows
  /// (PostgreSQL manual, section 34.15), a service file and a password file.
  ///
  /// @param environment the variables
  public static DatabaseUrl parse(String written, Map<String, String> environment) {
    DatabaseUrlReader reader = DatabaseUrlReader.read(written);
    LibpqDefaults.fill(reader, environment);
    return reader.url();
  }

  /// The database that variables of libpq name, if `PGHOST`, `PGHOSTADDR` or `PGSERVICE` is among
  /// them.
  public static Optional<DatabaseUrl> named(Map<String, String> environment) {
    return LibpqDefaults.nameDatabase(environment)
        ? Optional.of(parse("", environment))
        : Optional.empty();
  }

  /// Whether a text is meant as the URL or the connection string of a database, rather than as the
  /// name of a file.
  public static boolean isWritten(String text) {
    return text.contains("://") || KeywordValues.isWritten(text);
  }

  /// A database on a server that this program has started or stands before.
  ///
  /// @param password null where none is asked for
  public static DatabaseUrl of(
      String host, int port, String database, String user, @Nullable String password) {
    return new DatabaseUrl(
        host + ":" + port,
        database,
        user,
        password,
        Map.of("sslmode", "disable", "gssEncMode", "disable"),
        List.of());
  }

  /// Another database of the same server, for the same role.
  public DatabaseUrl withDatabase(String name) {
    return new DatabaseUrl(hosts, name, user, password, properties, changes);
  }

  /// What was read otherwise than written, as sentence parts; no secrets.
  public List<String> changes() {
    return changes;
  }

  /// The database's name.
  public String database() {
    return database;
  }

  /// The role that logs in.
  public String user() {
    return user;
  }

  /// The first host, as written.
  public String host() {
    String first = hosts.split(",", -1)[0];
    int colon = portStart(first);
    return colon < 0 ? first : first.substring(0, colon);
  }

  /// The port of the first host.
  public int port() {
    String first = hosts.split(",", -1)[0];
    int colon = portStart(first);
    return colon < 0 ? 5432 : Integer.parseInt(first.substring(colon + 1));
  }

  /// How many hosts there are to try.
  int hostCount() {
    return hosts.split(",", -1).length;
  }

  /// The same without a property of the driver.
  private DatabaseUrl without(String property) {
    Map<String, String> fewer = new LinkedHashMap<>(properties);
    fewer.remove(property);
    return new DatabaseUrl(hosts, database, user, password, fewer, changes);
  }

  private static int portStart(String host) {
    int colon = host.lastIndexOf(':');
    // The colons of a bare IPv6 address stand within brackets.
    return colon > host.lastIndexOf(']') ? colon : -1;
  }

  /// The secret of the role; never for output.
  public @Nullable String password() {
    return password;
  }

  /// The schemas that the URL names (`?schema=app`), which are then searched instead of those that
  /// the server would; none where it names none.
  public List<String> schemas() {
    String named = properties.get(SCHEMA);
    return named == null || named.isBlank()
        ? List.of()
        : Arrays.stream(named.split(",", -1)).map(String::strip).toList();
  }

  /// The whole URL with its password, for the environment of a program that is to connect; never
  /// for output.
  public String withSecret() {
    String secret = password == null ? "" : ":" + encoded(password);
    return "postgresql://" + encoded(user) + secret + "@" + hosts + "/" + encoded(database);
  }

  /// Connects as the role.
  ///
  /// @param more properties of the driver; they win over those of the URL
  /// @throws SQLException as the driver and the server say it; show it through [#redact(String)]
  public Connection connect(Properties more) throws SQLException {
    Properties all = new Properties();
    properties.forEach(all::setProperty);
    // Poolers refuse connections that begin with a search path.
    all.remove(SCHEMA);
    all.setProperty("user", user);
    if (password != null) {
      all.setProperty("password", password);
    }
    more.forEach((name, value) -> all.setProperty(name.toString(), value.toString()));
    return DriverManager.getConnection(driverUrl(), all);
  }

  /// Connects as the role where options of the session do not matter: a pooler that takes none is
  /// given none.
  ///
  /// @param more properties of the driver; they win over those of the URL
  /// @throws SQLException as the driver and the server say it; show it through [#redact(String)]
  public Connection connectForQueries(Properties more) throws SQLException {
    try {
      return connect(more);
    } catch (SQLException e) {
      if (properties.containsKey("options")
          && String.valueOf(e.getMessage()).contains("unsupported startup parameter")) {
        return without("options").connect(more);
      }
      throw e;
    }
  }

  /// The URL for the driver, without any secret.
  String driverUrl() {
    return "jdbc:postgresql://" + hosts + "/" + encoded(database);
  }

  Map<String, String> properties() {
    return properties;
  }

  /// A text without the secrets of this URL, for what others wrote: messages of the driver and of
  /// the server.
  public String redact(String text) {
    return Secrets.of(secrets(), words()).redact(text);
  }

  /// The secrets of this URL; never for output.
  public List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    if (password != null) {
      secrets.add(password);
    }
    SECRET.stream().map(properties::get).filter(Objects::nonNull).forEach(secrets::add);
    return secrets;
  }

  /// The words of this URL that are no secrets, whatever its password is.
  public Set<String> words() {
    return Set.copyOf(List.of(user, database, host()));
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// The URL as output may show it: with the role and without the password.
  @Override
  public String toString() {
    return "postgresql://" + encoded(user) + "@" + hosts + "/" + encoded(database);
  }
}
