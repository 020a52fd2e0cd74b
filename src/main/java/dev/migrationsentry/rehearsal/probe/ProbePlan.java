package dev.migrationsentry.rehearsal.probe;

import java.util.List;

/// What pending migrations require of production's rows.
///
/// @param probes what production can be asked, the cheapest question first
/// @param unprobed what it can't be asked
/// @param tables the tables of production that the migrations touch, qualified and quoted
public record ProbePlan(List<Probe> probes, List<Unprobed> unprobed, List<String> tables) {
  /// Copies the lists.
  public ProbePlan {
    probes = List.copyOf(probes);
    unprobed = List.copyOf(unprobed);
    tables = List.copyOf(tables);
  }
}
