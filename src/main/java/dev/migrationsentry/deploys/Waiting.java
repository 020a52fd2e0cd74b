package dev.migrationsentry.deploys;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What lies between the commit that serves and the one that was to take its place.
///
/// @param live the commit that serves, in full
/// @param target the one that failed last, or the head of the branch
/// @param head the head of the branch
/// @param waiting how many commits the head has and the one that serves has not
/// @param since when the oldest of these was made, or null
/// @param toTarget how many lie between the one that serves and the target
/// @param added migrations that the target has and the one that serves has not
/// @param edited files of migrations that both have with different contents, relative to the
///   repository's root
/// @param touching the commits between them that matter for a deploy, from the newest to the
///   oldest, at most [#MOST]
/// @param touchingCount how many there are
/// @param bursts migrations that were edited again and again
/// @param notes sentences about what could not be compared
public record Waiting(
    String live,
    String target,
    String head,
    int waiting,
    @Nullable Instant since,
    int toTarget,
    List<AddedMigration> added,
    List<String> edited,
    List<Touching> touching,
    int touchingCount,
    List<EditBurst> bursts,
    List<String> notes) {
  /// How many of the commits are kept.
  public static final int MOST = 200;

  /// Copies the lists.
  public Waiting {
    added = List.copyOf(added);
    edited = List.copyOf(edited);
    touching = List.copyOf(touching);
    bursts = List.copyOf(bursts);
    notes = List.copyOf(notes);
  }

  /// A migration that would have run.
  ///
  /// @param id its id
  /// @param path its file, relative to the repository's root
  /// @param parents what it names as its parents, for runners with a graph
  /// @param deployedParents those of them that the commit that serves has
  public record AddedMigration(
      String id, String path, List<String> parents, List<String> deployedParents) {
    /// Copies the lists.
    public AddedMigration {
      parents = List.copyOf(parents);
      deployedParents = List.copyOf(deployedParents);
    }
  }

  /// A commit that touches what matters.
  ///
  /// @param commit its full name
  /// @param files what it touches
  public record Touching(
      String commit, String author, Instant date, String subject, List<TouchedFile> files) {
    /// Copies the files.
    public Touching {
      files = List.copyOf(files);
    }
  }

  /// A file that matters.
  ///
  /// @param kind `migration`, `deploy configuration` or `start script`
  public record TouchedFile(String path, String kind) {}
}
