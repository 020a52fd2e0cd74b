package dev.migrationsentry.git;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/// Finds files in commits: many files of few folders, so that a folder is listed once for all
/// commits in which it is the same.
final class PastFolders {
  private static final int MOST_KEPT = 8;

  private final Repository repository;
  private final Map<ObjectId, Map<String, ObjectId>> folders =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectId, Map<String, ObjectId>> eldest) {
          return size() > MOST_KEPT;
        }
      };
  private @Nullable ObjectId lastCommit;
  private @Nullable ObjectId lastTree;
  private String lastPath = "";
  private @Nullable ObjectId lastFolder;

  PastFolders(Repository repository) {
    this.repository = repository;
  }

  /// The content of a file, or null when the commit has none at that path.
  ///
  /// @param path relative to the repository's root
  @Nullable ObjectId find(ObjectId commit, String path) throws IOException {
    int slash = path.lastIndexOf('/');
    ObjectId folder = folder(commit, slash < 0 ? "" : path.substring(0, slash));
    return folder == null ? null : listed(folder).get(path.substring(slash + 1));
  }

  private @Nullable ObjectId folder(ObjectId commit, String path) throws IOException {
    if (!commit.equals(lastCommit)) {
      try (RevWalk walk = new RevWalk(repository)) {
        lastTree = walk.parseCommit(commit).getTree().getId();
      }
    } else if (path.equals(lastPath)) {
      return lastFolder;
    }
    lastCommit = commit;
    lastPath = path;
    lastFolder = path.isEmpty() ? lastTree : subfolder(path);
    return lastFolder;
  }

  private @Nullable ObjectId subfolder(String path) throws IOException {
    try (TreeWalk walk = TreeWalk.forPath(repository, path, lastTree)) {
      return walk == null || !walk.isSubtree() ? null : walk.getObjectId(0);
    }
  }

  private Map<String, ObjectId> listed(ObjectId folder) throws IOException {
    Map<String, ObjectId> known = folders.get(folder);
    if (known == null) {
      known = new HashMap<>();
      try (ObjectReader reader = repository.newObjectReader()) {
        CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, folder);
        while (!parser.eof()) {
          known.put(parser.getEntryPathString(), parser.getEntryObjectId());
          parser.next();
        }
      }
      folders.put(folder, known);
    }
    return known;
  }
}
