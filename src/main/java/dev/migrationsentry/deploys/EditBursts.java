package dev.migrationsentry.deploys;

import dev.migrationsentry.git.PastCommit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts the edits of migrations, from the newest commit to the oldest. An edit belongs to a burst
/// as long as it was made within two days before the next one.
final class EditBursts {
  /// Fewer edits are everyday work.
  static final int LEAST = 4;

  private static final Duration GAP = Duration.ofDays(2);

  private final Map<String, String> migrations;
  private final Map<String, Edits> edits = new HashMap<>();

  /// What is known of one file.
  private static final class Edits {
    private final PastCommit newest;
    private Instant oldest;
    private int count = 1;
    private boolean ended;
    private final Map<String, Integer> authors = new HashMap<>();

    Edits(PastCommit commit) {
      newest = commit;
      oldest = commit.date();
      authors.put(commit.author(), 1);
    }

    void add(PastCommit commit) {
      ended |= commit.date().isBefore(oldest.minus(GAP));
      if (!ended) {
        count++;
        oldest = commit.date();
        authors.merge(commit.author(), 1, Integer::sum);
      }
    }
  }

  /// @param migrations the ids by the files, relative to the repository's root
  EditBursts(Map<String, String> migrations) {
    this.migrations = Map.copyOf(migrations);
  }

  void add(PastCommit commit) {
    for (String file : commit.files()) {
      if (migrations.containsKey(file)) {
        Edits known = edits.get(file);
        if (known == null) {
          edits.put(file, new Edits(commit));
        } else {
          known.add(commit);
        }
      }
    }
  }

  /// The bursts, those with most edits first.
  List<EditBurst> found() {
    List<EditBurst> bursts = new ArrayList<>();
    edits.forEach((path, one) -> {
      if (one.count >= LEAST) {
        Map<String, Integer> authors = new LinkedHashMap<>();
        one.authors.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .forEach(author -> authors.put(author.getKey(), author.getValue()));
        bursts.add(
            new EditBurst(
                migrations.getOrDefault(path, path),
                path,
                one.count,
                authors,
                one.oldest,
                one.newest.date(),
                one.newest.name()));
      }
    });
    bursts.sort(
        Comparator.comparingInt(EditBurst::edits).reversed().thenComparing(EditBurst::path));
    return bursts;
  }
}
