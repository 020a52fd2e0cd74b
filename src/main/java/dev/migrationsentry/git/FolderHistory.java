package dev.migrationsentry.git;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.eclipse.jgit.util.io.DisabledOutputStream;
import org.jspecify.annotations.Nullable;

/// What commits did to the files of some folders: one walk for all of them, which reads no file.
final class FolderHistory {
  private FolderHistory() {}

  /// The changes up to a commit, the newest first. What a merge only brings together is told where
  /// it was first done.
  ///
  /// @param known commits that are left out, with all that leads to them; null for none
  /// @param prefix the checked folder, relative to the repository's root; may be empty
  /// @param folders relative to the repository's root
  static List<FileChange> of(
      Repository repository,
      ObjectId commit,
      @Nullable ObjectId known,
      String prefix,
      Collection<String> folders)
      throws IOException {
    TreeFilter paths =
        folders.isEmpty() || folders.contains("")
            ? TreeFilter.ALL
            : PathFilterGroup.createFromStrings(folders);
    List<FileChange> changes = new ArrayList<>();
    try (RevWalk walk = new RevWalk(repository);
        DiffFormatter diff = new DiffFormatter(DisabledOutputStream.INSTANCE)) {
      diff.setRepository(repository);
      diff.setPathFilter(paths);
      walk.setTreeFilter(AndTreeFilter.create(paths, TreeFilter.ANY_DIFF));
      walk.setRewriteParents(false);
      walk.markStart(walk.parseCommit(commit));
      if (known != null) {
        walk.markUninteresting(walk.parseCommit(known));
      }
      for (RevCommit one = walk.next(); one != null; one = walk.next()) {
        if (one.getParentCount() > 1) {
          continue;
        }
        RevCommit parent = one.getParentCount() == 0 ? null : walk.parseCommit(one.getParent(0));
        for (DiffEntry entry : diff.scan(parent == null ? null : parent.getTree(), one.getTree())) {
          changes.add(change(one, entry, prefix));
        }
      }
    }
    return changes;
  }

  private static FileChange change(RevCommit commit, DiffEntry entry, String prefix) {
    FileChange.Kind kind =
        switch (entry.getChangeType()) {
          case ADD, COPY, RENAME -> FileChange.Kind.ADDED;
          case MODIFY -> FileChange.Kind.EDITED;
          case DELETE -> FileChange.Kind.REMOVED;
        };
    String path = kind == FileChange.Kind.REMOVED ? entry.getOldPath() : entry.getNewPath();
    PersonIdent author = commit.getAuthorIdent();
    Instant date = author.getWhenAsInstant();
    return new FileChange(
        !prefix.isEmpty() && path.startsWith(prefix + "/")
            ? path.substring(prefix.length() + 1)
            : path,
        commit.getName(),
        author.getName(),
        date,
        commit.getShortMessage(),
        kind);
  }
}
