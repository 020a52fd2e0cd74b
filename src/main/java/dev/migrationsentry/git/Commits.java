package dev.migrationsentry.git;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/// The commits of a repository: which there are, and what lies between two of them.
public final class Commits {
  private final Repository repository;

  Commits(Repository repository) {
    this.repository = repository;
  }

  /// The newest commit of a branch, as its origin had it when it was fetched last; of a branch that
  /// has none there, as it is here.
  public Optional<String> head(String branch) {
    try {
      for (String reference : List.of("refs/remotes/origin/" + branch, "refs/heads/" + branch)) {
        Ref ref = repository.exactRef(reference);
        if (ref != null && ref.getObjectId() != null) {
          return Optional.of(ref.getObjectId().getName());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new GitException("The branch " + branch + " can't be read: " + e.getMessage(), e);
    }
  }

  /// The branch that is checked out; nothing when a commit is.
  public Optional<String> branch() {
    try {
      String full = repository.getFullBranch();
      return full == null || !full.startsWith("refs/heads/")
          ? Optional.empty()
          : Optional.of(full.substring("refs/heads/".length()));
    } catch (IOException e) {
      throw new GitException("The branch can't be read: " + e.getMessage(), e);
    }
  }

  /// The full name of a commit; nothing when this clone does not have it.
  ///
  /// @param name its name, or the first digits of it
  public Optional<String> find(String name) {
    ObjectId id = resolved(name);
    return id == null ? Optional.empty() : Optional.of(id.getName());
  }

  private @Nullable ObjectId resolved(String name) {
    boolean digits = name.chars().allMatch(letter -> Character.digit(letter, 16) >= 0);
    if (!digits) {
      return null; // A branch may have any name; only commits are meant.
    }
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId id = repository.resolve(name);
      return id == null ? null : walk.parseCommit(id);
    } catch (IOException missing) {
      return null;
    }
  }

  /// A commit without its files; nothing when this clone does not have it.
  public Optional<PastCommit> read(String name) {
    ObjectId id = resolved(name);
    if (id == null) {
      return Optional.empty();
    }
    try (RevWalk walk = new RevWalk(repository)) {
      return Optional.of(described(walk.parseCommit(id), List.of()));
    } catch (IOException e) {
      throw new GitException("The commit " + name + " can't be read: " + e.getMessage(), e);
    }
  }

  /// Goes through the commits that lead to one commit and not to another, from the newest to the
  /// oldest.
  ///
  /// @param known null for all that lead to it
  /// @param since commits before this time are left out; null for none
  /// @throws GitException when one of both does not exist
  public void between(
      @Nullable String known, String last, @Nullable Instant since, Consumer<PastCommit> consumer) {
    try (RevWalk walk = new RevWalk(repository);
        ObjectReader reader = repository.newObjectReader()) {
      walk.markStart(walk.parseCommit(ObjectId.fromString(last)));
      if (known != null) {
        walk.markUninteresting(walk.parseCommit(ObjectId.fromString(known)));
      }
      for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
        if (since == null || commit.getCommitterIdent().getWhenAsInstant().isAfter(since)) {
          consumer.accept(described(commit, files(walk, reader, commit)));
        }
        commit.disposeBody();
      }
    } catch (IOException e) {
      throw new GitException(
          "The commits that lead to " + last + " can't be read: " + e.getMessage(), e);
    }
  }

  private static PastCommit described(RevCommit commit, List<String> files) {
    return new PastCommit(
        commit.getName(),
        commit.getAuthorIdent().getName(),
        commit.getCommitterIdent().getWhenAsInstant(),
        commit.getShortMessage(),
        files);
  }

  private static List<String> files(RevWalk walk, ObjectReader reader, RevCommit commit)
      throws IOException {
    if (commit.getParentCount() > 1) {
      return List.of();
    }
    List<String> files = new ArrayList<>();
    try (TreeWalk trees = new TreeWalk(reader)) {
      if (commit.getParentCount() == 1) {
        RevCommit parent = commit.getParent(0);
        walk.parseHeaders(parent);
        trees.addTree(parent.getTree());
      } else {
        trees.addTree(new EmptyTreeIterator());
      }
      trees.addTree(commit.getTree());
      trees.setRecursive(true);
      trees.setFilter(TreeFilter.ANY_DIFF);
      while (trees.next()) {
        files.add(trees.getPathString());
      }
    }
    return files;
  }

  /// The files that differ between two commits, of some folders or files.
  ///
  /// @param paths relative to the repository's root; at least one
  public List<String> differences(String one, String other, List<String> paths) {
    try (RevWalk walk = new RevWalk(repository);
        TreeWalk trees = new TreeWalk(repository)) {
      trees.addTree(walk.parseCommit(ObjectId.fromString(one)).getTree());
      trees.addTree(walk.parseCommit(ObjectId.fromString(other)).getTree());
      trees.setRecursive(true);
      trees.setFilter(
          AndTreeFilter.create(PathFilterGroup.createFromStrings(paths), TreeFilter.ANY_DIFF));
      List<String> files = new ArrayList<>();
      while (trees.next()) {
        files.add(trees.getPathString());
      }
      return files;
    } catch (IOException e) {
      throw new GitException("Two commits can't be compared: " + e.getMessage(), e);
    }
  }
}
