package dev.migrationsentry.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstalledServersTest {
  private static final int MAJOR = 99;

  @TempDir Path folder;

  @Test
  void findsAServerOnThePath() throws IOException {
    program("old/bin/postgres", "postgres (PostgreSQL) 9.9.1");
    program("old/bin/initdb", "");
    program("new/bin/postgres", "postgres (PostgreSQL) 99.3 (Debian 99.3-1)");
    program("new/bin/initdb", "");
    assertThat(find("old/bin", "new/bin"))
        .contains(new InstalledServers.Installed(folder.resolve("new"), "99.3"));
  }

  @Test
  void findsAServerThroughPgConfig() throws IOException {
    program("hidden/bin/postgres", "postgres (PostgreSQL) 99.3");
    program("hidden/bin/initdb", "");
    program("usr/bin/pg_config", folder.resolve("hidden/bin").toString());
    assertThat(find("usr/bin"))
        .contains(new InstalledServers.Installed(folder.resolve("hidden"), "99.3"));
  }

  @Test
  void findsNoServerInDevelopmentAndNoneWithoutInitdb() throws IOException {
    program("beta/bin/postgres", "postgres (PostgreSQL) 99devel");
    program("beta/bin/initdb", "");
    program("half/bin/postgres", "postgres (PostgreSQL) 99.3");
    assertThat(find("beta/bin", "half/bin")).isEmpty();
  }

  @Test
  void knowsWhichExtensionsAServerHas() throws IOException {
    program("own/bin/pg_config", folder.resolve("own/share").toString());
    Path extensions = Files.createDirectories(folder.resolve("own/share/extension"));
    Files.writeString(extensions.resolve("vector.control"), "");
    assertThat(InstalledServers.has(folder.resolve("own"), List.of("vector"))).isTrue();
    assertThat(InstalledServers.has(folder.resolve("own"), List.of("vector", "postgis"))).isFalse();
  }

  private Optional<InstalledServers.Installed> find(String... path) {
    StringBuilder all = new StringBuilder();
    for (String entry : path) {
      all.append(all.isEmpty() ? "" : java.io.File.pathSeparator).append(folder.resolve(entry));
    }
    return InstalledServers.find(MAJOR, Map.of("PATH", all.toString()));
  }

  private void program(String name, String prints) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\necho '" + prints + "'\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
