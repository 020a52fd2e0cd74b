package dev.migrationsentry.ledger;

import dev.migrationsentry.git.GitException;
import dev.migrationsentry.git.GitProject;
import dev.migrationsentry.git.Whereabouts;
import dev.migrationsentry.migration.PastVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files of a project on disk, and in git where there is a repository.
public final class ProjectContents implements HistoryStatus.Contents, AutoCloseable {
  private final Path folder;
  private final @Nullable GitProject git;
  private final @Nullable String deployed;

  private ProjectContents(Path folder, @Nullable GitProject git, @Nullable String deployed) {
    this.folder = folder;
    this.git = git;
    this.deployed = deployed;
  }

  /// Opens a project.
  ///
  /// @param given its folder, or one file of it
  /// @param deployed the commit that is deployed, as people name it, or null when nobody says
  /// @throws GitException when a commit is named that is not there
  public static ProjectContents open(Path given, @Nullable String deployed) {
    Path parent = given.toAbsolutePath().getParent();
    Path folder = Files.isDirectory(given) || parent == null ? given : parent;
    GitProject git;
    try {
      git = GitProject.open(given);
    } catch (GitException noRepository) {
      if (deployed != null) {
        throw noRepository;
      }
      return new ProjectContents(folder, null, null);
    }
    return new ProjectContents(folder, git, deployed == null ? null : git.commit(deployed));
  }

  @Override
  public byte @Nullable [] today(String path) {
    try {
      return Files.readAllBytes(folder.resolve(path));
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public List<PastVersion> versions(String path) {
    return git == null ? List.of() : git.versions(path);
  }

  @Override
  public @Nullable Deployment deployed(Collection<String> paths) {
    if (git == null) {
      return null;
    }
    if (deployed != null) {
      return new Deployment(deployed, "--deployed names it");
    }
    String first = paths.isEmpty() ? null : git.firstWith(paths);
    String last = paths.isEmpty() ? "" : paths.stream().toList().getLast();
    return first == null
        ? null
        : new Deployment(
            first,
            "it is the first one on this branch that has "
                + last.substring(last.lastIndexOf('/') + 1)
                + "; name a later one with --deployed if that is the deployed one");
  }

  @Override
  public @Nullable Deployment deployedAt(Instant time) {
    String commit = git == null ? null : git.at(time);
    return commit == null
        ? null
        : new Deployment(commit, "it is the last one before the migration was applied");
  }

  @Override
  public byte @Nullable [] at(String commit, String path) {
    return git == null ? null : git.content(commit, path);
  }

  @Override
  public boolean has(String commit, String path, byte[] content) {
    return git != null && git.has(commit, path, content);
  }

  @Override
  public List<PastVersion> versionsSince(String commit, String path) {
    return git == null ? List.of() : git.versionsSince(commit, path);
  }

  @Override
  public List<String> between(String first, String last) {
    return git == null ? List.of() : git.between(first, last);
  }

  @Override
  public @Nullable Whereabouts whereabouts(String recorded, Collection<String> folders) {
    return git == null ? null : git.whereabouts(recorded, folders);
  }

  @Override
  public void close() {
    if (git != null) {
      git.close();
    }
  }
}
