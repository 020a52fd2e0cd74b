package dev.migrationsentry.deploys;

import java.util.Locale;

/// What the deploys of a service come to.
public enum Verdict {
  /// The branch's head serves.
  UP_TO_DATE,
  /// An older commit serves, and a deploy is on its way.
  RUNNING,
  /// An older commit serves, and no deploy has tried the newer ones.
  BEHIND,
  /// An older commit serves, and the deploys of newer ones fail.
  FROZEN,
  /// Deploys fail, and no newer commit waits or it can't be told which do.
  FAILING,
  /// Nothing serves.
  NOTHING_LIVE,
  /// What serves can't be compared with the branch.
  UNKNOWN;

  /// The word for it in JSON: in lower case, with hyphens.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
