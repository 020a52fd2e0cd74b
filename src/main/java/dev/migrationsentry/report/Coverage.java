package dev.migrationsentry.report;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Note;
import dev.migrationsentry.migration.NoteKind;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Sent;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.Trace;

/// How much of a history was judged.
///
/// @param statements all statements that going forward sends
/// @param understood those that were read in full, and those that PostgreSQL will refuse to read
/// @param unpredictable those whose outcome depends on rows or on run time
/// @param unreadable files of the history that could not be read
public record Coverage(int statements, int understood, int unpredictable, int unreadable) {
  /// The coverage of a history and one of its replays.
  public static Coverage of(History history, Timeline timeline) {
    int statements = 0;
    int understood = 0;
    for (Sent sent : timeline.sent()) {
      for (Statement statement : sent.statements()) {
        statements++;
        if (!(statement instanceof Opaque opaque) || opaque.failure() != null) {
          understood++;
        }
      }
    }
    int unpredictable = 0;
    for (Trace step : timeline.steps()) {
      if (step.fate() == Trace.Fate.UNKNOWN
          && !(step.statement() instanceof Opaque)
          && !history.runner().records(step.statement())) {
        unpredictable++;
      }
    }
    int unreadable = 0;
    for (Note note : history.notes()) {
      if (note.kind() == NoteKind.UNREADABLE) {
        unreadable++;
      }
    }
    return new Coverage(statements, understood, unpredictable, unreadable);
  }
}
