package dev.migrationsentry;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The product as another process runs it.
public final class ProductClasses {
  private ProductClasses() {}

  /// Where the classes of the product, of its tests and of its libraries are.
  public static String path() {
    return Stream.of(
            Sentry.class,
            ProductClasses.class,
            org.postgresql.Driver.class,
            org.pcollections.PMap.class,
            org.snakeyaml.engine.v2.api.Load.class,
            org.eclipse.jgit.lib.Repository.class,
            org.jspecify.annotations.NullMarked.class,
            org.slf4j.Logger.class,
            com.fasterxml.jackson.core.JsonFactory.class,
            picocli.CommandLine.class,
            org.tukaani.xz.XZInputStream.class)
        .map(type ->
            Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// The command line of a main class in another JVM.
  public static List<String> command(String type, String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                path(),
                type));
    command.addAll(List.of(words));
    return command;
  }
}
