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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// sql-migrate: every `.sql` file, those with a number in front by number and before the others,
/// then by name; `-- +migrate Up` and `Down`, statement by statement in a transaction, or each for
/// itself with `notransaction` (sql-migrate's `migrate.go` and `sqlparse/sqlparse.go`).
final class SqlMigrate implements Framework {
  private static final String PREFIX = "-- +migrate ";
  private static final Runner RUNNER =
      new Runner(
          "sql-migrate",
          "sql-migrate",
          OrderBy.NUMBER,
          TransactionMode.PER_MIGRATION,
          false,
          "write \"-- +migrate Up notransaction\"",
          "records file names, so that two files with one number both run, by name",
          ConnectionReset.NOTHING,
          List.of());

  @Override
  public Runner runner() {
    return RUNNER;
  }

  @Override
  public String pattern() {
    return "sql-migrate: name.sql with \"-- +migrate Up\"";
  }

  @Override
  public @Nullable Sighting sight(Folder folder, Project project, boolean named) {
    List<String> names = folder.sqlFiles();
    return !names.isEmpty() && (named || project.startsAnyWith(folder, names, PREFIX))
        ? Sighting.of(this, folder, Certainty.MARKED)
        : null;
  }

  @Override
  public History read(Sighting sighting, Project project) {
    Folder folder = sighting.folder();
    HistoryReader reader =
        new HistoryReader(project, sighting, RUNNER).sections(SqlMigrate::sections);
    List<Draft> drafts = new ArrayList<>();
    for (String name : folder.sqlFiles()) {
      String digits = name.substring(0, Names.afterDigits(name, 0));
      Version version = digits.isEmpty() ? null : Version.of(digits);
      drafts.add(Draft.of(name, name, version, folder.pathOf(name)));
    }
    drafts.sort(
        Comparator.comparing(Draft::version, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Draft::id));
    return reader.read(drafts);
  }

  static Sections sections(SourceFile file) {
    List<Span> up = new ArrayList<>();
    List<Span> down = new ArrayList<>();
    List<Note> notes = new ArrayList<>();
    List<Span> target = null;
    Span marker = null;
    boolean block = false;
    int open = -1;
    Lines lines = new Lines(file);
    while (lines.next()) {
      String line = lines.line();
      if (line.startsWith(PREFIX)) {
        String[] words = line.substring(PREFIX.length()).strip().split("\\s+", -1);
        switch (words[0]) {
          case "Up", "Down" -> {
            if (open >= 0 && target != null) {
              notes.add(unfinished(file, open));
              target.add(file.span(open, lines.start()));
              open = -1;
            }
            target = words[0].equals("Up") ? up : down;
            if (words[0].equals("Up") && List.of(words).contains("notransaction")) {
              marker = lines.span();
            }
          }
          case "StatementBegin" -> block = target != null;
          case "StatementEnd" -> {
            if (block && open >= 0 && target != null) {
              target.add(file.span(open, lines.start()));
              open = -1;
            }
            block = false;
          }
          default -> {
            // sql-migrate passes over commands that it does not know.
          }
        }
        continue;
      }
      if (target == null || line.startsWith("-- ")) {
        continue;
      }
      if (open < 0 && !line.isBlank()) {
        open = lines.start();
      }
      if (!block && open >= 0 && lines.endsStatement()) {
        target.add(file.span(open, lines.after()));
        open = -1;
      }
    }
    if (target == null) {
      notes.add(refusal(file.span(0, 0), "has no \"-- +migrate Up\""));
    } else if (block) {
      notes.add(refusal(file.span(0, 0), "has a StatementBegin without StatementEnd"));
    }
    if (open >= 0 && target != null) {
      if (!block) {
        notes.add(unfinished(file, open));
      }
      target.add(file.span(open, file.text().length()));
    }
    TransactionMode mode = marker == null ? null : TransactionMode.PER_STATEMENT;
    return new Sections(up, down, mode, marker, List.of(), notes);
  }

  private static Note unfinished(SourceFile file, int at) {
    return refusal(
        file.span(at, at), "has a last statement without a semicolon at the end of a line");
  }

  private static Note refusal(Span place, String what) {
    return new Note(
        NoteKind.REFUSED,
        List.of(place),
        place.file().path() + " " + what + "; sql-migrate stops there");
  }
}
