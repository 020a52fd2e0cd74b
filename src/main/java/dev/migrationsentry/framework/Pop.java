package dev.migrationsentry.framework;

import dev.migrationsentry.framework.Sighting.Certainty;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.migration.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// pop (Buffalo, soda): `20240131120000_name.up.sql`, or `.postgres.up.sql` for one engine, with Go
/// templates inside, by the version as text, the files for every engine last; each file in a
/// transaction (pop's `migrator.go`, `match.go` and `migration_info.go`).
final class Pop implements Framework {
  private static final Runner RUNNER =
      new Runner(
          "pop",
          "pop",
          OrderBy.NAME,
          TransactionMode.PER_MIGRATION,
          false,
          "run it by hand: pop always opens a transaction",
          "runs one of them and takes the other as already applied",
          ConnectionReset.NOTHING,
          List.of());

  @Override
  public Runner runner() {
    return RUNNER;
  }

  @Override
  public String pattern() {
    return "pop: 20240131120000_name.up.sql";
  }

  @Override
  public @Nullable Sighting sight(Folder folder, Project project, boolean named) {
    List<String> ups = new ArrayList<>();
    boolean fizz = false;
    for (String name : folder.files()) {
      Parsed parsed = Parsed.of(name);
      if (parsed != null && parsed.up) {
        ups.add(name);
        fizz |= parsed.fizz;
      }
    }
    if (ups.isEmpty()) {
      return null;
    }
    if (named || fizz || project.startsAnyWith(folder, ups, "{{ index .Options")) {
      return Sighting.of(this, folder, Certainty.MARKED);
    }
    return project.mentions(folder, "go.mod", "gobuffalo/pop")
        ? Sighting.of(this, folder, Certainty.SURROUNDED)
        : null;
  }

  /// A name taken apart: digits, `_`, a title without dots, an engine or nothing, a direction,
  /// `sql` or `fizz`.
  private record Parsed(String version, String title, String engine, boolean up, boolean fizz) {
    static @Nullable Parsed of(String name) {
      int digits = Names.afterDigits(name, 0);
      if (digits == 0 || digits >= name.length() || name.charAt(digits) != '_') {
        return null;
      }
      String[] parts = name.substring(digits + 1).split("\\.", -1);
      boolean sized = parts.length == 3 || parts.length == 4;
      if (!sized || parts[0].isEmpty()) {
        return null;
      }
      String direction = parts[parts.length - 2];
      String type = parts[parts.length - 1];
      boolean known = direction.equals("up") || direction.equals("down");
      if (!known || !(type.equals("sql") || type.equals("fizz"))) {
        return null;
      }
      return new Parsed(
          name.substring(0, digits),
          parts[0],
          parts.length == 4 ? parts[1] : "",
          direction.equals("up"),
          type.equals("fizz"));
    }

    String key() {
      return version + "_" + title + "." + engine;
    }
  }

  private record Named(Parsed parsed, String path) {}

  @Override
  public History read(Sighting sighting, Project project) {
    HistoryReader reader = new HistoryReader(project, sighting, RUNNER).templates(path -> Map.of());
    List<Named> ups = new ArrayList<>();
    Map<String, String> downs = new HashMap<>();
    for (Folder folder : sighting.folder().withAllBelow()) {
      for (String name : folder.files()) {
        Parsed parsed = Parsed.of(name);
        String path = folder.pathOf(name);
        if (parsed == null) {
          if (Names.hasEnding(name, ".sql")) {
            reader.ignore(path, "is not named like 1_name.up.sql");
          }
        } else if (!parsed.engine.isEmpty() && !isPostgres(parsed.engine)) {
          reader.ignore(path, "is for " + parsed.engine);
        } else if (parsed.up) {
          ups.add(new Named(parsed, path));
        } else {
          downs.put(parsed.key(), path);
        }
      }
    }
    ups.sort(
        Comparator.comparing((Named named) -> named.parsed.version)
            .thenComparing(named -> named.parsed.engine.isEmpty())
            .thenComparing(named -> named.path));
    List<Draft> drafts = new ArrayList<>();
    for (Named up : ups) {
      String name = up.path.substring(up.path.lastIndexOf('/') + 1);
      Draft draft =
          Draft.of(up.parsed.version, name, Version.of(up.parsed.version), up.path)
              .withDown(downs.get(up.parsed.key()));
      drafts.add(up.parsed.fizz ? draft.unreadable("is a migration in Fizz") : draft);
    }
    return reader.read(drafts);
  }

  private static boolean isPostgres(String engine) {
    return engine.equals("postgres")
        || engine.equals("postgresql")
        || engine.equals("pg")
        || engine.equals("all");
  }
}
