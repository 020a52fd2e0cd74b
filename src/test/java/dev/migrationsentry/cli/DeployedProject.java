package dev.migrationsentry.cli;

import dev.migrationsentry.git.GitProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/// A small project in a repository of its own, as a team commits to it.
final class DeployedProject implements AutoCloseable {
  private final Path folder;
  private final Git git;

  /// @param folder an empty folder
  DeployedProject(Path folder) {
    this.folder = folder;
    try {
      // Lets JGit look at no configuration of this machine from here on.
      GitProject.open(Path.of(".")).close();
      git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
    } catch (GitAPIException e) {
      throw new IllegalStateException(e);
    }
  }

  Path folder() {
    return folder;
  }

  /// Writes a file of the working tree.
  DeployedProject write(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Commits all.
  ///
  /// @return the commit's full name
  String commit(String author, String subject, Instant time) {
    PersonIdent person = new PersonIdent(author, "someone@example.org", time, ZoneOffset.UTC);
    try {
      git.add().addFilepattern(".").call();
      return git.commit()
          .setMessage(subject + "\n\nMore.")
          .setSign(false)
          .setAllowEmpty(true)
          .setAuthor(person)
          .setCommitter(person)
          .call()
          .getName();
    } catch (GitAPIException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    git.close();
  }
}
