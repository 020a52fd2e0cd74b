package dev.migrationsentry.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HistoriesTest {
  private static final Path PROJECTS = Path.of("src/test/resources/dev/migrationsentry/framework");

  static Stream<String> projects() throws IOException {
    try (Stream<Path> files = Files.walk(PROJECTS)) {
      return files
          .map(file -> PROJECTS.relativize(file).toString().replace('\\', '/'))
          .filter(file -> file.endsWith(".expected.txt"))
          .map(file -> file.substring(0, file.length() - ".expected.txt".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("projects")
  void readsWhatTheRunnerWouldRun(String project) throws IOException {
    Discovery found = Histories.find(DirectoryFiles.open(PROJECTS.resolve(project)), Options.NONE);
    Path golden = PROJECTS.resolve(project + ".expected.txt");
    String actual = DiscoveryText.of(found, project);
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(golden, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
  }

  private static List<History> find(Path folder, Options options) {
    Discovery found = Histories.find(DirectoryFiles.open(folder), options);
    assertThat(found).isInstanceOf(Discovery.Found.class);
    return ((Discovery.Found) found).histories();
  }

  private static List<String> ids(History history) {
    return history.migrations().stream().map(Migration::id).toList();
  }

  @Test
  void aHistoryIsTheSameWhenOnlyItsFolderIsGiven() {
    for (String folder :
        List.of(
            "flyway/order/src/main/resources/db/migration",
            "golang-migrate/pairs/db/migrations",
            "goose/markers/migrations",
            "dbmate/sections/db/migrations",
            "sql-migrate/order/migrations",
            "prisma/folders/prisma/migrations",
            "drizzle/journal/drizzle",
            "knex/programs/migrations",
            "diesel/folders/migrations",
            "sqlx/simple/migrations",
            "supabase/cli/supabase/migrations",
            "node-pg-migrate/sections/migrations",
            "graphile-migrate/committed/migrations/committed",
            "pop/templates/migrations",
            "postgres-migrations/numbers/migrations",
            "sql-directory/by-name/migrations")) {
      String runner = folder.substring(0, folder.indexOf('/'));
      Path whole = PROJECTS.resolve(folder.substring(0, folder.indexOf('/', runner.length() + 1)));
      History alone = find(PROJECTS.resolve(folder), Options.NONE).getFirst();
      History inside = find(whole, Options.NONE).getFirst();
      assertThat(alone.framework()).as(folder).isEqualTo(runner).isEqualTo(inside.framework());
      assertThat(alone.path()).isEqualTo(".");
      List<String> readable =
          inside.migrations().stream()
              .filter(migration -> migration.unreadable() == null)
              .map(Migration::id)
              .toList();
      assertThat(ids(alone)).as(folder).containsAll(readable);
    }
  }

  @Test
  void aNamedFrameworkDecidesAgainstTheLayout() {
    Path folder = PROJECTS.resolve("sqlx/simple/migrations");
    History history = find(folder, new Options("sql-directory", Map.of())).getFirst();
    assertThat(history.framework()).isEqualTo("sql-directory");
    assertThat(ids(history)).startsWith("10_more.sql", "1_init.sql", "2_index.sql");
  }

  @Test
  void anUnknownFrameworkIsRefusedWithTheNamesOfTheKnownOnes() {
    DirectoryFiles files = DirectoryFiles.open(PROJECTS.resolve("sqlx/simple"));
    assertThatThrownBy(() -> Histories.find(files, new Options("sqlx2", Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("There is no framework sqlx2. Known are: alembic, dbmate, diesel,");
  }

  @Test
  void versionsThatAreOneForTheRunnerAreDuplicates() {
    History history = find(PROJECTS.resolve("flyway/duplicate"), Options.NONE).getFirst();
    assertThat(history.duplicates()).hasSize(1);
    assertThat(history.duplicates().getFirst())
        .extracting(Migration::id)
        .containsExactly("1", "1.0");
    History sound = find(PROJECTS.resolve("flyway/order"), Options.NONE).getFirst();
    assertThat(sound.duplicates()).isEmpty();
  }

  @Test
  void valuesOfPlaceholdersAreReplacedInFrontOfTheReader() {
    Options options = new Options(null, Map.of("Namespace", "auth"));
    History history = find(PROJECTS.resolve("pop/templates"), options).getFirst();
    Migration first = history.migrations().getFirst();
    assertThat(first.up().file().text()).isEqualTo("create table auth.a (id int);\n");
    assertThat(first.up().placeholders()).hasSize(1);
    assertThat(first.up().file().lineText(1)).contains("{{ index .Options \"Namespace\" }}");
  }

  @Test
  void aSingleFileIsAHistoryOfOne(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("anything.sql");
    Files.writeString(file, "create table a (id int);\n");
    Files.writeString(folder.resolve("other.sql"), "drop table a;\n");
    assertThat(ids(find(file, Options.NONE).getFirst())).containsExactly("anything.sql");
  }

  @Test
  void linksToFoldersAreSaidAndNotFollowed(@TempDir Path folder) throws IOException {
    Path migrations = Files.createDirectories(folder.resolve("real/migrations"));
    Files.writeString(migrations.resolve("1_a.sql"), "create table a (id int);\n");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
    Files.createSymbolicLink(migrations.resolve("2_loop"), folder);
    Discovery found = Histories.find(DirectoryFiles.open(folder), Options.NONE);
    String why = "is a link; name it to check what is there";
    assertThat(found.leftOut())
        .containsExactlyInAnyOrder(
            new LeftOut("link", why), new LeftOut("real/migrations/2_loop", why));
    assertThat(((Discovery.Found) found).histories()).hasSize(1);
    Path link = folder.resolve("link/migrations");
    assertThat(ids(find(link, Options.NONE).getFirst())).containsExactly("1_a.sql");
  }

  @Test
  void aDeviceBehindALinkIsNotRead(@TempDir Path folder) throws IOException {
    Path migrations = Files.createDirectories(folder.resolve("migrations"));
    Files.writeString(migrations.resolve("1_a.sql"), "create table a (id int);\n");
    Files.createSymbolicLink(migrations.resolve("2_b.sql"), Path.of("/dev/zero"));
    History history = find(folder, Options.NONE).getFirst();
    assertThat(history.migrations().getLast().unreadable()).isEqualTo("is no regular file");
  }

  @Test
  void aHugeFileIsNotJudged(@TempDir Path folder) throws IOException {
    Path migrations = Files.createDirectories(folder.resolve("migrations"));
    try (RandomAccessFile huge =
        new RandomAccessFile(migrations.resolve("1_dump.sql").toFile(), "rw")) {
      huge.setLength(100L * 1024 * 1024);
    }
    History history = find(folder, Options.NONE).getFirst();
    assertThat(history.migrations().getLast().unreadable())
        .isEqualTo("has 100 MB; files of more than 32 MB are not judged");
  }

  @Test
  void aLinkToItselfCanNotBeRead(@TempDir Path folder) throws IOException {
    Path migrations = Files.createDirectories(folder.resolve("migrations"));
    Files.createSymbolicLink(migrations.resolve("1_a.sql"), Path.of("1_a.sql"));
    History history = find(folder, Options.NONE).getFirst();
    assertThat(history.migrations().getLast().unreadable())
        .startsWith("can't be read: ")
        .doesNotContain(folder.toString());
  }

  @Test
  void aNameKeepsItsBytesWhateverTheLocale() throws IOException {
    assertThat(FileNames.decoded(Path.of("/a b/1 %41.sql"))).isEqualTo("1 %41.sql");
  }

  @Test
  void aMissingFolderIsSaidInOneSentence(@TempDir Path folder) {
    Path missing = folder.resolve("none");
    assertThatThrownBy(() -> DirectoryFiles.open(missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("There is no " + missing + ".");
  }

  @Test
  void manyFilesAreReadOnceEach(@TempDir Path folder) throws IOException {
    Path migrations = Files.createDirectories(folder.resolve("migrations"));
    for (int i = 1; i <= 500; i++) {
      Files.writeString(migrations.resolve(i + "_x.sql"), "create table t" + i + " (id int);\n");
    }
    CountingFiles files = new CountingFiles(DirectoryFiles.open(folder));
    Discovery.Found found = (Discovery.Found) Histories.find(files, Options.NONE);
    assertThat(found.histories().getFirst().migrations()).hasSize(500);
    assertThat(files.most()).isEqualTo(1);
  }
}
