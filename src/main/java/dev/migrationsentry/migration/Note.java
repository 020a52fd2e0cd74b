package dev.migrationsentry.migration;

import dev.migrationsentry.source.Span;
import java.util.List;

/// Something that reading a history brought up and that people have to know.
///
/// @param kind what it means for the result
/// @param where the places, the decisive one first; never empty. For a file that could not be read
///   it is the start of an empty text
/// @param text a sentence for people
public record Note(NoteKind kind, List<Span> where, String text) {
  /// Copies the places.
  public Note {
    where = List.copyOf(where);
  }
}
