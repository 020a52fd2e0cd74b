package dev.migrationsentry.framework;

import dev.migrationsentry.migration.Note;
import dev.migrationsentry.migration.NoteKind;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Takes a file apart as goose does: line by line, a statement ends with a line that ends in a
/// semicolon, unless it stands between `StatementBegin` and `StatementEnd`.
final class GooseSections {
  private enum State {
    START,
    UP,
    UP_BLOCK,
    DOWN,
    DOWN_BLOCK
  }

  private final SourceFile file;
  private final List<Span> up = new ArrayList<>();
  private final List<Span> down = new ArrayList<>();
  private final List<Span> templated = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private State state = State.START;
  private @Nullable Span noTransaction;
  private int open = -1;
  private int replacedFrom = -1;

  private GooseSections(SourceFile file) {
    this.file = file;
  }

  static Sections of(SourceFile file) {
    GooseSections reading = new GooseSections(file);
    reading.read();
    TransactionMode mode = reading.noTransaction == null ? null : TransactionMode.PER_STATEMENT;
    return new Sections(
        reading.up, reading.down, mode, reading.noTransaction, reading.templated, reading.notes);
  }

  private void read() {
    Lines lines = new Lines(file);
    while (lines.next()) {
      String line = lines.line();
      String stripped = line.strip();
      if (stripped.startsWith("--") && line.contains("+goose")) {
        annotation(lines);
        continue;
      }
      if (open < 0) {
        if (stripped.startsWith("--") || stripped.isEmpty()) {
          continue;
        }
        if (state == State.START) {
          refuse(lines.span(), "has text before \"-- +goose Up\"");
          return;
        }
        open = lines.start();
      }
      if ((state == State.UP || state == State.DOWN) && lines.endsStatement()) {
        close(lines.after());
      }
    }
    int end = file.text().length();
    if (replacedFrom >= 0) {
      templated.add(file.span(replacedFrom, end));
    }
    if (state == State.START) {
      refuse(file.span(0, 0), "has no \"-- +goose Up\"");
    } else if (state == State.UP_BLOCK || state == State.DOWN_BLOCK) {
      refuse(file.span(end, end), "has a StatementBegin without StatementEnd");
      close(end);
    } else if (open >= 0) {
      refuse(
          file.span(open, open), "has a last statement without a semicolon at the end of a line");
      close(end);
    }
  }

  private void close(int end) {
    if (open >= 0) {
      Span statement = file.span(open, end);
      switch (state) {
        case START -> {}
        case UP, UP_BLOCK -> up.add(statement);
        case DOWN, DOWN_BLOCK -> down.add(statement);
      }
      open = -1;
    }
  }

  private void annotation(Lines lines) {
    String line = lines.line();
    if (line.startsWith(" ") || line.startsWith("\t")) {
      refuse(lines.span(), "has an annotation behind blanks");
      return;
    }
    String command = line.replace("--", "").replaceFirst("\\+goose", "").strip();
    switch (command.toUpperCase(Locale.ROOT)) {
      case "UP" -> {
        if (state == State.START) {
          state = State.UP;
        } else {
          refuse(lines.span(), "has a second \"-- +goose Up\"");
        }
      }
      case "DOWN" -> {
        if (state != State.UP) {
          refuse(lines.span(), "has a \"-- +goose Down\" that does not follow the Up section");
        } else if (open >= 0) {
          refuse(
              file.span(open, open),
              "has a last statement without a semicolon at the end of a line");
          close(lines.start());
        }
        state = State.DOWN;
      }
      case "STATEMENTBEGIN" -> {
        switch (state) {
          case UP -> state = State.UP_BLOCK;
          case DOWN -> state = State.DOWN_BLOCK;
          case START, UP_BLOCK, DOWN_BLOCK ->
              refuse(lines.span(), "has a StatementBegin where none may stand");
        }
      }
      case "STATEMENTEND" -> {
        switch (state) {
          case UP_BLOCK -> {
            close(lines.start());
            state = State.UP;
          }
          case DOWN_BLOCK -> {
            close(lines.start());
            state = State.DOWN;
          }
          case START, UP, DOWN -> refuse(lines.span(), "has a StatementEnd without StatementBegin");
        }
      }
      case "NO TRANSACTION" -> noTransaction = lines.span();
      case "ENVSUB ON" -> replacedFrom = lines.after();
      case "ENVSUB OFF" -> {
        if (replacedFrom >= 0) {
          templated.add(file.span(replacedFrom, lines.start()));
        }
        replacedFrom = -1;
      }
      default -> refuse(lines.span(), "has an annotation that goose does not know");
    }
  }

  private void refuse(Span place, String what) {
    notes.add(
        new Note(
            NoteKind.REFUSED, List.of(place), file.path() + " " + what + "; goose stops there"));
  }
}
