package dev.migrationsentry.cause;

import java.util.List;

/// An earlier run failed, and the runner refuses to go on.
final class FailedMarker implements Explainer {
  @Override
  public int weight(Clues clues) {
    return clues.says("failed-before") ? 97 : 0;
  }

  @Override
  public String because(Clues clues) {
    return "An earlier run failed and left its mark. That is what stands in the way now, and not why it failed: the first error is not in this log.";
  }

  @Override
  public String decides(Clues clues) {
    String migration =
        clues.failure() == null || clues.failure().migration() == null
            ? "that migration"
            : clues.failure().migration();
    return switch (clues.failure() == null ? "" : clues.failure().tool()) {
      case "prisma" ->
          "The first error: column logs of _prisma_migrations in the row of "
              + migration
              + ", or the log of the run that began it.";
      case "golang-migrate" ->
          "The first error: the log of the deploy that ran version "
              + migration
              + ", or the server's log of that time; schema_migrations records only that it failed.";
      default ->
          "The first error: the log of the run that began "
              + migration
              + ", or the server's log of that time.";
    };
  }

  @Override
  public List<String> rules() {
    return List.of("failed-marker");
  }
}
