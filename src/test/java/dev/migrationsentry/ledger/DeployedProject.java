package dev.migrationsentry.ledger;

import dev.migrationsentry.framework.DirectoryFiles;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Ledger.Ending;
import dev.migrationsentry.migration.Ledger.Extent;
import dev.migrationsentry.migration.Ledger.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.jspecify.annotations.Nullable;

/// A project in git, and the ledger of a database that it was deployed to.
final class DeployedProject implements AutoCloseable {
  private final Path folder;
  private final Git git;

  DeployedProject(Path folder) throws GitAPIException {
    this.folder = folder;
    this.git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
  }

  Git git() {
    return git;
  }

  void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  void delete(String path) throws IOException {
    Files.delete(folder.resolve(path));
  }

  /// Commits everything.
  ///
  /// @param time of the author and of the committer
  /// @return the commit's full name
  String commit(String message, String author, String time) throws GitAPIException {
    PersonIdent person =
        new PersonIdent(author, author + "@shop.example", Instant.parse(time), ZoneOffset.UTC);
    git.add().addFilepattern(".").call();
    git.add().addFilepattern(".").setUpdate(true).call();
    return git.commit()
        .setMessage(message)
        .setAuthor(person)
        .setCommitter(person)
        .setSign(false)
        .call()
        .getName();
  }

  /// Where the one history of the project stands.
  ///
  /// @param deployed the commit that people name, or null
  /// @param rows what the database records
  HistoryStatus status(@Nullable String deployed, Extent extent, Row... rows) {
    Discovery discovery = Histories.find(DirectoryFiles.open(folder), Options.NONE);
    if (!(discovery instanceof Discovery.Found found)) {
      throw new AssertionError("no history");
    }
    History history = found.histories().getFirst();
    Ledger ledger =
        new Ledger("public.ledger", history.framework(), "the test says so", extent, List.of(rows));
    try (ProjectContents contents = ProjectContents.open(folder, deployed)) {
      return HistoryStatus.of(history, ledger, contents);
    }
  }

  /// A row without a checksum.
  static Row row(String id, @Nullable String appliedAt) {
    return new Row(id, null, appliedAt, Ending.APPLIED, null);
  }

  /// What is said of each migration: its state, its title or id, and the remark.
  static List<String> lines(HistoryStatus status) {
    List<String> lines = new ArrayList<>();
    for (MigrationStatus one : status.migrations()) {
      lines.add((one.state() + " " + one.id() + " " + Sentences.remark(one)).strip());
    }
    return lines;
  }

  @Override
  public void close() {
    git.close();
  }
}
