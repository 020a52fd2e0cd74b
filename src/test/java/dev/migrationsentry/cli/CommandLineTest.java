package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole command lines against golden files: the first line of a file in
/// `src/test/resources/dev/migrationsentry/cli` is the command, what follows is what it prints, and
/// the last line is the exit code. `./mvnw verify -Dgolden=write` writes them anew; the difference
/// is to be read.
class CommandLineTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/migrationsentry/cli");

  static Stream<Path> commandLines() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void printsWhatTheFileSays(Path file) throws IOException {
    String golden = Files.readString(file);
    String command = golden.lines().findFirst().orElseThrow();
    String actual = command + "\n" + run(command.substring("$ migration-sentry ".length()));
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(golden);
  }

  private static String run(String arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> words =
        Arrays.stream(arguments.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
    int code =
        Main.run(
            words,
            new Terminal(
                stream(out), stream(err), false, Map.of("SOURCE_DATE_EPOCH", "1767225600")));
    String messages = err.toString(StandardCharsets.UTF_8);
    return out.toString(StandardCharsets.UTF_8)
        + messages.lines().map(line -> "stderr: " + line + "\n").reduce("", String::concat)
        + "exit code "
        + code
        + "\n";
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
