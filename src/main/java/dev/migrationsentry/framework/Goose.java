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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// goose: `1_name.sql` by number, with `-- +goose Up` and `Down`, statement by statement in a
/// transaction, or each for itself with `-- +goose NO TRANSACTION`; also migrations in Go (goose's
/// `provider_collect.go`, `migration.go` and `internal/sqlparser/parser.go`).
final class Goose implements Framework {
  private static final Runner RUNNER =
      new Runner(
          "goose",
          "goose",
          OrderBy.NUMBER,
          TransactionMode.PER_MIGRATION,
          false,
          "write \"-- +goose NO TRANSACTION\" at the top of the file",
          "stops before it applies anything",
          ConnectionReset.NOTHING,
          List.of());

  @Override
  public Runner runner() {
    return RUNNER;
  }

  @Override
  public String pattern() {
    return "goose: 1_name.sql with \"-- +goose Up\"";
  }

  @Override
  public @Nullable Sighting sight(Folder folder, Project project, boolean named) {
    List<String> names = folder.sqlFiles().stream().filter(Names::isNumberedSql).toList();
    return !names.isEmpty() && (named || project.startsAnyWith(folder, names, "+goose"))
        ? Sighting.of(this, folder, Certainty.MARKED)
        : null;
  }

  @Override
  public History read(Sighting sighting, Project project) {
    Folder folder = sighting.folder();
    HistoryReader reader = new HistoryReader(project, sighting, RUNNER).sections(GooseSections::of);
    List<Draft> drafts = new ArrayList<>();
    for (String name : folder.files()) {
      boolean sql = name.endsWith(".sql");
      boolean code = name.endsWith(".go") && !name.endsWith("_test.go");
      if (!sql && !code) {
        continue;
      }
      int underscore = name.indexOf('_');
      String digits = underscore < 0 ? "" : name.substring(0, underscore);
      Version version = Names.isNumber(digits) ? Version.of(digits) : null;
      if (version == null || version.numbers().getFirst().signum() == 0) {
        if (sql) {
          reader.ignore(folder.pathOf(name), "has no number above zero before its first \"_\"");
        }
        continue;
      }
      String id = version.numbers().getFirst().toString();
      Draft draft = Draft.of(id, name, version, folder.pathOf(name));
      drafts.add(sql ? draft : draft.unreadable("is a Go migration"));
    }
    drafts.sort(
        Comparator.comparing(Draft::version, Comparator.nullsFirst(Comparator.naturalOrder())));
    return reader.read(drafts);
  }
}
