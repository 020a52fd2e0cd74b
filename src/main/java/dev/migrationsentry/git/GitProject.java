package dev.migrationsentry.git;

import dev.migrationsentry.framework.Folder;
import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.PastVersion;
import dev.migrationsentry.migration.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/// The checked folder in its git repository. Reads only; nothing in the repository is changed.
public final class GitProject implements AutoCloseable {
  private static final String LOGGING = "slf4j.internal.verbosity";

  private final Repository repository;
  private final Path folder;
  private final String prefix;
  private final Map<String, Tree> trees = new HashMap<>();
  private final PastFolders pastFolders;
  private @Nullable MainLine mainLine;

  private GitProject(Repository repository, Path folder, String prefix) {
    this.repository = repository;
    this.folder = folder;
    this.prefix = prefix;
    this.pastFolders = new PastFolders(repository);
  }

  /// Opens the repository that a folder belongs to; the folder may be any below its root, in a
  /// linked worktree or a submodule as well.
  ///
  /// @throws GitException when there is no repository, or when it can't be read
  public static GitProject open(Path given) {
    // Before the first class of JGit: its logging would say on stderr that nobody listens.
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, "ERROR");
    }
    QuietSystem.use();
    Path path = given.toAbsolutePath().normalize();
    Path parent = path.getParent();
    Path folder = Files.isDirectory(path) || parent == null ? path : parent;
    FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(folder.toFile());
    if (builder.getGitDir() == null) {
      throw new GitException(
          given + " is not in a git repository, so there is nothing to compare it with.");
    }
    try {
      Repository repository = builder.setMustExist(true).build();
      if (repository.isBare()) {
        repository.close();
        throw new GitException(
            given + " is in a bare git repository, which has no files to check.");
      }
      Path root = repository.getWorkTree().toPath().toRealPath();
      String prefix = root.relativize(folder.toRealPath()).toString().replace('\\', '/');
      return new GitProject(repository, folder, prefix);
    } catch (IOException e) {
      throw new GitException(
          "The git repository of " + given + " can't be read: " + e.getMessage(), e);
    }
  }

  /// The commit that a name stands for, in full: a branch, a tag, a commit, `HEAD~3`.
  ///
  /// @throws GitException when there is none
  public String commit(String ref) {
    return resolve(ref).getName();
  }

  /// The files of a commit under the checked folder.
  ///
  /// @throws GitException when there is no such commit
  public ProjectFiles at(String ref) {
    Tree tree = tree(ref);
    return listed(tree.files().keySet(), tree.skipped(), ref, path -> read(tree, path));
  }

  /// The last commit that `HEAD` and another one have in common.
  ///
  /// @throws GitException when there is none, or when a shallow clone does not hold it
  public String mergeBase(String ref) {
    RevCommit base = commonCommit(ref);
    if (base == null) {
      throw new GitException("HEAD and " + ref + " have no commit in common." + shallowHint());
    }
    return base.getName();
  }

  /// The files under the checked folder as they will be after the merge into a branch: those of the
  /// working tree, with what the branch has added, changed and deleted since both parted. Where
  /// both changed one file the working tree wins; those paths are in `conflicts`.
  ///
  /// @param working the files of the working tree
  /// @throws GitException when there is no such branch, or when a shallow clone does not hold the
  ///   commit where both parted
  public Merged merged(String branch, ProjectFiles working) {
    Tree theirs = tree(branch);
    RevCommit parted = commonCommit(branch);
    if (parted == null && isShallow()) {
      throw new GitException("HEAD and " + branch + " have no commit in common." + shallowHint());
    }
    Map<String, ObjectId> base = parted == null ? Map.of() : tree(parted.getName()).files();
    Set<String> ours = paths(working);
    Set<String> result = new TreeSet<>(ours);
    Set<String> fromThem = new HashSet<>();
    List<String> conflicts = new ArrayList<>();
    theirs
        .files()
        .forEach((path, id) -> {
          ObjectId before = base.get(path);
          if (id.equals(before)) {
            return; // They left it as it was: what we have, or have deleted, stands.
          }
          boolean here = ours.contains(path);
          if (!here && before == null) {
            fromThem.add(path);
          } else if (here && before != null && same(working, path, before)) {
            fromThem.add(path);
          } else if (!here || !same(working, path, id)) {
            conflicts.add(path);
          }
        });
    base.forEach((path, id) -> {
      if (!theirs.files().containsKey(path) && ours.contains(path)) {
        if (same(working, path, id)) {
          result.remove(path);
        } else {
          conflicts.add(path);
        }
      }
    });
    result.addAll(fromThem);
    Set<String> all = new TreeSet<>(result);
    for (Folder up : working.above()) {
      up.files().forEach(file -> all.add(up.pathOf(file)));
    }
    ProjectFiles files =
        listed(
            all,
            working.skipped(),
            "merge into " + branch,
            path -> fromThem.contains(path) ? read(theirs, path) : working.read(path));
    return new Merged(files, conflicts.stream().filter(path -> !path.startsWith("../")).toList());
  }

  /// What a merge leads to.
  ///
  /// @param files the files after it
  /// @param conflicts files that both sides changed in different ways
  public record Merged(ProjectFiles files, List<String> conflicts) {
    /// Copies the conflicts.
    public Merged {
      conflicts = List.copyOf(conflicts);
    }
  }

  /// Says which files exist at a commit, and which migrations of a history differ there. Line ends,
  /// comments and white space make no difference.
  ///
  /// @param now the files that the history was read from
  /// @throws GitException when there is no such commit
  public Reference reference(String ref, ProjectFiles now, History history) {
    Tree tree = tree(ref);
    Set<String> files = new HashSet<>();
    for (String path : tree.files().keySet()) {
      if (!path.startsWith("../")) {
        files.add(path);
      }
    }
    Set<String> changed = new HashSet<>();
    for (Migration migration : history.migrations()) {
      String path = migration.file().path();
      ObjectId id = tree.files().get(path);
      if (id != null && !same(now, path, id) && !isHarmless(now, path, id)) {
        changed.add(path);
      }
    }
    return new Reference(ref, files, changed);
  }

  /// The versions that a file has had up to `HEAD`, through its renames, from the newest to the
  /// oldest; none for a file that was never committed.
  ///
  /// @param path relative to the checked folder, with forward slashes
  /// @throws GitException when the history can't be read
  public List<PastVersion> versions(String path) {
    return new FileHistory(repository, prefix).of(path);
  }

  /// The versions that a file has had from a commit up to `HEAD`, that commit left out, from the
  /// newest to the oldest.
  ///
  /// @param path relative to the checked folder, with forward slashes
  /// @throws GitException when there is no such commit, or the history can't be read
  public List<PastVersion> versionsSince(String ref, String path) {
    return new FileHistory(repository, prefix).since(resolve(ref), path);
  }

  /// What the commits up to one did to the files of some folders, the newest first.
  ///
  /// @param since a commit that is left out, with all that leads to it; null for none
  /// @param folders relative to the checked folder; `.` for that itself
  /// @throws GitException when there is no such commit, or the history can't be read
  public List<FileChange> changes(String ref, @Nullable String since, Collection<String> folders) {
    List<String> paths =
        folders.stream()
            .map(path -> path.equals(".") ? prefix : inRepository(path))
            .distinct()
            .toList();
    try {
      return FolderHistory.of(
          repository, resolve(ref), since == null ? null : resolve(since), prefix, paths);
    } catch (IOException e) {
      throw new GitException("The history of " + ref + " can't be read: " + e.getMessage(), e);
    }
  }

  /// The branches and tags that lead to a commit which another one does not lead to, the one of
  /// `HEAD` first: where work may be that the other commit lacks.
  ///
  /// @param most how many at most, those with the newest commits
  /// @throws GitException when there is no such commit
  public List<String> beyond(String ref, int most) {
    return References.beyond(repository, resolve(ref), most);
  }

  /// A file as it is in a commit, or null when it is not there.
  ///
  /// @param path relative to the checked folder, with forward slashes
  /// @throws GitException when there is no such commit
  public byte @Nullable [] content(String ref, String path) {
    try {
      ObjectId id = pastFolders.find(resolve(ref), inRepository(path));
      return id == null ? null : Tree.bytes(repository, id);
    } catch (IOException e) {
      throw new GitException("The files of " + ref + " can't be read: " + e.getMessage(), e);
    }
  }

  /// Whether a file is in a commit with just these bytes.
  ///
  /// @param path relative to the checked folder, with forward slashes
  /// @throws GitException when there is no such commit
  public boolean has(String ref, String path, byte[] content) {
    try (ObjectInserter.Formatter ids = new ObjectInserter.Formatter()) {
      ObjectId id = pastFolders.find(resolve(ref), inRepository(path));
      return id != null && id.equals(ids.idFor(Constants.OBJ_BLOB, content));
    } catch (IOException e) {
      throw new GitException("The files of " + ref + " can't be read: " + e.getMessage(), e);
    }
  }

  /// The oldest commit on the checked-out branch from which on it has some files, or null when
  /// `HEAD` lacks one. Commits that a merge brought in are not on the branch themselves.
  ///
  /// @param paths relative to the checked folder, with forward slashes
  public @Nullable String firstWith(Collection<String> paths) {
    ObjectId first = mainLine().firstWith(paths.stream().map(this::inRepository).toList());
    return first == null ? null : first.getName();
  }

  /// The commit that the checked-out branch stood at, or null when it is younger.
  public @Nullable String at(Instant time) {
    ObjectId commit = mainLine().at(time);
    return commit == null ? null : commit.getName();
  }

  /// The commits from one to another, both of them among these, from the newest to the oldest.
  ///
  /// @throws GitException when one does not exist
  public List<String> between(String first, String last) {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit start = walk.parseCommit(resolve(first));
      walk.markStart(walk.parseCommit(resolve(last)));
      for (RevCommit parent : start.getParents()) {
        walk.markUninteresting(walk.parseCommit(parent));
      }
      List<String> commits = new ArrayList<>();
      walk.forEach(commit -> commits.add(commit.getName()));
      return commits;
    } catch (IOException e) {
      throw new GitException(
          "The history from " + first + " to " + last + " can't be read: " + e.getMessage(), e);
    }
  }

  /// Where the file of a migration is or was that is not among the files, or null when git does not
  /// know it.
  ///
  /// @param recorded what a ledger calls the migration
  /// @param folders where migrations lie, relative to the checked folder
  public @Nullable Whereabouts whereabouts(String recorded, Collection<String> folders) {
    return new LostFiles(repository, prefix, folders).find(recorded);
  }

  private MainLine mainLine() {
    MainLine known = mainLine;
    if (known == null) {
      known = new MainLine(repository);
      mainLine = known;
    }
    return known;
  }

  /// The commits of the repository.
  public Commits commits() {
    return new Commits(repository);
  }

  /// The path of a file relative to the repository's root.
  ///
  /// @param path relative to the checked folder, with forward slashes
  public String inRepository(String path) {
    return prefix.isEmpty() ? path : prefix + "/" + path;
  }

  @Override
  public void close() {
    repository.close();
  }

  private ProjectFiles listed(
      Set<String> paths, List<String> skipped, String what, ListedFiles.Source source) {
    List<String> names = new ArrayList<>();
    folder.forEach(part -> names.add(part.toString()));
    return new ListedFiles(paths, names, skipped, folder + " (" + what + ")", source);
  }

  private byte[] read(Tree tree, String path) throws IOException {
    ObjectId id = tree.files().get(path);
    if (id == null) {
      throw new IOException("is not in that commit");
    }
    return Tree.bytes(repository, id);
  }

  private static Set<String> paths(ProjectFiles files) {
    Set<String> paths = new TreeSet<>();
    List<Folder> open = new ArrayList<>(List.of(files.root()));
    for (int i = 0; i < open.size(); i++) {
      Folder at = open.get(i);
      at.files().forEach(file -> paths.add(at.pathOf(file)));
      open.addAll(at.folders());
    }
    return paths;
  }

  private boolean same(ProjectFiles files, String path, ObjectId id) {
    try {
      return Arrays.equals(
          withoutCarriageReturns(files.read(path)),
          withoutCarriageReturns(Tree.bytes(repository, id)));
    } catch (IOException e) {
      return false; // What can't be read on one side is not the same; the reader says why.
    }
  }

  private boolean isHarmless(ProjectFiles files, String path, ObjectId id) {
    try {
      return HarmlessEdits.is(
          path,
          new String(files.read(path), StandardCharsets.UTF_8),
          new String(Tree.bytes(repository, id), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return false; // As above.
    }
  }

  private static byte[] withoutCarriageReturns(byte[] bytes) {
    byte[] kept = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      boolean lineEnd = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
      if (!lineEnd) {
        kept[length++] = bytes[i];
      }
    }
    return Arrays.copyOf(kept, length);
  }

  private Tree tree(String ref) {
    ObjectId id = resolve(ref);
    Tree known = trees.get(id.getName());
    if (known == null) {
      try (RevWalk walk = new RevWalk(repository)) {
        known = Tree.of(repository, walk.parseCommit(id), prefix);
        trees.put(id.getName(), known);
      } catch (IOException e) {
        throw new GitException("The files of " + ref + " can't be read: " + e.getMessage(), e);
      }
    }
    return known;
  }

  private @Nullable RevCommit commonCommit(String ref) {
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(resolve("HEAD")));
      walk.markStart(walk.parseCommit(resolve(ref)));
      return walk.next();
    } catch (IOException e) {
      throw new GitException(
          "The history of HEAD and " + ref + " can't be read: " + e.getMessage(), e);
    }
  }

  private ObjectId resolve(String ref) {
    try {
      ObjectId id = repository.resolve(ref + "^{commit}");
      if (id != null) {
        return id;
      }
    } catch (AmbiguousObjectException e) {
      throw new GitException("\"" + ref + "\" could mean several commits.", e);
    } catch (RevisionSyntaxException | IncorrectObjectTypeException e) {
      throw new GitException("\"" + ref + "\" is not the name of a commit.", e);
    } catch (MissingObjectException e) {
      throw new GitException(
          "The commit of \"" + ref + "\" is not in this clone." + shallowHint(), e);
    } catch (IOException e) {
      throw new GitException("\"" + ref + "\" can't be looked up: " + e.getMessage(), e);
    }
    throw new GitException(
        "There is no branch, tag or commit named \"" + ref + "\" here." + shallowHint());
  }

  private boolean isShallow() {
    return Files.exists(repository.getCommonDirectory().toPath().resolve("shallow"));
  }

  private String shallowHint() {
    return isShallow()
        ? " This is a shallow clone; git fetch --unshallow gets the rest (in GitHub Actions:"
            + " fetch-depth: 0)."
        : "";
  }
}
