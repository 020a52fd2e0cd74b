package dev.migrationsentry.rehearsal.probe;

import java.util.List;

/// What pending migrations require of production's rows.
///
/// @param probes what production can be asked, the cheapest question first
/// @param unprobed what it can't be asked
public record ProbePlan(List<Probe> probes, List<Unprobed> unprobed) {
  /// Copies the lists.
  public ProbePlan {
    probes = List.copyOf(probes);
    unprobed = List.copyOf(unprobed);
  }
}
