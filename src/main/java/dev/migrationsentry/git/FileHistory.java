package dev.migrationsentry.git;

import dev.migrationsentry.migration.PastVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.DiffConfig;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.FollowFilter;
import org.eclipse.jgit.revwalk.RenameCallback;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/// The versions of one file, through its renames.
final class FileHistory {
  private final Repository repository;
  private final String prefix;

  FileHistory(Repository repository, String prefix) {
    this.repository = repository;
    this.prefix = prefix;
  }

  /// The versions from the newest to the oldest.
  ///
  /// @param path relative to the checked folder
  List<PastVersion> of(String path) {
    return since(null, path);
  }

  /// The versions that came after a commit, from the newest to the oldest.
  ///
  /// @param known a commit: it and what leads to it is left out; null for nothing
  /// @param path relative to the checked folder
  List<PastVersion> since(@Nullable ObjectId known, String path) {
    String inRepository = prefix.isEmpty() ? path : prefix + "/" + path;
    List<PastVersion> versions = new ArrayList<>();
    String[] followed = {inRepository};
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId head = repository.resolve(Constants.HEAD);
      if (head == null) {
        return versions;
      }
      Config config = new Config();
      config.setBoolean("diff", null, "renames", true);
      FollowFilter filter = FollowFilter.create(inRepository, config.get(DiffConfig.KEY));
      List<String> older = new ArrayList<>();
      filter.setRenameCallback(
          new RenameCallback() {
            @Override
            public void renamed(DiffEntry entry) {
              older.add(entry.getOldPath());
            }
          });
      walk.setTreeFilter(filter);
      walk.markStart(walk.parseCommit(head));
      if (known != null) {
        walk.markUninteresting(walk.parseCommit(known));
      }
      for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
        byte[] content = content(commit, followed[0]);
        if (content == null && !older.isEmpty()) {
          followed[0] = older.removeFirst();
          content = content(commit, followed[0]);
        }
        if (content != null) {
          versions.add(version(commit, followed[0], content));
        }
      }
      return versions;
    } catch (IOException e) {
      throw new GitException("The history of " + path + " can't be read: " + e.getMessage(), e);
    }
  }

  private byte @Nullable [] content(RevCommit commit, String path) throws IOException {
    try (TreeWalk walk = TreeWalk.forPath(repository, path, commit.getTree())) {
      return walk == null ? null : Tree.bytes(repository, walk.getObjectId(0));
    }
  }

  private PastVersion version(RevCommit commit, String path, byte[] content) {
    PersonIdent author = commit.getAuthorIdent();
    String shown =
        prefix.isEmpty() || !path.startsWith(prefix + "/")
            ? path
            : path.substring(prefix.length() + 1);
    return new PastVersion(
        commit.getName(),
        author.getName(),
        author.getWhenAsInstant(),
        commit.getShortMessage(),
        shown,
        content);
  }
}
