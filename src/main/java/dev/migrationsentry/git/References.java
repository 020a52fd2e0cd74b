package dev.migrationsentry.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/// Branches and tags.
final class References {
  private static final int MOST_READ = 500;

  private record Named(String name, RevCommit commit) {}

  private References() {}

  /// Those that lead to a commit which another one does not lead to, `HEAD` first, then from the
  /// newest on; of several at one commit, one.
  static List<String> beyond(Repository repository, ObjectId commit, int most) {
    try (RevWalk walk = new RevWalk(repository)) {
      List<Named> named = new ArrayList<>();
      for (Ref ref :
          repository
              .getRefDatabase()
              .getRefsByPrefix(Constants.R_HEADS, Constants.R_REMOTES, Constants.R_TAGS)) {
        Ref peeled = repository.getRefDatabase().peel(ref);
        ObjectId id =
            peeled.getPeeledObjectId() != null ? peeled.getPeeledObjectId() : ref.getObjectId();
        if (named.size() < MOST_READ
            && id != null
            && walk.parseAny(id) instanceof RevCommit reached) {
          named.add(new Named(Repository.shortenRefName(ref.getName()), reached));
        }
      }
      named.sort(
          Comparator.comparingInt((Named one) -> one.commit().getCommitTime())
              .reversed()
              .thenComparing(Named::name));
      RevCommit head = head(repository, walk);
      if (head != null) {
        named.addFirst(new Named(Constants.HEAD, head));
      }
      return beyond(walk, walk.parseCommit(commit), named, most);
    } catch (IOException e) {
      throw new GitException("The branches can't be read: " + e.getMessage(), e);
    }
  }

  private static List<String> beyond(RevWalk walk, RevCommit commit, List<Named> named, int most)
      throws IOException {
    Set<ObjectId> said = new HashSet<>();
    List<String> beyond = new ArrayList<>();
    for (Named one : named) {
      if (beyond.size() < most && said.add(one.commit())) {
        walk.reset();
        if (!walk.isMergedInto(one.commit(), commit)) {
          beyond.add(one.name());
        }
      }
    }
    return beyond;
  }

  private static @Nullable RevCommit head(Repository repository, RevWalk walk) throws IOException {
    ObjectId id = repository.resolve(Constants.HEAD);
    return id == null ? null : walk.parseCommit(id);
  }
}
