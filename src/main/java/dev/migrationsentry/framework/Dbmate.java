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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// dbmate: `20240131120000_name.sql` by name, with sections `-- migrate:up` and `-- migrate:down`;
/// each section is one message in a transaction, or without one for `transaction:false` (dbmate's
/// `pkg/dbmate/migration.go` and `db.go`).
final class Dbmate implements Framework {
  private static final Runner RUNNER =
      new Runner(
              "dbmate",
              "dbmate",
              OrderBy.NAME,
              TransactionMode.PER_MIGRATION,
              false,
              "write \"-- migrate:up transaction:false\" and leave it as the only statement of the"
                  + " section",
              "runs the first one and fails when it records the second (23505)",
              ConnectionReset.NOTHING,
              List.of())
          .recordingIn(
              "create table if not exists schema_migrations (version varchar(128) "
                  + "primary key)");

  @Override
  public Runner runner() {
    return RUNNER;
  }

  @Override
  public String pattern() {
    return "dbmate: 20240131120000_name.sql with \"-- migrate:up\"";
  }

  @Override
  public @Nullable Sighting sight(Folder folder, Project project, boolean named) {
    List<String> names = folder.sqlFiles().stream().filter(Names::startsWithDigit).toList();
    return !names.isEmpty() && (named || project.startsAnyWith(folder, names, "migrate:up"))
        ? Sighting.of(this, folder, Certainty.MARKED)
        : null;
  }

  @Override
  public History read(Sighting sighting, Project project) {
    Folder folder = sighting.folder();
    HistoryReader reader = new HistoryReader(project, sighting, RUNNER).sections(Dbmate::sections);
    List<Draft> drafts = new ArrayList<>();
    for (String name : folder.sqlFiles()) {
      if (Names.startsWithDigit(name) && name.endsWith(".sql")) {
        String digits = name.substring(0, Names.afterDigits(name, 0));
        drafts.add(Draft.of(digits, name, Version.of(digits), folder.pathOf(name)));
      } else {
        reader.ignore(folder.pathOf(name), "does not start with a number");
      }
    }
    return reader.read(drafts);
  }

  private enum Direction {
    NONE,
    UP,
    DOWN
  }

  static Sections sections(SourceFile file) {
    List<Span> up = new ArrayList<>();
    List<Span> down = new ArrayList<>();
    List<Note> notes = new ArrayList<>();
    TransactionMode mode = null;
    Span marker = null;
    Direction open = Direction.NONE;
    int from = 0;
    boolean early = false;
    Lines lines = new Lines(file);
    while (lines.next()) {
      Direction direction = directive(lines.line());
      if (direction == Direction.NONE) {
        early |=
            open == Direction.NONE && !lines.isBlank() && !lines.line().strip().startsWith("--");
        continue;
      }
      close(file, open, from, lines.start(), up, down);
      open = direction;
      from = lines.after();
      if (direction == Direction.UP && isWithoutTransaction(lines.line())) {
        mode = TransactionMode.IMPLICIT_STRING;
        marker = lines.span();
      }
    }
    close(file, open, from, file.text().length(), up, down);
    if (up.isEmpty()) {
      refuse(notes, file, "has no \"-- migrate:up\"");
    } else if (down.isEmpty()) {
      refuse(notes, file, "has no \"-- migrate:down\"");
    } else if (early) {
      refuse(notes, file, "has statements before its \"-- migrate:up\"");
    }
    return new Sections(up, down, mode, marker, List.of(), notes);
  }

  private static void close(
      SourceFile file, Direction open, int from, int to, List<Span> up, List<Span> down) {
    switch (open) {
      case NONE -> {}
      case UP -> up.add(file.span(from, to));
      case DOWN -> down.add(file.span(from, to));
    }
  }

  private static void refuse(List<Note> notes, SourceFile file, String what) {
    notes.add(
        new Note(
            NoteKind.REFUSED,
            List.of(file.span(0, 0)),
            file.path() + " " + what + "; dbmate stops there"));
  }

  /// `--`, blanks, `migrate:up` or `migrate:down`, then nothing or a blank; from the line's start.
  private static Direction directive(String line) {
    if (!line.startsWith("--")) {
      return Direction.NONE;
    }
    String rest = line.substring(2).stripLeading();
    Direction direction =
        rest.startsWith("migrate:up")
            ? Direction.UP
            : rest.startsWith("migrate:down") ? Direction.DOWN : Direction.NONE;
    int length = direction == Direction.UP ? "migrate:up".length() : "migrate:down".length();
    boolean ends = rest.length() <= length || Character.isWhitespace(rest.charAt(length));
    return ends ? direction : Direction.NONE;
  }

  private static boolean isWithoutTransaction(String line) {
    for (String word : line.strip().split("\\s+", -1)) {
      if (word.equals("transaction:false")) {
        return true;
      }
    }
    return false;
  }
}
