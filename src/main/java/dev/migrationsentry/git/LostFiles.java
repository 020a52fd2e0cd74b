package dev.migrationsentry.git;

import dev.migrationsentry.migration.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.eclipse.jgit.util.io.DisabledOutputStream;
import org.jspecify.annotations.Nullable;

/// Looks for the file of a migration that is not among the files any more.
final class LostFiles {
  private static final int MOST_REFERENCES = 200;

  private final Repository repository;
  private final String prefix;
  private final TreeFilter folders;

  /// @param prefix the checked folder, relative to the repository's root
  /// @param folders where migrations lie, relative to the checked folder
  LostFiles(Repository repository, String prefix, Collection<String> folders) {
    this.repository = repository;
    this.prefix = prefix;
    List<String> inRepository = folders.stream().map(this::inRepository).toList();
    this.folders =
        inRepository.isEmpty() || inRepository.contains("")
            ? TreeFilter.ALL
            : PathFilterGroup.createFromStrings(inRepository);
  }

  /// Where the file of a migration is or was, or null when git does not know it.
  ///
  /// @param recorded what a ledger calls the migration
  @Nullable Whereabouts find(String recorded) {
    try {
      Whereabouts removed = removed(recorded);
      return removed != null ? removed : elsewhere(recorded);
    } catch (IOException e) {
      throw new GitException("The history of HEAD can't be read: " + e.getMessage(), e);
    }
  }

  private @Nullable Whereabouts removed(String recorded) throws IOException {
    ObjectId head = repository.resolve(Constants.HEAD);
    if (head == null) {
      return null;
    }
    try (RevWalk walk = new RevWalk(repository);
        DiffFormatter diff = formatter(folders)) {
      walk.setTreeFilter(AndTreeFilter.create(folders, TreeFilter.ANY_DIFF));
      walk.markStart(walk.parseCommit(head));
      for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
        for (RevCommit parent : commit.getParents()) {
          walk.parseHeaders(parent);
          for (DiffEntry entry : diff.scan(parent.getTree(), commit.getTree())) {
            if (isLost(entry)
                && means(recorded, entry.getOldPath(), entry.getOldId().toObjectId())) {
              return removal(commit, parent, entry.getOldPath());
            }
          }
        }
      }
      return null;
    }
  }

  private static boolean isLost(DiffEntry entry) {
    return entry.getChangeType() == DiffEntry.ChangeType.DELETE
        || entry.getChangeType() == DiffEntry.ChangeType.RENAME;
  }

  private Whereabouts removal(RevCommit commit, RevCommit parent, String path) throws IOException {
    @Nullable String renamedTo = null;
    try (DiffFormatter everywhere = formatter(TreeFilter.ALL)) {
      everywhere.setDetectRenames(true);
      for (DiffEntry entry : everywhere.scan(parent.getTree(), commit.getTree())) {
        if (entry.getChangeType() == DiffEntry.ChangeType.RENAME
            && entry.getOldPath().equals(path)) {
          renamedTo = shown(entry.getNewPath());
        }
      }
    }
    PersonIdent author = commit.getAuthorIdent();
    return new Whereabouts.Removed(
        commit.getName(),
        author.getName(),
        author.getWhenAsInstant(),
        commit.getShortMessage(),
        shown(path),
        renamedTo);
  }

  private DiffFormatter formatter(TreeFilter filter) {
    DiffFormatter formatter = new DiffFormatter(DisabledOutputStream.INSTANCE);
    formatter.setRepository(repository);
    formatter.setPathFilter(filter);
    return formatter;
  }

  private @Nullable Whereabouts elsewhere(String recorded) throws IOException {
    int looked = 0;
    try (RevWalk commits = new RevWalk(repository)) {
      for (Ref ref :
          repository
              .getRefDatabase()
              .getRefsByPrefix(Constants.R_HEADS, Constants.R_REMOTES, Constants.R_TAGS)) {
        if (looked++ == MOST_REFERENCES) {
          return null;
        }
        Ref peeled = repository.getRefDatabase().peel(ref);
        ObjectId id =
            peeled.getPeeledObjectId() != null ? peeled.getPeeledObjectId() : ref.getObjectId();
        if (id == null || !(commits.parseAny(id) instanceof RevCommit commit)) {
          continue;
        }
        try (TreeWalk files = new TreeWalk(repository)) {
          files.addTree(commit.getTree());
          files.setRecursive(true);
          files.setFilter(folders);
          while (files.next()) {
            if (means(recorded, files.getPathString(), files.getObjectId(0))) {
              return new Whereabouts.Elsewhere(
                  Repository.shortenRefName(ref.getName()), shown(files.getPathString()));
            }
          }
        }
      }
    }
    return null;
  }

  /// Whether a ledger's text means a file: by its name, with or without ending, or that of its
  /// folder; by the version at its start; or, in Python, by the revision in it.
  private boolean means(String recorded, String path, ObjectId id) throws IOException {
    String[] parts = path.split("/", -1);
    String name = parts[parts.length - 1];
    String folder = parts.length > 1 ? parts[parts.length - 2] : "";
    String text = recorded.substring(recorded.lastIndexOf('/') + 1);
    if (name.endsWith(".py")) {
      return name.contains(text) || revises(text, id);
    }
    return text.equals(name)
        || text.equals(folder)
        || (name.startsWith(text) && name.charAt(text.length()) == '.')
        || isVersion(text, name)
        || isVersion(text, folder);
  }

  private boolean revises(String recorded, ObjectId id) throws IOException {
    String text = new String(Tree.bytes(repository, id), StandardCharsets.UTF_8);
    return text.lines()
        .anyMatch(line ->
            line.startsWith("revision")
                && (line.contains("'" + recorded + "'") || line.contains("\"" + recorded + "\"")));
  }

  /// Whether a name begins with a version, with at most one letter in front of it.
  private static boolean isVersion(String recorded, String name) {
    boolean number = !recorded.isEmpty() && leading(recorded, 0).length() == recorded.length();
    if (!number || name.isEmpty()) {
      return false;
    }
    String written = leading(name, Character.isLetter(name.charAt(0)) ? 1 : 0);
    if (written.isEmpty()) {
      return false;
    }
    return Version.of(recorded).equals(Version.of(written))
        || recorded.equals(written.replace("-", ""));
  }

  /// The digits from a place on, with the dots, lines and dashes between them.
  private static String leading(String name, int start) {
    int end = start;
    int last = start;
    while (end < name.length()
        && (Character.isDigit(name.charAt(end)) || ".-".indexOf(name.charAt(end)) >= 0)) {
      end++;
      last = Character.isDigit(name.charAt(end - 1)) ? end : last;
    }
    return name.substring(start, last);
  }

  private String inRepository(String path) {
    String plain = path.equals(".") ? "" : path;
    if (prefix.isEmpty() || plain.isEmpty()) {
      return prefix.isEmpty() ? plain : prefix;
    }
    return prefix + "/" + plain;
  }

  private String shown(String path) {
    return !prefix.isEmpty() && path.startsWith(prefix + "/")
        ? path.substring(prefix.length() + 1)
        : path;
  }
}
