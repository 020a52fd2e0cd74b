package dev.migrationsentry.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.migrationsentry.framework.DirectoryFiles;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitProjectTest {
  private static final PersonIdent SOMEONE = new PersonIdent("Someone", "someone@example.org");

  @TempDir Path home;
  private Path root;
  private Git git;

  @BeforeEach
  void aRepositoryWithTwoMigrationsOnMain() throws IOException, GitAPIException {
    QuietSystem.use();
    root = Files.createDirectory(home.resolve("project"));
    git = Git.init().setDirectory(root.toFile()).setInitialBranch("main").call();
    write("app/migrations/1_a.sql", "create table a (id int);\n");
    write("app/migrations/2_b.sql", "create table b (id int);\n");
    write("app/node_modules/x/migrations/1_x.sql", "select 1;\n");
    write("package.json", "{}\n");
    commit("first");
  }

  @AfterEach
  void close() {
    git.close();
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String commit(String message) throws GitAPIException {
    git.add().addFilepattern(".").call();
    git.add().addFilepattern(".").setUpdate(true).call();
    return git.commit()
        .setMessage(message)
        .setSign(false)
        .setAuthor(SOMEONE)
        .setCommitter(SOMEONE)
        .call()
        .getName();
  }

  private static History only(ProjectFiles files) {
    Discovery found = Histories.find(files, Options.NONE);
    assertThat(found).isInstanceOf(Discovery.Found.class);
    List<History> histories = ((Discovery.Found) found).histories();
    assertThat(histories).hasSize(1);
    return histories.getFirst();
  }

  private static List<String> files(History history) {
    return history.migrations().stream().map(one -> one.file().path()).toList();
  }

  @Test
  void readsAHistoryAsItWasAtACommit() throws IOException, GitAPIException {
    write("app/migrations/1_a.sql", "create table a (id bigint);\n");
    write("app/migrations/3_c.sql", "create table c (id int);\n");
    commit("second");
    try (GitProject project = GitProject.open(root)) {
      History before = only(project.at("HEAD~1"));
      assertThat(files(before)).containsExactly("app/migrations/1_a.sql", "app/migrations/2_b.sql");
      assertThat(before.migrations().getFirst().file().text()).contains("id int");
      assertThat(files(only(project.at("main")))).hasSize(3);
    }
  }

  @Test
  void worksInAFolderOfTheRepositoryAndSeesTheFilesAboveIt() throws IOException {
    try (GitProject project = GitProject.open(root.resolve("app/migrations"))) {
      ProjectFiles files = project.at("HEAD");
      assertThat(files(only(files))).containsExactly("1_a.sql", "2_b.sql");
      assertThat(files.rootNames()).endsWith("project", "app", "migrations");
      assertThat(files.above()).anyMatch(folder -> folder.files().contains("package.json"));
      assertThat(new String(files.read("../../package.json"), StandardCharsets.UTF_8))
          .isEqualTo("{}\n");
    }
  }

  @Test
  void saysWhichMigrationsAreNewSinceACommitAndWhichWereEdited() throws IOException {
    write("app/migrations/1_a.sql", "create table a (id int);\r\n");
    write("app/migrations/2_b.sql", "create table b (id bigint);\n");
    write("app/migrations/0_late.sql", "create table late (id int);\n");
    try (GitProject project = GitProject.open(root)) {
      DirectoryFiles now = DirectoryFiles.open(root);
      History history = only(now);
      Reference reference = project.reference("main", now, history);
      assertThat(reference.name()).isEqualTo("main");
      assertThat(reference.files())
          .contains("app/migrations/1_a.sql", "package.json")
          .doesNotContain("app/migrations/0_late.sql");
      assertThat(reference.changed()).containsExactly("app/migrations/2_b.sql");
      History compared = history.comparedWith(reference);
      Stream<Migration> fresh = compared.migrations().stream().filter(compared::isNew);
      assertThat(fresh.map(Migration::title)).containsExactly("0_late.sql");
    }
  }

  @Test
  void mergesWhatTheBranchHasDoneMeanwhile() throws IOException, GitAPIException {
    write("app/migrations/3_gone.sql", "select 3;\n");
    write("app/migrations/4_both.sql", "select 4;\n");
    String parted = commit("second");
    git.checkout().setCreateBranch(true).setName("feature").call();
    write("app/migrations/6_ours.sql", "create table ours (id int);\n");
    write("app/migrations/4_both.sql", "select 'ours';\n");
    commit("ours");
    git.checkout().setName("main").call();
    write("app/migrations/5_theirs.sql", "create table theirs (id int);\n");
    write("app/migrations/1_a.sql", "create table a (id bigint);\n");
    write("app/migrations/4_both.sql", "select 'theirs';\n");
    Files.delete(root.resolve("app/migrations/3_gone.sql"));
    commit("theirs");
    git.checkout().setName("feature").call();
    try (GitProject project = GitProject.open(root)) {
      assertThat(project.mergeBase("main")).isEqualTo(parted);
      GitProject.Merged merged = project.merged("main", DirectoryFiles.open(root));
      History history = only(merged.files());
      assertThat(history.migrations().stream().map(Migration::title))
          .containsExactly("1_a.sql", "2_b.sql", "4_both.sql", "5_theirs.sql", "6_ours.sql");
      assertThat(history.migrations().getFirst().file().text()).contains("bigint");
      assertThat(history.migrations().get(2).file().text()).contains("ours");
      assertThat(merged.conflicts()).containsExactly("app/migrations/4_both.sql");
    }
  }

  @Test
  void worksInALinkedWorktree() throws IOException, GitAPIException {
    git.branchCreate().setName("other").call();
    Path tree = Files.createDirectories(home.resolve("tree"));
    Path admin = Files.createDirectories(root.resolve(".git/worktrees/tree"));
    Files.writeString(admin.resolve("HEAD"), "ref: refs/heads/other\n");
    Files.writeString(admin.resolve("commondir"), "../..\n");
    Files.writeString(admin.resolve("gitdir"), tree.resolve(".git") + "\n");
    Files.writeString(tree.resolve(".git"), "gitdir: " + admin + "\n");
    Files.createDirectories(tree.resolve("app"));
    try (GitProject project = GitProject.open(tree.resolve("app"))) {
      assertThat(files(only(project.at("HEAD"))))
          .containsExactly("migrations/1_a.sql", "migrations/2_b.sql");
      assertThat(project.commit("main")).isEqualTo(project.commit("HEAD"));
    }
  }

  @Test
  void saysWhatAShallowCloneLacks() throws IOException, GitAPIException {
    git.checkout().setCreateBranch(true).setName("feature").call();
    write("app/migrations/3_ours.sql", "select 3;\n");
    String ours = commit("ours");
    git.checkout().setName("main").call();
    write("app/migrations/4_theirs.sql", "select 4;\n");
    String theirs = commit("theirs");
    git.checkout().setName("feature").call();
    Files.writeString(root.resolve(".git/shallow"), ours + "\n" + theirs + "\n");
    try (GitProject project = GitProject.open(root)) {
      assertThat(files(only(project.at("main")))).hasSize(3);
      assertThatThrownBy(() -> project.merged("main", DirectoryFiles.open(root)))
          .isInstanceOf(GitException.class)
          .hasMessageContaining("no commit in common")
          .hasMessageContaining("git fetch --unshallow");
      assertThatThrownBy(() -> project.at("v1.0"))
          .isInstanceOf(GitException.class)
          .hasMessageStartingWith("There is no branch, tag or commit named \"v1.0\" here.")
          .hasMessageContaining("shallow");
    }
  }

  @Test
  void saysThatThereIsNoRepositoryOrNoSuchCommit(@TempDir Path elsewhere) {
    assertThatThrownBy(() -> GitProject.open(elsewhere))
        .isInstanceOf(GitException.class)
        .hasMessage(
            elsewhere + " is not in a git repository, so there is nothing to compare it with.");
    try (GitProject project = GitProject.open(root)) {
      assertThatThrownBy(() -> project.at("no-such-branch"))
          .isInstanceOf(GitException.class)
          .hasMessage("There is no branch, tag or commit named \"no-such-branch\" here.");
      assertThatThrownBy(() -> project.at("main..other"))
          .isInstanceOf(GitException.class)
          .hasMessageContaining("main..other");
      assertThatThrownBy(() -> project.at("HEAD:package.json"))
          .isInstanceOf(GitException.class)
          .hasMessageContaining("HEAD:package.json");
    }
  }

  @Test
  void leavesTheRepositoryAsItWas() throws IOException {
    List<String> before = everything();
    try (GitProject project = GitProject.open(root)) {
      assertThat(only(project.at("main")).migrations()).hasSize(2);
      assertThat(project.merged("main", DirectoryFiles.open(root)).conflicts()).isEmpty();
    }
    assertThat(everything()).isEqualTo(before);
  }

  private List<String> everything() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files.map(file -> home.relativize(file).toString()).sorted().toList();
    }
  }
}
