package dev.migrationsentry.cause;

import java.util.List;

/// The id does not fit into the ledger's column.
final class VersionTableWidth implements Explainer {
  @Override
  public int weight(Clues clues) {
    boolean narrow = clues.state("22001") && clues.words().contains("(32)");
    return narrow ? clues.statement().contains("alembic_version") ? 97 : 82 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "alembic_version.version_num is varchar(32), and the revision's id is longer: the migration itself ran, its id could not be recorded.";
  }

  @Override
  public String decides(Clues clues) {
    return "The length of the revision's id, and the type of alembic_version.version_num.";
  }

  @Override
  public List<String> rules() {
    return List.of("revision-id-too-long");
  }
}
