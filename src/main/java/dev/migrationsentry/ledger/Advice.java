package dev.migrationsentry.ledger;

import dev.migrationsentry.ledger.HistoryStatus.Contents;
import dev.migrationsentry.ledger.MigrationStatus.Edit;
import dev.migrationsentry.ledger.MigrationStatus.State;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.PastVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What takes edits of applied migrations back.
final class Advice {
  private static final int MOST_COMMITS = 12;

  private Advice() {}

  /// A sentence and commands; nothing when no commit has edited an applied migration.
  static List<String> of(List<MigrationStatus> all, Contents contents) {
    Map<String, PastVersion> commits = new LinkedHashMap<>();
    List<String> files = new ArrayList<>();
    for (MigrationStatus status : all) {
      Edit edit = status.edit();
      Migration migration = status.migration();
      PastVersion applied = edit == null ? null : edit.applied();
      if (status.state() == State.DIVERGED
          && edit != null
          && migration != null
          && applied != null
          && !edit.harmless()) {
        edit.all().forEach(version -> commits.putIfAbsent(version.commit(), version));
        files.add("git checkout " + shown(applied.commit()) + " -- " + quoted(applied.path()));
      }
    }
    if (commits.isEmpty()) {
      return List.of();
    }
    List<PastVersion> edits = new ArrayList<>(commits.values());
    edits.sort(Comparator.comparing(PastVersion::date));
    String first = edits.getFirst().commit();
    String last = edits.getLast().commit();
    List<String> range = contents.between(first, last);
    List<String> advice = new ArrayList<>();
    advice.add(
        "The last good commit is "
            + shown(first)
            + "^. Take the "
            + (edits.size() == 1
                ? "edit back, and put what it was"
                : edits.size() + " edits back, and put what they were")
            + " for into a new migration:");
    advice.add("git log -1 " + shown(first) + "^");
    if (edits.size() == 1) {
      advice.add("git revert --no-edit " + shown(first));
    } else if (range.size() == edits.size() && commits.keySet().containsAll(range)) {
      advice.add("git revert --no-edit " + shown(first) + "^.." + shown(last));
    } else if (edits.size() <= MOST_COMMITS) {
      advice.add("git revert --no-edit " + names(edits.reversed(), range));
    }
    advice.add("or the files alone:");
    advice.addAll(files);
    return advice;
  }

  private static String names(Collection<PastVersion> newestFirst, List<String> range) {
    // Commits of one range are reverted in its order, which dates alone do not tell.
    List<String> names = new ArrayList<>(newestFirst.stream().map(PastVersion::commit).toList());
    if (range.containsAll(names)) {
      names.sort(Comparator.comparingInt(range::indexOf));
    }
    return String.join(" ", names.stream().map(Advice::shown).toList());
  }

  private static String shown(String commit) {
    return commit.substring(0, Math.min(10, commit.length()));
  }

  /// A path as a shell takes it.
  static String quoted(String path) {
    boolean plain =
        path.chars()
            .allMatch(letter -> Character.isLetterOrDigit(letter) || "/._-".indexOf(letter) >= 0);
    return plain ? path : "'" + path.replace("'", "'\\''") + "'";
  }
}
