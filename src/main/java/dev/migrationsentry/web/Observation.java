package dev.migrationsentry.web;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What was seen of a database at one moment.
///
/// @param migrated whether every migration has run and nothing speaks against it
/// @param verified whether the database has what its migrations make and what is required
/// @param ready whether an application may go live on it
/// @param status the answer of `status` as JSON
/// @param states how many migrations are in which state, by the state's name in lower case
/// @param reasons why it is not migrated, not verified or not ready, a sentence each
public record Observation(
    boolean migrated,
    boolean verified,
    boolean ready,
    String status,
    Map<String, Integer> states,
    List<String> reasons) {
  /// Copies the collections; the states in their alphabet.
  public Observation {
    states = new TreeMap<>(states);
    reasons = List.copyOf(reasons);
  }
}
