package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A read-only question to production, in production's names: would its rows break a migration?
///
/// @param kind what is looked for
/// @param table the table whose rows are asked, qualified and quoted, as production names it
/// @param migration the title of the migration that makes the requirement
/// @param at the statement that makes it
/// @param requirement a sentence part for people: `column email of public.users takes no nulls`
/// @param question SQL that yields a row, or fails with an error about a value (class 22), exactly
///   when a row violates the requirement; else no row
/// @param keys SQL that yields keys of at most five such rows and nothing else of them, or null
///   where they can't be told
/// @param cost what the question is expected to cost
/// @param searchPath the schemas in which its names were written; the tables are qualified
/// @param reservations why its answer may not hold
public record Probe(
    ProbeKind kind,
    String table,
    String migration,
    Span at,
    String requirement,
    String question,
    @Nullable String keys,
    Cost cost,
    List<String> searchPath,
    List<Reservation> reservations) {
  /// The most keys that are shown of rows that violate a requirement.
  public static final int MOST_KEYS = 5;

  /// Copies the lists.
  public Probe {
    searchPath = List.copyOf(searchPath);
    reservations = List.copyOf(reservations);
  }
}
