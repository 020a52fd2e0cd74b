package dev.migrationsentry.git;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/// The states that the checked-out branch has had: `HEAD`, its first parent, and so on. A database
/// is deployed from these, and not from commits on the way to a merge.
final class MainLine {
  private final Repository repository;
  private final List<RevCommit> commits = new ArrayList<>();

  /// Reads the whole line.
  MainLine(Repository repository) {
    this.repository = repository;
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId head = repository.resolve(Constants.HEAD);
      if (head == null) {
        return;
      }
      walk.setFirstParent(true);
      walk.markStart(walk.parseCommit(head));
      for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
        commits.add(commit);
      }
    } catch (IOException e) {
      throw new GitException("The history of HEAD can't be read: " + e.getMessage(), e);
    }
  }

  /// The oldest state from which on all states have some files, or null when `HEAD` lacks one.
  ///
  /// @param paths relative to the repository's root
  @Nullable ObjectId firstWith(Collection<String> paths) {
    @Nullable ObjectId first = null;
    @Nullable ObjectId same = null;
    try (ObjectReader reader = repository.newObjectReader()) {
      for (RevCommit commit : commits) {
        if (!commit.getTree().equals(same)) {
          for (String path : paths) {
            try (TreeWalk walk = TreeWalk.forPath(reader, path, commit.getTree())) {
              if (walk == null) {
                return first;
              }
            }
          }
        }
        same = commit.getTree();
        first = commit;
      }
      return first;
    } catch (IOException e) {
      throw new GitException("The history of HEAD can't be read: " + e.getMessage(), e);
    }
  }

  /// The newest state that was there at a time, or null when the branch is younger.
  @Nullable ObjectId at(Instant time) {
    for (RevCommit commit : commits) {
      if (commit.getCommitTime() <= time.getEpochSecond()) {
        return commit;
      }
    }
    return null;
  }
}
