package dev.migrationsentry.framework;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Flyway's settings as far as files show them: `flyway.toml`, `flyway.conf`, or `spring.flyway` in
/// Spring's `application.properties` and `application.yml` (Flyway documentation, "Configuration";
/// Spring Boot documentation, "Common Application Properties").
///
/// @param versioned prefix of versioned migrations, `V`
/// @param repeatable prefix of repeatable migrations, `R`
/// @param baseline prefix of baseline migrations, `B`
/// @param undo prefix of undo migrations, `U`
/// @param separator between version and description, `__`
/// @param suffixes endings of migrations, `.sql`
/// @param mixed whether statements that need a transaction and such that refuse it may share a file
/// @param group whether all pending migrations share one transaction
/// @param inTransaction whether a migration runs in a transaction unless its own settings say else
/// @param transactionalLock whether the history is locked by a transaction that stays open on
///   another connection; otherwise by a lock of the session
/// @param replaces whether placeholders are replaced
/// @param placeholders values of placeholders, names in lower case
/// @param locations where the migrations are, as written; empty for the default
/// @param schemas the default schema first
/// @param from the folder of the file that held the settings, or an empty text
record FlywaySettings(
    String versioned,
    String repeatable,
    String baseline,
    String undo,
    String separator,
    List<String> suffixes,
    boolean mixed,
    boolean group,
    boolean inTransaction,
    boolean transactionalLock,
    boolean replaces,
    Map<String, String> placeholders,
    List<String> locations,
    List<String> schemas,
    String from) {
  static final FlywaySettings DEFAULT = of(Map.of(), "");

  private static final List<String> SPRING =
      List.of("application.properties", "application.yml", "application.yaml");

  FlywaySettings {
    suffixes = List.copyOf(suffixes);
    placeholders = Map.copyOf(placeholders);
    locations = List.copyOf(locations);
    schemas = List.copyOf(schemas);
  }

  /// The settings that hold for a folder: those of the nearest configuration file.
  static FlywaySettings near(Folder folder, Project project) {
    for (Folder at : project.foldersUp(folder)) {
      for (String name : List.of("flyway.toml", "flyway.conf")) {
        if (at.has(name)) {
          String text = project.load(at.pathOf(name)).text();
          Map<String, String> all =
              name.endsWith(".toml") ? SettingsText.toml(text) : SettingsText.properties(text);
          return of(under("flyway.", all), at.path());
        }
      }
      Folder conf = at.folder("conf");
      if (conf != null && conf.has("flyway.conf")) {
        String text = project.load(conf.pathOf("flyway.conf")).text();
        return of(under("flyway.", SettingsText.properties(text)), at.path());
      }
      Map<String, String> spring = new LinkedHashMap<>();
      for (String name : SPRING) {
        if (at.has(name)) {
          String text = project.load(at.pathOf(name)).text();
          Map<String, String> all =
              name.endsWith(".properties")
                  ? SettingsText.properties(text)
                  : SettingsText.yaml(text);
          under("spring.flyway.", all).forEach(spring::putIfAbsent);
          under("flyway.", all).forEach(spring::putIfAbsent);
        }
      }
      if (!spring.isEmpty()) {
        return of(spring, at.path());
      }
    }
    return DEFAULT;
  }

  /// The same settings with other prefixes, for projects that write them in lower case.
  FlywaySettings inLowerCase() {
    return new FlywaySettings(
        versioned.toLowerCase(Locale.ROOT),
        repeatable.toLowerCase(Locale.ROOT),
        baseline.toLowerCase(Locale.ROOT),
        undo.toLowerCase(Locale.ROOT),
        separator,
        suffixes,
        mixed,
        group,
        inTransaction,
        transactionalLock,
        replaces,
        placeholders,
        locations,
        schemas,
        from);
  }

  private static Map<String, String> under(String prefix, Map<String, String> all) {
    Map<String, String> found = new LinkedHashMap<>();
    all.forEach((key, value) -> {
      if (key.startsWith(prefix)) {
        String known = resolved(value, all, 0);
        if (known != null) {
          found.put(key.substring(prefix.length()), known);
        }
      }
    });
    return found;
  }

  /// The value with Spring's `${name}` and `${name:value}` resolved from the same file, or null
  /// when only the environment knows it.
  private static @Nullable String resolved(String value, Map<String, String> all, int depth) {
    int open = value.indexOf("${");
    int close = value.indexOf('}', open);
    if (open < 0 || close < 0 || depth > 8) {
      return value;
    }
    String inside = value.substring(open + 2, close);
    int colon = inside.indexOf(':');
    String name = colon < 0 ? inside : inside.substring(0, colon);
    String known = all.get(name);
    if (known == null && colon >= 0) {
      known = inside.substring(colon + 1);
    }
    return known == null
        ? null
        : resolved(value.substring(0, open) + known + value.substring(close + 1), all, depth + 1);
  }

  private static FlywaySettings of(Map<String, String> written, String from) {
    Map<String, String> settings = new HashMap<>();
    Map<String, String> placeholders = new HashMap<>();
    written.forEach((key, value) -> {
      if (key.startsWith("placeholders.")) {
        String name = key.substring("placeholders.".length());
        placeholders.put(name.toLowerCase(Locale.ROOT), value);
      } else {
        settings.put(key.replace("-", "").toLowerCase(Locale.ROOT), value);
      }
    });
    List<String> schemas = new ArrayList<>();
    schemas.addAll(list(settings.get("defaultschema")));
    for (String schema : list(settings.get("schemas"))) {
      if (!schemas.contains(schema)) {
        schemas.add(schema);
      }
    }
    return new FlywaySettings(
        settings.getOrDefault("sqlmigrationprefix", "V"),
        settings.getOrDefault("repeatablesqlmigrationprefix", "R"),
        settings.getOrDefault("baselinemigrationprefix", "B"),
        settings.getOrDefault("undosqlmigrationprefix", "U"),
        settings.getOrDefault("sqlmigrationseparator", "__"),
        settings.containsKey("sqlmigrationsuffixes")
            ? list(settings.get("sqlmigrationsuffixes"))
            : List.of(".sql"),
        is(settings, "mixed", false),
        is(settings, "group", false),
        is(settings, "executeintransaction", true),
        is(settings, "postgresql.transactional.lock", true)
            && is(settings, "postgresql.transactionallock", true),
        is(settings, "placeholderreplacement", true),
        placeholders,
        list(settings.get("locations")),
        schemas,
        from);
  }

  private static boolean is(Map<String, String> settings, String key, boolean usual) {
    String value = settings.get(key);
    return value == null ? usual : value.equalsIgnoreCase("true");
  }

  private static List<String> list(@Nullable String value) {
    List<String> items = new ArrayList<>();
    if (value != null) {
      for (String item : value.split(",", -1)) {
        if (!item.isBlank()) {
          items.add(item.strip());
        }
      }
    }
    return items;
  }
}
