package dev.migrationsentry.git;

import dev.migrationsentry.framework.SkippedFolders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/// The files of one commit under the checked folder.
///
/// @param files by path relative to the checked folder; files of the folders above it have paths
///   that start with `../`
/// @param skipped folders that were not looked into
record Tree(Map<String, ObjectId> files, List<String> skipped) {
  /// Lists the files of a commit.
  ///
  /// @param prefix the checked folder relative to the repository's root, empty for the root itself
  static Tree of(Repository repository, RevCommit commit, String prefix) throws IOException {
    Map<String, ObjectId> files = new TreeMap<>();
    List<String> skipped = new ArrayList<>();
    String inside = prefix.isEmpty() ? "" : prefix + "/";
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.addTree(commit.getTree());
      while (walk.next()) {
        String path = walk.getPathString();
        boolean below = path.startsWith(inside);
        if (walk.isSubtree()) {
          boolean onTheWay = inside.startsWith(path + "/");
          boolean source = below && !SkippedFolders.skips(walk.getNameString());
          if (onTheWay || source) {
            walk.enterSubtree();
          } else if (below && !walk.getNameString().startsWith(".")) {
            skipped.add(path.substring(inside.length()));
          }
        } else if (isFile(walk.getFileMode(0))) {
          if (below) {
            files.put(path.substring(inside.length()), walk.getObjectId(0));
          } else {
            files.put(upwards(path, inside), walk.getObjectId(0));
          }
        }
      }
    }
    return new Tree(files, skipped);
  }

  private static boolean isFile(FileMode mode) {
    return (mode.getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
  }

  /// The path of a file in a folder above the checked one: `../../Cargo.toml`.
  private static String upwards(String path, String inside) {
    int slash = path.lastIndexOf('/');
    String folder = slash < 0 ? "" : path.substring(0, slash + 1);
    StringBuilder up = new StringBuilder();
    for (int i = folder.length(); i < inside.length(); i++) {
      if (inside.charAt(i) == '/') {
        up.append("../");
      }
    }
    return up + path.substring(slash + 1);
  }

  /// The bytes of a file.
  static byte[] bytes(Repository repository, ObjectId id) throws IOException {
    return repository.open(id, Constants.OBJ_BLOB).getBytes(Integer.MAX_VALUE - 8);
  }
}
