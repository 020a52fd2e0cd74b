package dev.migrationsentry.rehearsal;

import dev.migrationsentry.catalog.DatabaseUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The environment in which a command runs, so that it reaches one database and no other.
///
/// @param variables all variables of the command
/// @param redirected the names of those that pointed to a PostgreSQL and now point to the
///   rehearsal, in order
/// @param removed the names of those that pointed to another database and are gone, in order
public record CommandEnvironment(
    Map<String, String> variables, List<String> redirected, List<String> removed) {
  /// Copies what is mutable.
  public CommandEnvironment {
    variables = Map.copyOf(variables);
    redirected = List.copyOf(redirected);
    removed = List.copyOf(removed);
  }

  private static final String VARIABLE = "DATABASE_URL";

  /// Schemes of the URLs of databases that are no PostgreSQL.
  private static final Set<String> OTHERS =
      Set.of(
          "mysql",
          "mysql2",
          "mariadb",
          "mssql",
          "sqlserver",
          "oracle",
          "mongodb",
          "cockroachdb",
          "cockroach",
          "clickhouse",
          "snowflake",
          "redshift");

  /// How the variables begin that hold one part of an address.
  private static final List<String> OWNERS =
      List.of("POSTGRESQL_", "POSTGRES_", "DATABASE_", "DB_", "SQL_", "TYPEORM_", "RDS_");

  /// Redirects.
  ///
  /// @param database where the command shall go
  /// @param environment the variables of this process
  /// @param files the variables that the command will read from files of the project (`.env`) where
  ///   the environment has none of that name, which is how such files are commonly read
  public static CommandEnvironment to(
      DatabaseUrl database, Map<String, String> environment, Map<String, String> files) {
    Map<String, String> variables = new TreeMap<>();
    Set<String> redirected = new TreeSet<>();
    Set<String> removed = new TreeSet<>();
    environment.forEach((name, value) -> {
      String other = replacement(name, value, database);
      if (other == null) {
        removed.add(name);
      } else {
        variables.put(name, other);
        if (!other.equals(value)) {
          redirected.add(name);
        }
      }
    });
    files.forEach((name, value) -> {
      String other = replacement(name, value, database);
      if (!environment.containsKey(name) && !value.equals(other)) {
        // A variable that is there and empty keeps the one in the file out.
        variables.put(name, other == null ? "" : other);
        (other == null ? removed : redirected).add(name);
      }
    });
    usual(database).forEach(variables::put);
    variables.computeIfAbsent(VARIABLE, name -> database.withSecret());
    variables.computeIfAbsent("SQLALCHEMY_DATABASE_URI", name -> database.withSecret());
    return new CommandEnvironment(variables, new ArrayList<>(redirected), new ArrayList<>(removed));
  }

  /// The same, with arguments of the command that were redirected as well.
  ///
  /// @param names of those arguments
  CommandEnvironment and(List<String> names) {
    List<String> all = new ArrayList<>(redirected);
    all.addAll(names);
    return new CommandEnvironment(variables, all, removed);
  }

  /// What is set in any case: libpq's variables, which most drivers know, and those of runners that
  /// have names of their own.
  private static Map<String, String> usual(DatabaseUrl database) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("PGHOST", database.host());
    variables.put("PGPORT", Integer.toString(database.port()));
    variables.put("PGUSER", database.user());
    variables.put("PGDATABASE", database.database());
    variables.put("PGSSLMODE", "disable");
    variables.put("PGGSSENCMODE", "disable");
    variables.put("FLYWAY_URL", jdbc(database));
    variables.put("FLYWAY_USER", database.user());
    variables.put("GOOSE_DRIVER", "postgres");
    variables.put("GOOSE_DBSTRING", database.withSecret() + "?sslmode=disable");
    String password = database.password();
    if (password != null) {
      variables.put("PGPASSWORD", password);
      variables.put("FLYWAY_PASSWORD", password);
    }
    return variables;
  }

  /// What a variable is for the command; null when it may not have it.
  static @Nullable String replacement(String name, String value, DatabaseUrl database) {
    String upper = name.toUpperCase(Locale.ROOT);
    if (upper.startsWith("PG") && !upper.startsWith("PGOPTIONS")) {
      // Those that are needed are set again; all others could lead elsewhere.
      return null;
    }
    String lower = value.strip().toLowerCase(Locale.ROOT);
    boolean jdbc = lower.startsWith("jdbc:");
    int end = lower.indexOf("://");
    if (end > 0) {
      String scheme = lower.substring(jdbc ? "jdbc:".length() : 0, end);
      int plus = scheme.indexOf('+');
      String dialect = plus < 0 ? scheme : scheme.substring(0, plus);
      if (dialect.equals("postgres") || dialect.equals("postgresql") || dialect.equals("pgsql")) {
        return jdbc ? jdbc(database) : url(value.strip(), database);
      }
      if (OTHERS.contains(dialect)) {
        return null;
      }
    }
    if (isKeywords(lower)) {
      return keywords(database);
    }
    return part(upper, value, database);
  }

  /// The same kind of URL for another database: its scheme and driver stay, and so does the schema
  /// that Prisma takes from it.
  private static String url(String written, DatabaseUrl database) {
    String target = database.withSecret();
    String url =
        written.substring(0, written.indexOf("://")) + target.substring(target.indexOf("://"));
    int query = written.indexOf('?');
    if (query >= 0) {
      for (String parameter : written.substring(query + 1).split("&", -1)) {
        if (parameter.startsWith("schema=")) {
          return url + "?" + parameter;
        }
      }
    }
    return url;
  }

  private static String jdbc(DatabaseUrl database) {
    String target = database.toString();
    return "jdbc:postgresql://" + target.substring(target.indexOf('@') + 1);
  }

  /// Whether a text is an address in libpq's other form, `host=… dbname=…`.
  private static boolean isKeywords(String value) {
    boolean host = false;
    boolean name = false;
    for (String word : value.split(" ", -1)) {
      host |= word.startsWith("host=");
      name |= word.startsWith("dbname=") || word.startsWith("user=");
    }
    return host && name;
  }

  private static String keywords(DatabaseUrl database) {
    String password = database.password();
    return "host="
        + database.host()
        + " port="
        + database.port()
        + " user="
        + database.user()
        + (password == null ? "" : " password=" + password)
        + " dbname="
        + database.database()
        + " sslmode=disable";
  }

  /// The value of a variable that holds one part of an address, and of any other one as it is.
  private static String part(String name, String value, DatabaseUrl database) {
    for (String owner : OWNERS) {
      if (name.startsWith(owner)) {
        return switch (name.substring(owner.length())) {
          case "HOST", "HOSTNAME", "SERVER", "ADDR", "ADDRESS" -> database.host();
          case "PORT" -> Integer.toString(database.port());
          case "USER", "USERNAME" -> database.user();
          case "PASSWORD", "PASS", "PW" -> {
            String password = database.password();
            yield password == null ? "" : password;
          }
          case "NAME", "DB", "DATABASE", "DB_NAME", "DBNAME" -> database.database();
          case "SSL", "SSLMODE", "SSL_MODE" -> isSwitch(value) ? "false" : "disable";
          default -> value;
        };
      }
    }
    return value;
  }

  private static boolean isSwitch(String value) {
    return Set.of("true", "false", "1", "0").contains(value.toLowerCase(Locale.ROOT));
  }
}
