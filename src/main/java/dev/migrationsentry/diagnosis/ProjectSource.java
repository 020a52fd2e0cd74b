package dev.migrationsentry.diagnosis;

import dev.migrationsentry.framework.DirectoryFiles;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.git.GitException;
import dev.migrationsentry.git.GitProject;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The project of a failed deploy: its files in the state that was deployed, and its git
/// repository. Files may be read until this is closed.
public final class ProjectSource implements AutoCloseable {
  /// So many letters of a commit are shown.
  private static final int SHORT = 10;

  private final @Nullable GitProject git;
  private final @Nullable Subject subject;

  private ProjectSource(@Nullable GitProject git, @Nullable Subject subject) {
    this.git = git;
    this.subject = subject;
  }

  /// Finds the files: those of the commit that is asked for, else of the one that the log names if
  /// the clone has it, else of the working tree.
  ///
  /// @param asked a commit, tag or branch, or null
  /// @param inLog the commit that the log names, or null
  /// @throws GitException when there is no such commit as is asked for
  public static ProjectSource open(
      Path folder, Reading reading, @Nullable String asked, @Nullable String inLog) {
    GitProject git = repository(folder, asked != null);
    try {
      return new ProjectSource(git, subject(folder, reading, git, asked, inLog));
    } catch (RuntimeException e) {
      if (git != null) {
        git.close();
      }
      throw e;
    }
  }

  private static @Nullable GitProject repository(Path folder, boolean needed) {
    try {
      return GitProject.open(folder);
    } catch (GitException e) {
      if (needed) {
        throw e;
      }
      return null;
    }
  }

  private static @Nullable Subject subject(
      Path folder,
      Reading reading,
      @Nullable GitProject git,
      @Nullable String asked,
      @Nullable String inLog) {
    String ref = asked == null ? inLog : asked;
    String why = "The log names no commit, so that the files are those of the working tree.";
    if (ref != null && git == null) {
      why =
          "The log names commit "
              + ref
              + ", but the project is in no git repository: the files are those that are there.";
    } else if (ref != null && git != null) {
      try {
        String commit = git.commit(ref);
        ProjectFiles files = git.at(commit);
        if (reading.in(files) instanceof Discovery.Found found) {
          return new Subject(
              files,
              reading,
              found.histories(),
              commit,
              "The files are those of commit "
                  + commit.substring(0, SHORT)
                  + ", which "
                  + (asked == null ? "the log names." : "was asked for."));
        }
        why = "Commit " + ref + " has no migrations here: the files are those of the working tree.";
      } catch (GitException e) {
        if (asked != null) {
          throw e;
        }
        why =
            "The log names commit "
                + ref
                + ", which is not in this clone: the files are those of the working tree, which may be others.";
      }
    }
    ProjectFiles files = DirectoryFiles.open(folder);
    return reading.in(files) instanceof Discovery.Found found
        ? new Subject(files, reading, found.histories(), null, why)
        : null;
  }

  /// The project, or null when it has no migrations.
  public @Nullable Subject subject() {
    return subject;
  }

  /// Its repository, or null when it is in none.
  @Nullable GitProject git() {
    return git;
  }

  @Override
  public void close() {
    if (git != null) {
      git.close();
    }
  }
}
