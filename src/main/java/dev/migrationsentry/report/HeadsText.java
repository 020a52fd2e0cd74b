package dev.migrationsentry.report;

import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import dev.migrationsentry.timeline.Touched;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The heads of a history for people: what each one has that the others have not.
public final class HeadsText {
  /// How many objects are named.
  private static final int SHOWN = 12;

  private HeadsText() {}

  /// Renders the heads; the text ends with a line end.
  public static String render(
      String path, RevisionGraph graph, List<Revision> heads, Touched touched, Style style) {
    List<String> ids = heads.stream().map(Revision::id).toList();
    StringBuilder out = new StringBuilder(style.bold(Excerpt.visible(path)));
    out.append(" has ").append(heads.size()).append(" heads:\n\n");
    for (Revision head : heads) {
      int revisions = graph.onlyOn(head.id(), ids).size();
      out.append("  ").append(style.yellow(Excerpt.visible(head.id()))).append(' ');
      out.append(Excerpt.visible(head.title())).append('\n');
      out.append("    ").append(revisions).append(revisions == 1 ? " revision" : " revisions");
      out.append(" that the other side has not; touches ");
      out.append(listed(touched.onlyOn(head.id(), ids))).append('\n');
    }
    out.append('\n');
    List<String> forks = new ArrayList<>();
    for (String fork : graph.forks(ids)) {
      Revision revision = graph.revision(fork);
      if (revision != null) {
        forks.add(fork + " (" + revision.title() + ")");
      }
    }
    out.append(
        forks.isEmpty()
            ? "They have no revision in common.\n"
            : "They part after " + Excerpt.visible(String.join(", ", forks)) + ".\n");
    Set<String> shared = touched.shared(ids);
    if (!shared.isEmpty()) {
      out.append(style.red("More than one side touches " + listed(shared) + "."));
      out.append(" Look at what they do there before you join them.\n");
    } else if (touched.isComplete(ids)) {
      out.append("No object is touched by more than one side.\n");
    }
    if (!touched.isComplete(ids)) {
      out.append("Some of what the sides do is not known or fails: see migration-sentry check.\n");
    }
    return out.toString();
  }

  private static String listed(Set<String> objects) {
    if (objects.isEmpty()) {
      return "nothing";
    }
    List<String> names = new ArrayList<>(objects);
    String shown =
        Excerpt.visible(String.join(", ", names.subList(0, Math.min(SHOWN, names.size()))));
    return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
  }
}
