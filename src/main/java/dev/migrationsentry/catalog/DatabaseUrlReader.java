package dev.migrationsentry.catalog;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads where a database is from what people write: a URL (PostgreSQL manual, section 34.1.1.2),
/// `name=value` pairs (34.1.1.1), or something close to either.
final class DatabaseUrlReader {
  /// What says where the database is and who logs in; all else goes to the driver.
  static final Set<String> PLACE =
      Set.of(
          "host",
          "hostaddr",
          "port",
          "dbname",
          "user",
          "password",
          "service",
          "servicefile",
          "passfile");

  /// libpq's names of what pgjdbc knows, and its names for them.
  static final Map<String, String> DRIVER_NAMES =
      Map.of(
          "application_name", "ApplicationName",
          "ApplicationName", "ApplicationName",
          "sslmode", "sslmode",
          "sslrootcert", "sslrootcert",
          "sslcert", "sslcert",
          "sslkey", "sslkey",
          "sslpassword", "sslpassword",
          "channel_binding", "channelBinding",
          "target_session_attrs", "targetServerType",
          "options", "options");

  private static final String BAD_HOST =
      "The database URL has no host that can be read; write postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with special characters of the password in their percent form.";

  private static final Set<String> DIALECTS =
      Set.of("postgres", "postgresql", "pgsql", "postgis", "timescale");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> properties = new LinkedHashMap<>();
  private final List<String> changes = new ArrayList<>();

  private DatabaseUrlReader() {}

  /// Reads what was written.
  ///
  /// @throws DatabaseProblem when it is the URL of something else
  static DatabaseUrlReader read(String written) {
    DatabaseUrlReader reader = new DatabaseUrlReader();
    String text = reader.unwrapped(written);
    if (KeywordValues.isWritten(text)) {
      KeywordValues.read(text).forEach(reader::parameter);
    } else {
      reader.readUrl(reader.withoutScheme(text));
    }
    return reader;
  }

  /// What was written for a name of libpq; null when nothing was.
  @Nullable String value(String name) {
    return values.get(name);
  }

  /// Takes a value for a name of libpq, unless there is one.
  void offer(String name, String value) {
    if (PLACE.contains(name)) {
      values.putIfAbsent(name, value);
    } else {
      String driver = DRIVER_NAMES.get(name);
      if (driver != null && !properties.containsKey(driver)) {
        parameter(name, value);
      }
    }
  }

  /// The first host that was written, without its port; or what libpq takes where none was.
  String host() {
    String host = values.getOrDefault("host", "localhost");
    return host.split(",", -1)[0];
  }

  /// What was read.
  ///
  /// @throws DatabaseProblem when no host can be made out; the message holds no part of a password
  DatabaseUrl url() {
    String hosts = hosts();
    if (hosts.startsWith("/") || hosts.startsWith("@")) {
      throw new DatabaseProblem(
          "The database URL names a Unix socket; give a host and a port instead: postgresql://USER@localhost:5432/DATABASE.");
    }
    if (!isHosts(hosts)) {
      throw new DatabaseProblem(BAD_HOST);
    }
    String user = values.getOrDefault("user", System.getProperty("user.name", "postgres"));
    String database = values.getOrDefault("dbname", "");
    return new DatabaseUrl(
        hosts,
        database.isEmpty() ? user : database,
        user,
        values.get("password"),
        properties,
        changes);
  }

  /// The hosts with their ports, as the driver takes them.
  private String hosts() {
    String[] hosts =
        values.getOrDefault("hostaddr", values.getOrDefault("host", "localhost")).split(",", -1);
    String[] ports = values.getOrDefault("port", "").split(",", -1);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < hosts.length; i++) {
      String host = hosts[i].isEmpty() ? "localhost" : hosts[i];
      String port = ports.length == 1 ? ports[0] : i < ports.length ? ports[i] : "";
      boolean bareAddress = host.indexOf(':') != host.lastIndexOf(':') && !host.startsWith("[");
      host = bareAddress ? "[" + host + "]" : host;
      boolean hasPort = host.lastIndexOf(':') > host.lastIndexOf(']');
      all.add(port.isEmpty() || hasPort ? host : host + ":" + port);
    }
    return String.join(",", all);
  }

  private String unwrapped(String written) {
    String text = written.strip();
    if (text.startsWith("export ")) {
      text = text.substring("export ".length()).strip();
    }
    int equals = text.indexOf('=');
    int scheme = text.indexOf("://");
    boolean assigned = equals > 0 && (scheme < 0 || equals < scheme);
    if (assigned && isVariable(text.substring(0, equals)) && !KeywordValues.isWritten(text)) {
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

  private String withoutScheme(String text) {
    String plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
    int end = plain.indexOf("://");
    if (end < 0) {
      if (!plain.isEmpty()) {
        changes.add("without a scheme it is taken for a host: postgresql:// was put before it");
      }
      return plain;
    }
    String scheme = plain.substring(0, end).toLowerCase(Locale.ROOT);
    int plus = scheme.indexOf('+');
    String dialect = plus < 0 ? scheme : scheme.substring(0, plus);
    if (!DIALECTS.contains(dialect)) {
      throw new DatabaseProblem(
          isScheme(scheme)
              ? "The database URL has the scheme "
                  + scheme
                  + "; only PostgreSQL is known: postgresql://USER:PASSWORD@HOST:PORT/DATABASE."
              : "The database URL has no scheme that can be read; write postgresql://USER:PASSWORD@HOST:PORT/DATABASE.");
    }
    if (plus >= 0) {
      changes.add("the driver in " + scheme + ":// was left out");
    } else if (!dialect.startsWith("postgres")) {
      changes.add("the scheme " + scheme + " was read as postgresql");
    }
    return plain.substring(end + "://".length());
  }

  /// Whether a text can be a scheme, and not a login that stands where one should.
  private static boolean isScheme(String text) {
    return text.chars()
        .allMatch(letter ->
            letter == '+' || letter == '.' || letter == '-' || Character.isLetterOrDigit(letter));
  }

  private void readUrl(String rest) {
    int query = queryStart(rest);
    String before = query < 0 ? rest : rest.substring(0, query);
    if (query >= 0) {
      for (String parameter : rest.substring(query + 1).split("&", -1)) {
        int equals = parameter.indexOf('=');
        if (equals >= 0) {
          parameter(parameter.substring(0, equals), decoded(parameter.substring(equals + 1)));
        }
      }
    }
    int at = before.lastIndexOf('@');
    if (at >= 0) {
      String info = before.substring(0, at);
      int colon = info.indexOf(':');
      String user = decoded(colon < 0 ? info : info.substring(0, colon));
      if (!user.isEmpty()) {
        values.putIfAbsent("user", user);
      }
      if (colon >= 0) {
        values.putIfAbsent("password", decoded(info.substring(colon + 1)));
      }
    }
    String place = before.substring(at + 1);
    int slash = place.indexOf('/');
    String hosts = slash < 0 ? place : place.substring(0, slash);
    if (!hosts.isEmpty()) {
      values.putIfAbsent("host", hosts.startsWith("%2F") ? decoded(hosts) : hosts);
    }
    String database = slash < 0 ? "" : decoded(place.substring(slash + 1));
    if (!database.isEmpty()) {
      values.putIfAbsent("dbname", database);
    }
  }

  /// A `?` begins the parameters only where `name=` follows; any other one is part of a password
  /// that was not encoded, and so is one before the `@`, unless it begins a known parameter.
  private static int queryStart(String text) {
    for (int at = text.indexOf('?'); at >= 0; at = text.indexOf('?', at + 1)) {
      int end = at + 1;
      while (end < text.length()
          && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
        end++;
      }
      boolean named = end > at + 1 && end < text.length() && text.charAt(end) == '=';
      String name = text.substring(at + 1, end);
      boolean inPassword =
          text.lastIndexOf('@', at) < 0
              && text.indexOf('@', at) >= 0
              && !PLACE.contains(name)
              && !DRIVER_NAMES.containsKey(name);
      if ((named && !inPassword) || end == text.length()) {
        return at;
      }
    }
    return -1;
  }

  private void parameter(String name, String value) {
    String driver = DRIVER_NAMES.get(name);
    if (PLACE.contains(name)) {
      values.put(name, value);
    } else if (name.equals("ssl")) {
      boolean wanted = !value.equals("false") && !value.equals("0");
      changes.add(
          "ssl="
              + (wanted ? "true" : "false")
              + " was read as sslmode="
              + (wanted ? "require" : "disable"));
      properties.putIfAbsent("sslmode", wanted ? "require" : "disable");
    } else if (name.equals("sslmode")) {
      properties.put(name, sslMode(value));
    } else if (name.equals("target_session_attrs")) {
      target(value);
    } else if (name.equals("schema") || name.equals("currentSchema")) {
      properties.put(DatabaseUrl.SCHEMA, value);
    } else if (driver != null) {
      properties.put(driver, value);
    } else {
      changes.add(
          "the parameter "
              + (isVariable(name) ? name : "that has no proper name")
              + " is not used here");
    }
  }

  private String sslMode(String value) {
    return switch (value) {
      case "disable", "allow", "prefer", "require", "verify-ca", "verify-full" -> value;
      case "no-verify", "required", "true", "1" -> {
        changes.add("sslmode=" + value + " was read as sslmode=require");
        yield "require";
      }
      default ->
          throw new DatabaseProblem(
              "The database URL has an sslmode that PostgreSQL does not know; it takes disable, allow, prefer, require, verify-ca and verify-full.");
    };
  }

  /// libpq's words for which of several hosts is wanted, in those of the driver.
  private void target(String value) {
    switch (value) {
      case "any" -> properties.put("targetServerType", "any");
      case "primary", "read-write" -> properties.put("targetServerType", "primary");
      case "standby", "read-only" -> properties.put("targetServerType", "secondary");
      case "prefer-standby" -> properties.put("targetServerType", "preferSecondary");
      default -> changes.add("the value of target_session_attrs is not used here");
    }
  }

  private static boolean isHosts(String hosts) {
    return hosts
            .chars()
            .allMatch(
                letter -> Character.isLetterOrDigit(letter) || ".-_:,[]%".indexOf(letter) >= 0)
        && hasPorts(hosts);
  }

  private static boolean hasPorts(String hosts) {
    for (String host : hosts.split(",", -1)) {
      int colon = host.lastIndexOf(':');
      if (colon > host.lastIndexOf(']')) {
        String port = host.substring(colon + 1);
        boolean digits = port.chars().allMatch(letter -> letter >= '0' && letter <= '9');
        if (port.isEmpty() || port.length() > 5 || !digits || Integer.parseInt(port) > 65_535) {
          return false;
        }
      }
    }
    return true;
  }

  /// A text without its `%XX`; as it is where those make no UTF-8, since then they are none.
  private static String decoded(String text) {
    try {
      String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
      return decoded.indexOf('\uFFFD') >= 0
              && text.indexOf('\uFFFD') < 0
              && !text.contains("%EF%BF%BD")
          ? text
          : decoded;
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
