package dev.migrationsentry.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What libpq, and so `psql` and all drivers built on it, takes from the environment where nothing
/// was written: variables (PostgreSQL manual, section 34.15), the service file (34.17) and the
/// password file (34.16).
final class LibpqDefaults {
  private static final Map<String, String> VARIABLES =
      Map.ofEntries(
          Map.entry("PGHOST", "host"),
          Map.entry("PGHOSTADDR", "hostaddr"),
          Map.entry("PGPORT", "port"),
          Map.entry("PGDATABASE", "dbname"),
          Map.entry("PGUSER", "user"),
          Map.entry("PGPASSWORD", "password"),
          Map.entry("PGPASSFILE", "passfile"),
          Map.entry("PGSSLMODE", "sslmode"),
          Map.entry("PGSSLROOTCERT", "sslrootcert"),
          Map.entry("PGSSLCERT", "sslcert"),
          Map.entry("PGSSLKEY", "sslkey"),
          Map.entry("PGAPPNAME", "application_name"),
          Map.entry("PGOPTIONS", "options"));

  private LibpqDefaults() {}

  /// Whether the environment says where a database is.
  static boolean nameDatabase(Map<String, String> environment) {
    return environment.containsKey("PGHOST")
        || environment.containsKey("PGHOSTADDR")
        || environment.containsKey("PGSERVICE");
  }

  /// Adds what was not written.
  ///
  /// @throws DatabaseProblem when a service is named that no file describes
  static void fill(DatabaseUrlReader url, Map<String, String> environment) {
    String service = url.value("service");
    service = service == null ? environment.get("PGSERVICE") : service;
    if (service != null) {
      service(service, url, environment);
    }
    VARIABLES.forEach((variable, name) -> {
      String value = environment.get(variable);
      if (value != null && !value.isEmpty()) {
        url.offer(name, value);
      }
    });
    if (url.value("password") == null) {
      String password = password(url, environment);
      if (password != null) {
        url.offer("password", password);
      }
    }
  }

  private static void service(
      String service, DatabaseUrlReader url, Map<String, String> environment) {
    List<Path> files = new ArrayList<>();
    String named = url.value("servicefile");
    named = named == null ? environment.get("PGSERVICEFILE") : named;
    String home = environment.get("HOME");
    if (named != null) {
      files.add(Path.of(named));
    } else if (home != null) {
      files.add(Path.of(home, ".pg_service.conf"));
    }
    String system = environment.get("PGSYSCONFDIR");
    if (system != null) {
      files.add(Path.of(system, "pg_service.conf"));
    }
    for (Path file : files) {
      boolean inside = false;
      boolean found = false;
      for (String line : lines(file)) {
        String text = line.strip();
        int equals = text.indexOf('=');
        if (text.startsWith("[")) {
          inside = text.equals("[" + service + "]");
          found |= inside;
        } else if (inside && equals > 0 && !text.startsWith("#")) {
          url.offer(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
        }
      }
      if (found) {
        return;
      }
    }
    throw new DatabaseProblem(
        "The service "
            + service
            + " is described in none of the service files"
            + (files.isEmpty() ? "" : ": " + files)
            + "; set PGSERVICEFILE.");
  }

  /// The password of the first line that fits: `host:port:database:user:password`, where `*` fits
  /// all, and a backslash takes the character behind it as it is.
  private static @Nullable String password(DatabaseUrlReader url, Map<String, String> environment) {
    String home = environment.get("HOME");
    String named = url.value("passfile");
    Path file = named != null ? Path.of(named) : home == null ? null : Path.of(home, ".pgpass");
    if (file == null) {
      return null;
    }
    DatabaseUrl place = url.url();
    List<String> wanted =
        List.of(place.host(), Integer.toString(place.port()), place.database(), place.user());
    for (String line : lines(file)) {
      List<String> fields = fields(line);
      if (line.startsWith("#") || fields.size() != wanted.size() + 1) {
        continue;
      }
      boolean fits = true;
      for (int i = 0; i < wanted.size(); i++) {
        fits &= fields.get(i).equals("*") || fields.get(i).equals(wanted.get(i));
      }
      if (fits) {
        return fields.getLast();
      }
    }
    return null;
  }

  /// The five fields of a line; all further colons belong to the last one.
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char letter = line.charAt(i);
      if (letter == '\\' && i + 1 < line.length()) {
        i++;
        field.append(line.charAt(i));
      } else if (letter == ':' && fields.size() < 4) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(letter);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
