package dev.migrationsentry.rehearsal.probe;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What production answered to a probe.
///
/// @param verdict whether its rows break the migration
/// @param time how long the answer took; zero where nothing was asked
/// @param keys the primary keys of some rows that do, as text, at most [Probe#MOST_KEYS]; several
///   columns in parentheses. Empty where there are none or they can't be told
/// @param sqlState the error with which the question ended, or null. Its message is left out: it
///   may quote values
/// @param why the reason for an unknown verdict, or what to know beside another one; else the empty
///   text
public record ProbeAnswer(
    Probe probe,
    Verdict verdict,
    Duration time,
    List<String> keys,
    @Nullable String sqlState,
    String why) {
  /// Copies the keys.
  public ProbeAnswer {
    keys = List.copyOf(keys);
  }
}
