package dev.migrationsentry.server;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.Driver;
import org.tukaani.xz.XZInputStream;

/// Starts a [ServerHolder] in another JVM.
final class ServerProcess {
  private ServerProcess() {}

  /// The command line.
  static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            Stream.of(ServerHolder.class, EmbeddedPostgres.class, Driver.class, XZInputStream.class)
                .map(ServerProcess::location)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator)),
            "-Dmigration-sentry.postgres.jars="
                + Path.of(System.getProperty("migration-sentry.postgres.jars", "target/postgres"))
                    .toAbsolutePath(),
            ServerHolder.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  static Process start(String... arguments) throws java.io.IOException {
    return new ProcessBuilder(command(arguments))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String location(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }
}
