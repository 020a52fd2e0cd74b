package dev.migrationsentry.remedy;

import dev.migrationsentry.framework.MergeRevision;
import dev.migrationsentry.framework.PlacedMigration;
import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import java.util.List;

/// The revision that joins the heads of an Alembic history; `fix heads` writes the same.
final class MergeHeads implements Remedying {
  @Override
  public List<Remedy> propose(Ailment ailment, Sources sources) {
    RevisionGraph graph = ailment.history().graph();
    if (!(ailment instanceof Ailment.Found found)
        || !found.finding().rule().equals("multiple-heads")
        || graph == null
        || !graph.missing().isEmpty()
        || !graph.cycles().isEmpty()
        || graph.unjoinedHeads().isEmpty()) {
      return List.of();
    }
    List<Revision> heads = graph.unjoinedHeads();
    String ids = String.join(", ", heads.stream().map(Revision::id).toList());
    MergeRevision merge =
        MergeRevision.draft(
            sources.files(),
            sources.options(),
            ailment.history(),
            new MergeRevision.Content(
                PlacedMigration.id(ailment.history(), "merge " + ids),
                "merge heads",
                heads,
                sources.now()));
    return List.of(
        Remedy.ofFiles(
            id(),
            "Join the heads " + ids + " by a merge revision.",
            List.of(new FileChange.Add(merge.path(), merge.text())),
            "It changes no table. Which side runs first is open: look at what both touch with"
                + " \"migration-sentry fix heads\".",
            "Remove the file before it has run; afterwards \"alembic downgrade\" by one step parts"
                + " the heads again.",
            "",
            "\"migration-sentry check --against-branch\" looks at the result of a merge before it"
                + " is made."));
  }
}
