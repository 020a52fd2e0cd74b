package dev.migrationsentry.catalog;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a database is and who logs in, as people write it in `DATABASE_URL` (PostgreSQL manual,
/// section 34.1.1.2 "Connection URIs").
///
/// Its text never shows the password: [#toString()] is what output may show.
public final class DatabaseUrl {
  private static final Set<String> SECRET = Set.of("password", "sslpassword", "passfile");

  /// libpq's names of what pgjdbc calls otherwise.
  private static final Map<String, String> DRIVER_NAMES =
      Map.of(
          "application_name", "ApplicationName",
          "sslmode", "sslmode",
          "sslrootcert", "sslrootcert",
          "sslcert", "sslcert",
          "sslkey", "sslkey",
          "sslpassword", "sslpassword",
          "channel_binding", "channelBinding",
          "options", "options");

  private final String hosts;
  private final String database;
  private final String user;
  private final @Nullable String password;
  private final Map<String, String> properties;
  private final List<String> changes;

  private DatabaseUrl(
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
  /// @param written a URL with one of the usual schemes, a bare host with or without a database, or
  ///   either behind an accidental `DATABASE_URL=`
  /// @throws DatabaseProblem when no host can be made out; the message holds no part of a password
  public static DatabaseUrl parse(String written) {
    List<String> changes = new ArrayList<>();
    String rest = withoutScheme(unwrapped(written, changes), changes);
    int query = queryStart(rest);
    String before = query < 0 ? rest : rest.substring(0, query);
    Map<String, String> properties = new LinkedHashMap<>();
    Map<String, String> login = new LinkedHashMap<>();
    if (query >= 0) {
      parameters(rest.substring(query + 1), properties, login, changes);
    }
    int at = before.lastIndexOf('@');
    if (at >= 0) {
      String info = before.substring(0, at);
      int colon = info.indexOf(':');
      login.putIfAbsent("user", decoded(colon < 0 ? info : info.substring(0, colon)));
      if (colon >= 0) {
        login.putIfAbsent("password", decoded(info.substring(colon + 1)));
      }
    }
    String place = before.substring(at + 1);
    int slash = place.indexOf('/');
    String hosts = slash < 0 ? place : place.substring(0, slash);
    if (hosts.isEmpty()) {
      hosts = login.getOrDefault("host", "localhost");
    }
    if (login.containsKey("port") && hosts.indexOf(':') < 0) {
      hosts += ":" + login.get("port");
    }
    if (hosts.startsWith("/") || !isHosts(hosts)) {
      throw new DatabaseProblem(
          hosts.startsWith("/")
              ? "The database URL names a Unix socket; give a host and a port instead: postgresql://USER@localhost:5432/DATABASE."
              : "The database URL has no host that can be read; write postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with special characters of the password as %XX.");
    }
    String user = login.getOrDefault("user", System.getProperty("user.name", "postgres"));
    String database = slash < 0 ? "" : decoded(place.substring(slash + 1));
    database = login.getOrDefault("dbname", database);
    return new DatabaseUrl(
        hosts,
        database.isEmpty() ? user : database,
        user,
        login.get("password"),
        properties,
        changes);
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

  private static String unwrapped(String written, List<String> changes) {
    String text = written.strip();
    if (text.startsWith("export ")) {
      text = text.substring("export ".length()).strip();
    }
    int equals = text.indexOf('=');
    int scheme = text.indexOf("://");
    boolean assigned = equals > 0 && (scheme < 0 || equals < scheme);
    if (assigned && isVariable(text.substring(0, equals))) {
      changes.add("the leading \"" + text.substring(0, equals) + "=\" is not part of the URL");
      text = text.substring(equals + 1).strip();
    }
    char first = text.isEmpty() ? ' ' : text.charAt(0);
    if ((first == '"' || first == '\'') && text.length() > 1 && text.endsWith("" + first)) {
      changes.add("the quotes around it are not part of the URL");
      text = text.substring(1, text.length() - 1);
    }
    return text;
  }

  private static boolean isVariable(String name) {
    return name.chars().allMatch(letter -> letter == '_' || Character.isLetterOrDigit(letter));
  }

  private static String withoutScheme(String text, List<String> changes) {
    String plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
    int end = plain.indexOf("://");
    if (end < 0) {
      changes.add("without a scheme it is taken for a host: postgresql:// was put before it");
      return plain;
    }
    String scheme = plain.substring(0, end).toLowerCase(Locale.ROOT);
    int plus = scheme.indexOf('+');
    String dialect = plus < 0 ? scheme : scheme.substring(0, plus);
    if (!dialect.equals("postgres") && !dialect.equals("postgresql")) {
      throw new DatabaseProblem(
          "The database URL has the scheme "
              + scheme
              + "; only PostgreSQL is known: postgresql://USER:PASSWORD@HOST:PORT/DATABASE.");
    }
    if (plus >= 0) {
      changes.add("the driver in " + scheme + ":// was left out");
    }
    return plain.substring(end + "://".length());
  }

  /// A `?` begins the parameters only where `name=` follows; any other one is part of a password
  /// that was not encoded.
  private static int queryStart(String text) {
    for (int at = text.indexOf('?'); at >= 0; at = text.indexOf('?', at + 1)) {
      int end = at + 1;
      while (end < text.length()
          && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
        end++;
      }
      boolean named = end > at + 1 && end < text.length() && text.charAt(end) == '=';
      if (named || end == text.length()) {
        return at;
      }
    }
    return -1;
  }

  private static void parameters(
      String query,
      Map<String, String> properties,
      Map<String, String> login,
      List<String> changes) {
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals < 0) {
        continue;
      }
      String name = parameter.substring(0, equals);
      String value = decoded(parameter.substring(equals + 1));
      String driver = DRIVER_NAMES.get(name);
      if (Set.of("user", "password", "host", "port", "dbname").contains(name)) {
        login.put(name, value);
      } else if (driver != null) {
        properties.put(driver, value);
      } else {
        changes.add("the parameter " + name + " is not used here");
      }
    }
  }

  private static boolean isHosts(String hosts) {
    return !hosts.isEmpty()
        && hosts
            .chars()
            .allMatch(
                letter -> Character.isLetterOrDigit(letter) || ".-_:,[]%".indexOf(letter) >= 0);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      // A password with a plain % in it: taken as it is.
      return text;
    }
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

  private static int portStart(String host) {
    int colon = host.lastIndexOf(':');
    // The colons of a bare IPv6 address stand within brackets.
    return colon > host.lastIndexOf(']') ? colon : -1;
  }

  /// The secret of the role; never for output.
  public @Nullable String password() {
    return password;
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
    all.setProperty("user", user);
    if (password != null) {
      all.setProperty("password", password);
    }
    more.forEach((name, value) -> all.setProperty(name.toString(), value.toString()));
    return DriverManager.getConnection(driverUrl(), all);
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
    String clean = text;
    List<String> secrets = new ArrayList<>();
    if (password != null && !password.isEmpty()) {
      secrets.add(password);
      secrets.add(encoded(password));
    }
    properties.forEach((name, value) -> {
      if (SECRET.contains(name) && !value.isEmpty()) {
        secrets.add(value);
      }
    });
    for (String secret : secrets) {
      clean = clean.replace(secret, "***");
    }
    return clean;
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
