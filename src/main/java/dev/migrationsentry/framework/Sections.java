package dev.migrationsentry.framework;

import dev.migrationsentry.migration.Note;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a runner takes a file apart.
///
/// @param up the texts that it sends one by one when it goes forward, in the order of the file. The
///   runner has already decided where they end: a text can end in the middle of a statement
/// @param down the texts for the way back; empty where there are none
/// @param mode what a marker in the file asks for, or null for the runner's habit
/// @param marker the place of that marker, or null
/// @param templated the parts of the file in which the runner replaces placeholders
/// @param notes what people have to know of the file
record Sections(
    List<Span> up,
    List<Span> down,
    @Nullable TransactionMode mode,
    @Nullable Span marker,
    List<Span> templated,
    List<Note> notes) {
  Sections {
    up = List.copyOf(up);
    down = List.copyOf(down);
    templated = List.copyOf(templated);
    notes = List.copyOf(notes);
  }

  /// The whole text is one message.
  static Sections whole(Span text) {
    return new Sections(List.of(text), List.of(), null, null, List.of(), List.of());
  }

  /// The whole text is one message, outside of the runner's usual transaction.
  static Sections whole(Span text, TransactionMode mode, Span marker) {
    return new Sections(List.of(text), List.of(), mode, marker, List.of(), List.of());
  }
}
