package dev.migrationsentry.cli;

import dev.migrationsentry.remedy.FileChange;
import dev.migrationsentry.remedy.Offers;
import dev.migrationsentry.remedy.Remedy;
import dev.migrationsentry.remedy.Tried;
import dev.migrationsentry.report.Style;
import java.util.ArrayList;
import java.util.List;

/// Remedies as people read them.
final class RemedyText {
  private static final int MOST_NEXT = 5;

  private RemedyText() {}

  /// What `fix` prints: one failure after the other, with the remedies for each.
  ///
  /// @param written whether the best remedies were put in place
  static String render(List<Offers> all, boolean written, Style style) {
    StringBuilder out = new StringBuilder();
    if (all.isEmpty()) {
      return "Nothing to mend: no failure is predicted.\n";
    }
    int mended = 0;
    for (int i = 0; i < all.size(); i++) {
      Offers offers = all.get(i);
      out.append(i == 0 ? "" : "\n");
      out.append(style.bold((i == 0 ? "" : "then ") + offers.ailment())).append('\n');
      out.append(render(offers, style));
      mended += offers.best() == null ? 0 : 1;
    }
    out.append('\n').append(all.size()).append(all.size() == 1 ? " failure, " : " failures, ");
    out.append(mended).append(" with a remedy");
    if (mended > 0) {
      out.append(
          written
              ? "; the files of the first one of each are in place"
              : "; --write puts the files of the first one of each in place");
    }
    return out.append(".\n").toString();
  }

  /// The remedies for one failure.
  static String render(Offers offers, Style style) {
    StringBuilder out = new StringBuilder();
    if (offers.offered().isEmpty()) {
      out.append("  ")
          .append(
              offers.untried() != null
                  ? offers.untried()
                  : "No remedy of the known kinds passes its rehearsal.")
          .append('\n');
    }
    for (int i = 0; i < offers.offered().size(); i++) {
      remedy(out, i + 1, offers.offered().get(i), style);
    }
    if (!offers.refusals().isEmpty()) {
      out.append("  ").append(style.faint(offers.refusals())).append('\n');
    }
    return out.toString();
  }

  private static void remedy(StringBuilder out, int number, Tried tried, Style style) {
    Remedy remedy = tried.remedy();
    out.append("  ").append(number).append(". ").append(remedy.title());
    out.append(" [").append(remedy.kind()).append("]\n");
    for (FileChange change : number == 1 ? remedy.files() : List.<FileChange>of()) {
      file(out, change, style);
    }
    if (number > 1 && !remedy.files().isEmpty()) {
      out.append("     files: ").append(String.join(", ", shown(remedy.files()))).append('\n');
    }
    if (!remedy.byHand().isEmpty()) {
      out.append("     by hand:\n       begin;\n");
      remedy.byHand().forEach(one -> indented(out, one + ";", "       "));
      indented(out, remedy.verification() + ";", "       ");
      out.append("       commit;\n");
    }
    remedy.commands().forEach(one -> out.append("     run: ").append(one).append('\n'));
    List<Tried.Refusal> said = List.of();
    for (Tried.InWorld world : tried.worlds()) {
      boolean again = !said.isEmpty() && said.equals(world.next());
      out.append("     ").append(rehearsed(world, again)).append('\n');
      said = world.next();
      world.degraded().forEach(why -> out.append("       ").append(why).append('\n'));
    }
    out.append("     risk: ").append(remedy.risk()).append('\n');
    out.append("     undo: ").append(remedy.undo()).append('\n');
    if (number > 1) {
      return;
    }
    if (!remedy.verification().isEmpty() && remedy.byHand().isEmpty()) {
      out.append("     verify:\n");
      indented(out, remedy.verification() + ";", "       ");
    }
    out.append("     prevent: ").append(remedy.prevention()).append('\n');
  }

  /// What a rehearsal came to, in a line.
  ///
  /// @param again whether the same migrations fail next as in the world before
  static String rehearsed(Tried.InWorld world, boolean again) {
    StringBuilder text = new StringBuilder();
    text.append("rehearsed from ").append(world.world()).append(": ");
    text.append(
        world.passes()
            ? "passes"
            : "fails there for another reason, as it does without the remedy");
    text.append(Boolean.TRUE.equals(world.verified()) ? ", verified" : "");
    if (!world.whole() && world.passes()) {
      return text.toString();
    }
    if (world.next().isEmpty()) {
      return text.append("; all ").append(world.migrations()).append(" migrations work").toString();
    }
    if (again) {
      return text.append("; the same fail next").toString();
    }
    text.append("; next to fail: ");
    List<String> next = new ArrayList<>();
    for (Tried.Refusal refusal :
        world.next().subList(0, Math.min(MOST_NEXT, world.next().size()))) {
      next.add(refusal.migration() + " (" + oneLine(refusal.answer()) + ")");
    }
    text.append(String.join(", ", next));
    int more = world.next().size() - next.size();
    return text.append(more > 0 ? " and " + more + " more" : "").toString();
  }

  private static String oneLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end) + " …";
  }

  /// The files of a remedy, in words.
  static List<String> shown(List<FileChange> files) {
    return files.stream()
        .map(change ->
            switch (change) {
              case FileChange.Add add -> add.path() + " (new)";
              case FileChange.Edit edit -> edit.path() + " (edited)";
              case FileChange.Rename rename -> rename.from() + " renamed to " + rename.path();
            })
        .toList();
  }

  private static void file(StringBuilder out, FileChange change, Style style) {
    out.append("     ").append(style.bold(shown(List.of(change)).getFirst())).append('\n');
    switch (change) {
      case FileChange.Add add -> indented(out, add.text(), "       ");
      case FileChange.Edit edit ->
          changed(edit).forEach(line -> out.append("       ").append(line).append('\n'));
      case FileChange.Rename ignored -> {}
    }
  }

  /// The lines that an edit takes out and puts in, without those at the start and the end that
  /// stay.
  static List<String> changed(FileChange.Edit edit) {
    List<String> before = edit.before().lines().toList();
    List<String> after = edit.after().lines().toList();
    int start = 0;
    while (start < before.size()
        && start < after.size()
        && before.get(start).equals(after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < before.size() - start
        && end < after.size() - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    List<String> lines = new ArrayList<>();
    before.subList(start, before.size() - end).forEach(line -> lines.add("- " + line));
    after.subList(start, after.size() - end).forEach(line -> lines.add("+ " + line));
    return lines;
  }

  private static void indented(StringBuilder out, String text, String indent) {
    text.lines().forEach(line -> out.append((indent + line).stripTrailing()).append('\n'));
  }
}
