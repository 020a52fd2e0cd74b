package dev.migrationsentry.remedy;

import dev.migrationsentry.remedy.Sources.Replacement;
import java.util.List;

/// What a statement needs to be there, and what brings it in.
///
/// @param nature why it is not there
/// @param what it is, in words: `column occurred_at of funnel_events`
/// @param told where the history tells it, as a sentence
/// @param statements what brings it in, without semicolons; they change nothing where it is there
/// @param edits what has to change in later files, since they would bring it in a second time
/// @param undo what takes it back, without semicolons
/// @param check a condition in SQL that is true where it is there
/// @param notes what people have to know, a sentence each
record Prerequisite(
    Nature nature,
    String what,
    String told,
    List<String> statements,
    List<Replacement> edits,
    List<String> undo,
    String check,
    List<String> notes) {
  /// Why something is not there.
  enum Nature {
    /// A later migration brings it in.
    LATER,
    /// An earlier migration brings it in, and this database does not have it nevertheless.
    LOST,
    /// A create was skipped since an older object of that name is there.
    SKIPPED,
    /// A unique index is missing.
    KEY,
    /// An extension is missing.
    EXTENSION,
    /// A label of an enum has to be there before the transaction begins.
    LABEL
  }

  Prerequisite {
    statements = List.copyOf(statements);
    edits = List.copyOf(edits);
    undo = List.copyOf(undo);
    notes = List.copyOf(notes);
  }
}
