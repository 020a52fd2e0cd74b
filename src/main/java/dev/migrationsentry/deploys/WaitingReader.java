package dev.migrationsentry.deploys;

import dev.migrationsentry.deploys.Waiting.AddedMigration;
import dev.migrationsentry.deploys.Waiting.TouchedFile;
import dev.migrationsentry.deploys.Waiting.Touching;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Folder;
import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.git.Commits;
import dev.migrationsentry.git.GitProject;
import dev.migrationsentry.git.PastCommit;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Compares commits of a project as far as its deploys are concerned. The migrations are read as
/// they are in the commits, and not from the working tree, which may be another one.
public final class WaitingReader {
  /// How far back edits of migrations are looked for, from the head of the branch.
  private static final Duration REACH = Duration.ofDays(30);

  private final GitProject git;
  private final Function<ProjectFiles, Discovery> histories;

  /// @param histories finds the histories among the files of a commit
  public WaitingReader(GitProject git, Function<ProjectFiles, Discovery> histories) {
    this.git = git;
    this.histories = histories;
  }

  /// What is known of the migrations of a commit.
  ///
  /// @param byPath the migrations by their files, relative to the repository's root
  /// @param folders the folders that they are in
  private record Migrations(
      Map<String, Migration> byPath, Set<String> folders, @Nullable String problem) {
    Set<String> ids() {
      Set<String> ids = new HashSet<>();
      byPath.values().forEach(one -> ids.add(one.id()));
      return ids;
    }

    boolean has(String path) {
      int slash = path.lastIndexOf('/');
      return byPath.containsKey(path)
          || folders.contains(slash < 0 ? "" : path.substring(0, slash));
    }
  }

  /// Compares.
  ///
  /// @param live the full name of the commit that serves
  /// @param target the one that failed last, or the head
  /// @param head the head of the branch
  /// @throws dev.migrationsentry.git.GitException when the repository can't be read
  public Waiting compare(String live, String target, String head) {
    Commits commits = git.commits();
    Migrations before = migrations(live);
    Migrations after = migrations(target);
    List<String> notes = new ArrayList<>();
    if (after.problem() != null) {
      notes.add(after.problem());
    }
    DeployFiles deployFiles = deployFiles(target);
    Map<String, String> ids = new HashMap<>();
    after.byPath().forEach((path, migration) -> ids.put(path, migration.id()));
    EditBursts bursts = new EditBursts(ids);
    Instant headTime = commits.read(head).map(PastCommit::date).orElse(Instant.MAX);
    commits.between(null, head, headTime.minus(REACH), bursts::add);
    int[] counts = new int[3];
    List<Touching> touching = new ArrayList<>();
    commits.between(
        live,
        target,
        null,
        commit -> {
          counts[0]++;
          List<TouchedFile> files = touched(commit, before, after, deployFiles);
          if (!files.isEmpty()) {
            counts[1]++;
            if (touching.size() < Waiting.MOST) {
              touching.add(
                  new Touching(
                      commit.name(), commit.author(), commit.date(), commit.subject(), files));
            }
          }
        });
    @Nullable Instant[] since = {null};
    commits.between(
        live,
        head,
        null,
        commit -> {
          counts[2]++;
          Instant known = since[0];
          since[0] = known == null || commit.date().isBefore(known) ? commit.date() : known;
        });
    List<AddedMigration> added = added(live, before, after);
    return new Waiting(
        live,
        target,
        head,
        counts[2],
        since[0],
        counts[0],
        added,
        edited(live, target, after, added),
        touching,
        counts[1],
        bursts.found(),
        notes);
  }

  /// The files of the migrations that differ between two commits, relative to the repository's
  /// root.
  public List<String> changedMigrations(String one, String other) {
    Set<String> folders = new LinkedHashSet<>(migrations(one).folders());
    folders.addAll(migrations(other).folders());
    return folders.isEmpty()
        ? List.of()
        : git.commits().differences(one, other, List.copyOf(folders));
  }

  /// Whether a commit has migrations that can be found.
  public boolean hasMigrations(String commit) {
    return !migrations(commit).byPath().isEmpty();
  }

  private Migrations migrations(String commit) {
    Map<String, Migration> byPath = new LinkedHashMap<>();
    Set<String> folders = new LinkedHashSet<>();
    switch (histories.apply(git.at(commit))) {
      case Discovery.Nothing nothing -> {
        return new Migrations(
            byPath, folders, "No migrations were found in " + ShortCommit.of(commit) + ".");
      }
      case Discovery.Found found -> {
        for (History history : found.histories()) {
          for (Migration migration : history.migrations()) {
            String path = git.inRepository(migration.file().path());
            byPath.put(path, migration);
            int slash = path.lastIndexOf('/');
            folders.add(slash < 0 ? "" : path.substring(0, slash));
          }
        }
      }
    }
    folders.remove(""); // Not all that lies in the root is a migration.
    return new Migrations(byPath, folders, null);
  }

  /// The migrations that the commit that serves does not have. One whose file is there, and only
  /// could not be read as a migration, is not new: it was edited.
  private List<AddedMigration> added(String live, Migrations before, Migrations after) {
    Set<String> known = before.ids();
    List<AddedMigration> added = new ArrayList<>();
    after
        .byPath()
        .forEach((path, migration) -> {
          boolean isThere =
              known.contains(migration.id()) || git.content(live, migration.file().path()) != null;
          if (!isThere) {
            added.add(
                new AddedMigration(
                    migration.id(),
                    path,
                    migration.parents(),
                    migration.parents().stream().filter(known::contains).toList()));
          }
        });
    return added;
  }

  private List<String> edited(
      String live, String target, Migrations after, List<AddedMigration> added) {
    Set<String> paths = new LinkedHashSet<>(after.byPath().keySet());
    added.forEach(one -> paths.remove(one.path()));
    return paths.isEmpty()
        ? List.of()
        : git.commits().differences(live, target, List.copyOf(paths));
  }

  private static List<TouchedFile> touched(
      PastCommit commit, Migrations before, Migrations after, DeployFiles deployFiles) {
    List<TouchedFile> touched = new ArrayList<>();
    for (String file : commit.files()) {
      String kind = before.has(file) || after.has(file) ? "migration" : deployFiles.kind(file);
      if (kind != null) {
        touched.add(new TouchedFile(file, kind));
      }
    }
    return touched;
  }

  private DeployFiles deployFiles(String commit) {
    ProjectFiles files = git.at(commit);
    List<String> paths = new ArrayList<>();
    Map<String, String> inFolder = new HashMap<>();
    List<Folder> open = new ArrayList<>(files.above());
    open.add(files.root());
    for (int i = 0; i < open.size(); i++) {
      Folder folder = open.get(i);
      for (String file : folder.files()) {
        String path = folder.pathOf(file);
        String root = fromRoot(path);
        paths.add(root);
        inFolder.put(root, path);
      }
      if (i >= files.above().size()) {
        open.addAll(folder.folders());
      }
    }
    return DeployFiles.at(
        paths,
        path -> {
          try {
            return new String(
                files.read(inFolder.getOrDefault(path, path)), StandardCharsets.UTF_8);
          } catch (IOException unreadable) {
            return null;
          }
        });
  }

  /// The path of a file relative to the repository's root, also of one above the checked folder.
  private String fromRoot(String path) {
    String full = git.inRepository(path);
    List<String> parts = new ArrayList<>();
    for (String part : full.split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty()) {
        parts.removeLast();
      } else {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }
}
