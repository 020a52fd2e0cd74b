package dev.migrationsentry.framework;

import dev.migrationsentry.framework.Sighting.Certainty;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.NoteKind;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.migration.Version;
import dev.migrationsentry.source.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// postgres-migrations: `1-name.sql` by number, numbers without gaps, the whole file in one message
/// in a transaction, or without one when it says `-- postgres-migrations disable-transaction`
/// anywhere (postgres-migrations' `src/file-name-parser.ts`, `src/files-loader.ts` and
/// `src/run-migration.ts`).
final class PostgresMigrations implements Framework {
  private static final String MARKER = "-- postgres-migrations disable-transaction";
  private static final Runner RUNNER =
      new Runner(
          "postgres-migrations",
          "postgres-migrations",
          OrderBy.NUMBER,
          TransactionMode.PER_MIGRATION,
          false,
          "write \"-- postgres-migrations disable-transaction\" into the file and leave it as the only"
              + " statement",
          "stops before it applies anything",
          ConnectionReset.NOTHING,
          List.of());

  @Override
  public Runner runner() {
    return RUNNER;
  }

  @Override
  public String pattern() {
    return "postgres-migrations: 1-name.sql";
  }

  @Override
  public @Nullable Sighting sight(Folder folder, Project project, boolean named) {
    List<String> names = folder.sqlFiles().stream().filter(Names::startsWithDigit).toList();
    if (names.isEmpty()) {
      return null;
    }
    if (named || project.mentions(folder, "package.json", "postgres-migrations\"")) {
      return Sighting.of(this, folder, Certainty.SURROUNDED);
    }
    boolean dashed = names.stream().allMatch(PostgresMigrations::isDashed);
    if (dashed) {
      for (String name : names) {
        if (project.load(folder.pathOf(name)).text().contains(MARKER)) {
          return Sighting.of(this, folder, Certainty.MARKED);
        }
      }
    }
    return null;
  }

  private static boolean isDashed(String name) {
    int after = Names.afterDigits(name, 0);
    return after < name.length() && (name.charAt(after) == '-' || name.charAt(after) == '_');
  }

  @Override
  public History read(Sighting sighting, Project project) {
    Folder folder = sighting.folder();
    HistoryReader reader =
        new HistoryReader(project, sighting, RUNNER).sections(PostgresMigrations::sections);
    List<Draft> drafts = new ArrayList<>();
    for (String name : folder.files()) {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean sql = lower.endsWith(".sql");
      if (!sql && !lower.endsWith(".js")) {
        continue;
      }
      String digits = name.substring(0, Names.afterDigits(name, 0));
      if (digits.isEmpty()) {
        reader.note(
            NoteKind.REFUSED,
            folder.pathOf(name),
            folder.pathOf(name) + " does not start with a number; postgres-migrations stops there");
        continue;
      }
      Version version = Version.of(digits);
      String id = version.numbers().getFirst().toString();
      Draft draft = Draft.of(id, name, version, folder.pathOf(name));
      drafts.add(sql ? draft : draft.unreadable("is a JavaScript migration"));
    }
    drafts.sort(
        Comparator.comparing(Draft::version, Comparator.nullsFirst(Comparator.naturalOrder())));
    for (int i = 0; i < drafts.size(); i++) {
      String expected = String.valueOf(i + 1);
      if (!drafts.get(i).id().equals(expected)) {
        reader.note(
            NoteKind.HINT,
            drafts.get(i).up(),
            drafts.get(i).up()
                + " has the number "
                + drafts.get(i).id()
                + " where "
                + expected
                + " would follow; postgres-migrations itself refuses gaps");
        break;
      }
    }
    return reader.read(drafts);
  }

  private static Sections sections(SourceFile file) {
    int at = file.text().indexOf(MARKER);
    return at < 0
        ? Sections.whole(HistoryReader.whole(file))
        : Sections.whole(
            HistoryReader.whole(file),
            TransactionMode.IMPLICIT_STRING,
            file.span(at, at + MARKER.length()));
  }
}
