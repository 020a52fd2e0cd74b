package dev.migrationsentry.remedy;

import dev.migrationsentry.framework.PlacedMigration;
import dev.migrationsentry.framework.PlacedMigration.Content;
import dev.migrationsentry.framework.PlacedMigration.Relinked;
import dev.migrationsentry.remedy.Prerequisite.Nature;
import dev.migrationsentry.remedy.Sources.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Remedies that bring in what a failing migration needs, by a migration right before it.
final class Guards {
  private static final int LONGEST = 40;

  private Guards() {}

  /// What a kind says of itself.
  ///
  /// @param title the name of the new migration, in words with underscores between
  record Words(String kind, String title, String risk, String prevention) {}

  /// The remedy with each of the names that the new migration may have.
  static List<Remedy> of(
      Ailment.Failing failing, Set<Nature> natures, Words words, Sources sources) {
    Prerequisites needed = Prerequisites.of(failing);
    if (needed == null || !natures.contains(needed.nature())) {
      return List.of();
    }
    boolean label = needed.nature() == Nature.LABEL;
    Content content =
        new Content(words.title(), comments(failing, needed), needed.statements(), label);
    List<Remedy> remedies = new ArrayList<>();
    for (PlacedMigration draft :
        PlacedMigration.before(failing.history(), failing.migration(), content)) {
      List<FileChange> files = files(draft, needed.edits(), sources);
      if (files != null) {
        remedies.add(
            Remedy.ofFiles(
                words.kind(),
                "Bring in "
                    + needed.what()
                    + " by a migration right before "
                    + failing.migration().title()
                    + ".",
                files,
                risk(failing, needed, words),
                undo(draft, needed),
                needed.verification(),
                words.prevention()));
      }
    }
    return remedies;
  }

  /// A draft as changes of files; null when a file can't be edited.
  static @Nullable List<FileChange> files(
      PlacedMigration draft, List<Replacement> more, Sources sources) {
    List<Replacement> replacements = new ArrayList<>(more);
    for (Relinked link : draft.links()) {
      String written = link.where().text();
      if (!written.contains(link.old())) {
        return null;
      }
      replacements.add(Replacement.of(link.where(), written.replace(link.old(), link.id())));
    }
    List<FileChange> edits = sources.edits(replacements);
    if (edits == null) {
      return null;
    }
    List<FileChange> files = new ArrayList<>();
    files.add(new FileChange.Add(draft.path(), draft.text()));
    for (FileChange edit : edits) {
      files.add(edit instanceof FileChange.Edit one ? revising(one, draft.links()) : edit);
    }
    return files;
  }

  /// Says the new parent in the comment of an Alembic revision as well.
  private static FileChange.Edit revising(FileChange.Edit edit, List<Relinked> links) {
    String text = edit.after();
    for (Relinked link : links) {
      if (link.where().file().path().equals(edit.path())) {
        text = text.replace("Revises: " + link.old() + "\n", "Revises: " + link.id() + "\n");
      }
    }
    return new FileChange.Edit(edit.path(), edit.before(), text);
  }

  private static List<String> comments(Ailment.Failing failing, Prerequisites needed) {
    List<String> comments = new ArrayList<>();
    comments.add(
        "Brings in what "
            + failing.migration().title()
            + " needs; changes nothing where it is there already.");
    needed.all().forEach(one -> comments.add(one.told()));
    comments.addAll(needed.notes());
    return comments.stream().distinct().toList();
  }

  private static String risk(Ailment.Failing failing, Prerequisites needed, Words words) {
    StringBuilder risk = new StringBuilder(words.risk());
    needed.notes().forEach(note -> risk.append(' ').append(note));
    if (!needed.edits().isEmpty()) {
      risk.append(
          " It also edits later migrations, so that they do not bring it in a second time: no database"
              + " that stops at "
              + failing.migration().title()
              + " has run them; one that has run them and records checksums will notice.");
    }
    return risk.toString();
  }

  private static String undo(PlacedMigration draft, Prerequisites needed) {
    StringBuilder undo = new StringBuilder();
    undo.append("Before it has run: remove ").append(draft.path());
    undo.append(draft.links().isEmpty() ? "" : " and set the parent back");
    undo.append('.');
    if (!needed.undo().isEmpty()) {
      undo.append(" Afterwards, with the loss of what was written there: ");
      undo.append(String.join("; ", needed.undo())).append(';');
    }
    return undo.toString();
  }

  /// A name for a migration: words with underscores, not too long.
  static String name(String words) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < words.length(); i++) {
      char letter = words.charAt(i);
      boolean plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
      if (plain) {
        name.append(letter);
      } else if (!name.isEmpty() && name.charAt(name.length() - 1) != '_') {
        name.append('_');
      }
    }
    String cut = name.length() > LONGEST ? name.substring(0, LONGEST) : name.toString();
    return cut.endsWith("_") ? cut.substring(0, cut.length() - 1) : cut;
  }
}
