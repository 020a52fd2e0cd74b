package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import dev.migrationsentry.server.TestServers;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pcollections.TreePVector;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.snakeyaml.engine.v2.api.Load;
import org.tukaani.xz.XZInputStream;
import picocli.CommandLine;

/// A whole process that rehearses leaves no process and no folder, whenever and however it is
/// ended. A few random moments in each build, twenty with `-Dfaults=all`.
final class KilledRehearsalTest {
  private static final int KILLS = "all".equals(System.getProperty("faults")) ? 20 : 3;
  private static final int LONGEST_MILLISECONDS = 2_500;
  private static final int LONGEST_SECONDS = 30;
  private static final Path PROCESSES = Path.of("/proc");

  /// The variable by which all processes of a rehearsal are known, also those whose parents are
  /// gone.
  private static final String VARIABLE = "MIGRATION_SENTRY_TEST";

  /// How the folders of running servers are called.
  private static final String FOLDER = "/migration-sentry-";

  @TempDir Path folder;
  private final String mark = UUID.randomUUID().toString();

  /// What is rehearsed.
  enum Kind {
    BUILT_IN,
    COMMAND;

    private List<String> command() {
      return switch (this) {
        case BUILT_IN -> List.of();
        // A program that starts another one, and both take long.
        case COMMAND -> List.of("--", "sh", "-c", "sleep 60 & sleep 60");
      };
    }
  }

  @BeforeAll
  static void unpack() {
    assumeTrue(Files.isReadable(PROCESSES.resolve("self/environ")));
    // Unpacked and initialised before, so that no time is lost on it.
    TestServers.start(18).close();
  }

  @BeforeEach
  void write() throws IOException {
    Path migrations = Files.createDirectories(folder.resolve("project/db/migrations"));
    for (int i = 1; i < 30; i++) {
      Files.writeString(
          migrations.resolve(String.format("202601010000%02d_one.sql", i)),
          "-- migrate:up\ncreate table t%d (id int);\nselect pg_sleep(0.2);\n".formatted(i));
    }
    Files.createDirectory(folder.resolve("temporary"));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void nothingStaysBehindWheneverItIsKilled(Kind kind) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = start(kind);
      int moment = random.nextInt(LONGEST_MILLISECONDS);
      assertThat(process.waitFor(moment, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
      Set<String> folders = folders();
      process.destroyForcibly().waitFor();
      assertThat(left(folders)).as("seed %d, kill %d after %d ms", seed, kill, moment).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aCtrlCEndsItWith130(Kind kind) throws Exception {
    Signals.assumeInterruptible();
    assertThat(endedBy("-INT", kind)).isEqualTo(130);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aRequestToEndEndsItWith143(Kind kind) throws Exception {
    assertThat(endedBy("-TERM", kind)).isEqualTo(143);
  }

  @Test
  void twoAtOnceDoNotDisturbEachOther() throws Exception {
    Path migrations = folder.resolve("project/db/migrations");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(migrations)) {
      for (Path one : all) {
        String text = Files.readString(one);
        Files.writeString(one, text.replace("pg_sleep(0.2)", "pg_sleep(0)"));
      }
    }
    List<Process> both = List.of(start(Kind.BUILT_IN), start(Kind.BUILT_IN));
    for (Process process : both) {
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("29 work, 0 fail; 58 of 58 predicted outcomes agree");
      assertThat(process.waitFor()).isZero();
    }
    assertThat(left(Set.of())).isEmpty();
  }

  private int endedBy(String signal, Kind kind) throws Exception {
    Process process = start(kind);
    Set<String> folders = folders();
    while (folders.isEmpty()) {
      assertThat(process.waitFor(5, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
      folders = folders();
    }
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    int code = process.waitFor();
    assertThat(left(folders)).isEmpty();
    return code;
  }

  private Process start(Kind kind) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder.resolve("temporary"),
                "-Dmigration-sentry.postgres.jars="
                    + Path.of(
                            System.getProperty("migration-sentry.postgres.jars", "target/postgres"))
                        .toAbsolutePath(),
                "-cp",
                classPath(),
                Main.class.getName(),
                "rehearse",
                folder.resolve("project").toString()));
    command.addAll(kind.command());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put(VARIABLE, mark);
    return builder.start();
  }

  /// Where the program and its libraries are; the class path of tests depends on who runs them.
  private static String classPath() {
    return Stream.of(
            Main.class,
            CommandLine.class,
            TreePVector.class,
            JsonFactory.class,
            Repository.class,
            Logger.class,
            Load.class,
            Driver.class,
            XZInputStream.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation().toString())
        .distinct()
        .map(location -> Path.of(URI.create(location)).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// Waits for the end of all processes of a rehearsal.
  ///
  /// @param known folders that it had before
  /// @return the folders and files that it has left
  private List<String> left(Set<String> known) throws Exception {
    Set<String> folders = new TreeSet<>(known);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    for (Map<ProcessHandle, String> left = processes(); !left.isEmpty(); left = processes()) {
      left.values().forEach(line -> collect(line, folders));
      if (System.nanoTime() > end) {
        return List.copyOf(left.values());
      }
      for (ProcessHandle handle : left.keySet()) {
        try {
          handle.onExit().get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
          // One that has ended counts as running for Java until its new parent has asked for it.
        }
      }
    }
    List<String> there = new ArrayList<>();
    folders.stream().filter(name -> Files.exists(Path.of(name))).forEach(there::add);
    try (DirectoryStream<Path> temporary = Files.newDirectoryStream(folder.resolve("temporary"))) {
      temporary.forEach(path -> there.add(path.toString()));
    }
    return there;
  }

  /// The folders that its processes work in.
  private Set<String> folders() throws IOException {
    Set<String> folders = new TreeSet<>();
    processes().values().forEach(line -> collect(line, folders));
    return folders;
  }

  /// The processes of the rehearsal with their command lines.
  private Map<ProcessHandle, String> processes() throws IOException {
    Map<ProcessHandle, String> found = new HashMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path one : all) {
        try {
          if (Files.readString(one.resolve("environ"), StandardCharsets.ISO_8859_1)
              .contains(VARIABLE + "=" + mark)) {
            String line = Files.readString(one.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            ProcessHandle.of(Long.parseLong(String.valueOf(one.getFileName())))
                .ifPresent(handle -> found.put(handle, line));
          }
        } catch (IOException ended) {
          // Or somebody else's.
        }
      }
    }
    return found;
  }

  /// Adds the paths of servers' folders in a command line: `/dev/shm/migration-sentry-0123abcd`.
  private static void collect(String line, Set<String> folders) {
    for (int at = line.indexOf(FOLDER); at >= 0; at = line.indexOf(FOLDER, at + 1)) {
      int start = at;
      while (start > 0 && isOfPath(line.charAt(start - 1))) {
        start--;
      }
      int end = at + FOLDER.length();
      while (end < line.length() && Character.isLetterOrDigit(line.charAt(end))) {
        end++;
      }
      folders.add(line.substring(start, end));
    }
  }

  private static boolean isOfPath(char letter) {
    return letter == '/'
        || letter == '.'
        || letter == '-'
        || letter == '_'
        || Character.isLetterOrDigit(letter);
  }
}
