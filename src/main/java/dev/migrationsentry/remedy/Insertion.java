package dev.migrationsentry.remedy;

import dev.migrationsentry.remedy.Prerequisite.Nature;
import dev.migrationsentry.remedy.Sources.Replacement;
import java.util.ArrayList;
import java.util.List;

/// Brings in what a statement needs right before that statement, in the failing migration itself:
/// where no migration fits in before it, or what it needs is made by the migration's own beginning.
final class Insertion implements Remedying {
  @Override
  public List<Remedy> propose(Ailment ailment, Sources sources) {
    if (!(ailment instanceof Ailment.Failing failing)
        || failing.migration().up().program() != null
        || failing.statement().span().file() != failing.migration().up().file()) {
      return List.of();
    }
    Prerequisite missing =
        Derivation.of(failing).derive(failing.error(), failing.statement(), failing.at());
    if (missing == null || missing.nature() == Nature.LABEL) {
      return List.of();
    }
    StringBuilder inserted = new StringBuilder();
    missing.statements().forEach(one -> inserted.append(one).append(";\n"));
    List<Replacement> replacements = new ArrayList<>(missing.edits());
    replacements.add(Replacement.before(failing.statement().span(), inserted.toString()));
    List<FileChange> edits = sources.edits(replacements);
    String title = failing.migration().title();
    return edits == null
        ? List.of()
        : List.of(
            Remedy.ofFiles(
                id(),
                "Bring in "
                    + missing.what()
                    + " in "
                    + title
                    + " itself, right before line "
                    + failing.statement().span().line()
                    + ".",
                edits,
                "It edits "
                    + title
                    + ", which is right only while it has run nowhere: a database that has run it"
                    + " records another content."
                    + (missing.notes().isEmpty() ? "" : " " + String.join(" ", missing.notes())),
                "Take the inserted lines out again.",
                "select " + missing.check() + " as repaired",
                "\"migration-sentry check\" in every merge request finds what is used before it is"
                    + " there."));
  }

  @Override
  public boolean isLastResort() {
    return true;
  }
}
