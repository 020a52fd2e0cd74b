package dev.migrationsentry.remedy;

import dev.migrationsentry.framework.PlacedMigration;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Link;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import dev.migrationsentry.remedy.Sources.Replacement;
import java.util.ArrayList;
import java.util.List;

/// An id of its own for the second of two migrations that claim the same one.
final class NewIdentity implements Remedying {
  private static final String PREVENTION =
      "\"migration-sentry check --against-branch\" in every merge request sees two migrations with"
          + " one id before they are together.";

  @Override
  public List<Remedy> propose(Ailment ailment, Sources sources) {
    if (!(ailment instanceof Ailment.Found found)
        || !found.finding().rule().equals("duplicate-revision-id")) {
      return List.of();
    }
    RevisionGraph graph = found.history().graph();
    String title = String.valueOf(found.finding().migration());
    return graph == null
        ? renamed(found.history(), title, sources)
        : revised(found.history(), graph, title, sources);
  }

  private List<Remedy> renamed(History history, String title, Sources sources) {
    Migration last = null;
    Migration twice = null;
    for (Migration migration : history.migrations()) {
      last = migration.kind() == MigrationKind.REPEATABLE ? last : migration;
      twice = migration.title().equals(title) ? migration : twice;
    }
    if (last == null || twice == null) {
      return List.of();
    }
    List<Remedy> remedies = new ArrayList<>();
    String from = twice.file().path();
    for (String path : PlacedMigration.renamedLast(history, twice, last)) {
      List<FileChange> files = new ArrayList<>();
      files.add(new FileChange.Rename(from, path));
      if (from.endsWith(".up.sql") && path.endsWith(".up.sql")) {
        String down = from.substring(0, from.length() - 6) + "down.sql";
        if (sources.text(down) != null) {
          files.add(new FileChange.Rename(down, path.substring(0, path.length() - 6) + "down.sql"));
        }
      }
      remedies.add(
          Remedy.ofFiles(
              id(),
              "Give " + title + " a number of its own: " + path + ".",
              files,
              "A database that has run "
                  + title
                  + " under its old number runs it again under the new one: rename the one that no"
                  + " database has run.",
              "Rename it back before it has run.",
              "",
              PREVENTION));
    }
    return remedies;
  }

  private List<Remedy> revised(
      History history, RevisionGraph graph, String title, Sources sources) {
    Revision last = null;
    for (List<Revision> same : graph.duplicates()) {
      last = same.getLast().title().equals(title) ? same.getLast() : last;
    }
    if (last == null || last.parents().size() != 1) {
      return List.of();
    }
    List<String> heads = List.copyOf(graph.heads());
    if (heads.size() != 1) {
      return List.of();
    }
    String id = PlacedMigration.id(history, "again " + last.title());
    Link parent = last.parents().getFirst();
    String written = last.where().text();
    List<Replacement> replacements = new ArrayList<>();
    replacements.add(Replacement.of(last.where(), written.replace(last.id(), id)));
    replacements.add(
        Replacement.of(
            parent.where(), parent.where().text().replace(parent.to(), heads.getFirst())));
    List<FileChange> edits = sources.edits(replacements);
    return edits == null
        ? List.of()
        : List.of(
            Remedy.ofFiles(
                id(),
                "Give " + title + " the id " + id + ", and let it follow " + heads.getFirst() + ".",
                edits,
                "The other file keeps the id "
                    + last.id()
                    + ". If databases have run this one and not the other, do it the other way"
                    + " round.",
                "Set the id and down_revision back before it has run.",
                "",
                PREVENTION));
  }
}
