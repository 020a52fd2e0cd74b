package dev.migrationsentry.framework;

import dev.migrationsentry.framework.Sighting.Certainty;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.migration.Version;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Supabase's command line: `supabase/migrations/20240131120000_name.sql`, by name; the statements
/// of a file are sent as one pipeline, which PostgreSQL runs as one implicit transaction, after
/// `RESET ALL` (the CLI's `pkg/migration/apply.go`, `file.go` and `list.go`).
final class Supabase implements Framework {
  /// Before this version a first `…_init.sql` was a generated file and is passed over.
  private static final BigInteger FIRST_REAL_INIT = new BigInteger("20211209000000");

  private static final Runner RUNNER =
      new Runner(
          "supabase",
          "the Supabase CLI",
          OrderBy.NAME,
          TransactionMode.IMPLICIT_STRING,
          false,
          "leave it as the only statement of its migration",
          "runs both and keeps one record",
          new ConnectionReset(true, false, true, false),
          List.of());

  @Override
  public Runner runner() {
    return RUNNER;
  }

  @Override
  public String pattern() {
    return "supabase: supabase/migrations/20240131120000_name.sql";
  }

  @Override
  public @Nullable Sighting sight(Folder folder, Project project, boolean named) {
    if (folder.sqlFiles().stream().noneMatch(Names::isNumberedSql)) {
      return null;
    }
    List<String> names = project.namesUp(folder);
    boolean placed =
        names.size() > 1 && names.get(0).equals("migrations") && names.get(1).equals("supabase");
    return placed || named ? Sighting.of(this, folder, Certainty.MARKED) : null;
  }

  @Override
  public History read(Sighting sighting, Project project) {
    Folder folder = sighting.folder();
    HistoryReader reader = new HistoryReader(project, sighting, RUNNER).oneByOne();
    List<Draft> drafts = new ArrayList<>();
    for (String name : folder.sqlFiles()) {
      String path = folder.pathOf(name);
      String digits = name.substring(0, Names.afterDigits(name, 0));
      if (!Names.isNumberedSql(name)) {
        reader.ignore(path, "is not named like <timestamp>_name.sql");
      } else if (name.equals(folder.files().getFirst()) && isGenerated(name, digits)) {
        reader.ignore(path, "is the generated first file of an old version of the CLI");
      } else {
        drafts.add(Draft.of(digits, name, Version.of(digits), path));
      }
    }
    return reader.read(drafts);
  }

  private static boolean isGenerated(String name, String digits) {
    return name.endsWith("_init.sql")
        && digits.length() == 14
        && new BigInteger(digits).compareTo(FIRST_REAL_INIT) < 0;
  }
}
