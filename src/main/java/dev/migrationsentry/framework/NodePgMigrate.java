package dev.migrationsentry.framework;

import dev.migrationsentry.framework.Sighting.Certainty;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Note;
import dev.migrationsentry.migration.NoteKind;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.migration.Version;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// node-pg-migrate with SQL files: `1706700000000_name.sql` with `-- Up Migration` and `-- Down
/// Migration`, or `.up.sql` and `.down.sql`, by the number in front, where 17 digits are a date in
/// UTC; all pending migrations in one transaction (node-pg-migrate's `src/migration.ts`,
/// `src/sqlMigration.ts`, `src/utils/fileNameUtils.ts` and its option `single-transaction`).
final class NodePgMigrate implements Framework {
  private static final Runner RUNNER =
      new Runner(
          "node-pg-migrate",
          "node-pg-migrate",
          OrderBy.NUMBER,
          TransactionMode.PER_RUN,
          false,
          "write that migration in JavaScript with pgm.noTransaction(): SQL files have no way to ask"
              + " for it",
          "records file names, so that two files with one number both run",
          ConnectionReset.NOTHING,
          List.of());

  @Override
  public Runner runner() {
    return RUNNER;
  }

  @Override
  public String pattern() {
    return "node-pg-migrate: 1706700000000_name.sql with \"-- Up Migration\"";
  }

  @Override
  public @Nullable Sighting sight(Folder folder, Project project, boolean named) {
    List<String> names = folder.sqlFiles().stream().filter(Names::startsWithDigit).toList();
    if (names.isEmpty()) {
      return null;
    }
    for (String name : names.subList(0, Math.min(3, names.size()))) {
      SourceFile file = new SourceFile(name, project.load(folder.pathOf(name)).text());
      if (marker(file, "up") != null) {
        return Sighting.of(this, folder, Certainty.MARKED);
      }
    }
    return named || project.mentions(folder, "package.json", "\"node-pg-migrate\"")
        ? Sighting.of(this, folder, Certainty.SURROUNDED)
        : null;
  }

  @Override
  public History read(Sighting sighting, Project project) {
    Folder folder = sighting.folder();
    HistoryReader reader =
        new HistoryReader(project, sighting, RUNNER).sections(NodePgMigrate::sections);
    List<String> sql = folder.sqlFiles();
    List<String> lonely = new ArrayList<>();
    List<Draft> drafts = new ArrayList<>();
    for (PairedFiles.Pair pair : PairedFiles.of(sql, lonely)) {
      drafts.add(
          draft(folder, pair.stem(), pair.up())
              .withDown(pair.down() == null ? null : folder.pathOf(pair.down())));
    }
    for (String name : lonely) {
      reader.note(
          NoteKind.REFUSED,
          folder.pathOf(name),
          folder.pathOf(name) + " takes back a migration that is not there; node-pg-migrate stops");
    }
    for (String name : folder.files()) {
      if (isCode(name)) {
        drafts.add(
            draft(folder, name.substring(0, name.lastIndexOf('.')), name)
                .unreadable("is a JavaScript migration"));
      }
    }
    drafts.sort(Comparator.comparing(NodePgMigrate::moment).thenComparing(Draft::title));
    return reader.read(drafts);
  }

  static boolean isCode(String name) {
    boolean script =
        name.endsWith(".js")
            || name.endsWith(".ts")
            || name.endsWith(".cjs")
            || name.endsWith(".mjs")
            || name.endsWith(".cts")
            || name.endsWith(".mts");
    return script && !name.endsWith(".d.ts") && Names.startsWithDigit(name);
  }

  private static Draft draft(Folder folder, String id, String name) {
    String digits = Names.leadingDigits(name);
    return Draft.of(id, name, digits.isEmpty() ? null : Version.of(digits), folder.pathOf(name));
  }

  /// The number in front; 17 digits are `yyyyMMddHHmmssSSS` in UTC and count as milliseconds.
  private static BigInteger moment(Draft draft) {
    String digits = Names.leadingDigits(draft.title());
    if (digits.length() == 17) {
      try {
        LocalDateTime time =
            LocalDateTime.of(
                part(digits, 0, 4),
                part(digits, 4, 6),
                part(digits, 6, 8),
                part(digits, 8, 10),
                part(digits, 10, 12),
                part(digits, 12, 14));
        long seconds = time.toEpochSecond(ZoneOffset.UTC);
        return BigInteger.valueOf(seconds * 1000 + part(digits, 14, 17));
      } catch (DateTimeException e) {
        return new BigInteger(digits); // No date, so a plain number.
      }
    }
    return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
  }

  private static int part(String digits, int from, int to) {
    return Integer.parseInt(digits, from, to, 10);
  }

  static Sections sections(SourceFile file) {
    Span up = marker(file, "up");
    Span down = marker(file, "down");
    int end = file.text().length();
    List<Note> notes = new ArrayList<>();
    if (up == null && down != null) {
      notes.add(
          new Note(
              NoteKind.HINT,
              List.of(down),
              file.path()
                  + " has a Down section but no Up marker: node-pg-migrate runs the whole file,"
                  + " Down section included"));
    }
    int upEnd = up != null && down != null && down.start() > up.start() ? down.start() : end;
    int downEnd = up != null && down != null && up.start() > down.start() ? up.start() : end;
    return new Sections(
        List.of(file.span(up == null ? 0 : up.start(), upEnd)),
        down == null ? List.of() : List.of(file.span(down.start(), downEnd)),
        null,
        null,
        List.of(),
        notes);
  }

  /// The first comment line that reads `up migration` or `down migration` after its dashes.
  private static @Nullable Span marker(SourceFile file, String direction) {
    Lines lines = new Lines(file);
    while (lines.next()) {
      String line = lines.line().strip();
      if (!line.startsWith("--")) {
        continue;
      }
      int at = 2;
      while (at < line.length()
          && (line.charAt(at) == '-' || Character.isWhitespace(line.charAt(at)))) {
        at++;
      }
      String words = line.substring(at).toLowerCase(Locale.ROOT);
      if (words.startsWith(direction)
          && words.substring(direction.length()).stripLeading().startsWith("migration")
          && words.length() > direction.length()
          && Character.isWhitespace(words.charAt(direction.length()))) {
        return lines.span();
      }
    }
    return null;
  }
}
