package dev.migrationsentry.cause;

import java.util.List;

/// An applied migration is not the file it was.
final class ChecksumMismatch implements Explainer {
  @Override
  public int weight(Clues clues) {
    return clues.says("checksum-mismatch") ? 97 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "The checksum in the ledger is not the file's. The file was edited, or its line ends were, or the runner computes another checksum than the one that wrote the row.";
  }

  @Override
  public String decides(Clues clues) {
    return "git log of the file since it ran; and whether all rows differ at once, which is the tool and not an edit. \"migration-sentry status\" compares the checksums of all known algorithms.";
  }

  @Override
  public List<String> rules() {
    return List.of("edited-after-applied", "edited-after-applied-unrecorded");
  }
}
