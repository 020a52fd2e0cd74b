package dev.migrationsentry.cause;

import java.util.List;

/// The ledger names a migration that the files do not have.
final class MissingRevision implements Explainer {
  @Override
  public int weight(Clues clues) {
    if (clues.says("missing-revision")) {
      return 96;
    }
    return clues.says("missing-parent") ? 92 : clues.says("revision-cycle") ? 40 : 0;
  }

  @Override
  public String because(Clues clues) {
    return clues.says("missing-parent")
        ? "A revision names a parent that no file has."
        : "The database records a migration that the deployed files do not hold: the file was removed or renamed, the database is newer than the code, or it is another project's database.";
  }

  @Override
  public String decides(Clues clues) {
    return "Whether an older or newer commit, or another branch, has the file: git log --all for its id. The row in the ledger must stay until that is known.";
  }

  @Override
  public List<String> rules() {
    return List.of("missing-parent-revision", "ghost-revision", "revision-cycle");
  }
}
