package dev.migrationsentry.ledger;

/// The commit from which migrations were run in a database, where their ledger records no
/// checksums.
///
/// @param commit its full name
/// @param why how that is known, as a sentence part: `it is the first one on this branch that has
///   20b7_phone.py`
public record Deployment(String commit, String why) {
  /// The commit's name as it is shown.
  public String shown() {
    return commit.substring(0, Math.min(10, commit.length()));
  }
}
