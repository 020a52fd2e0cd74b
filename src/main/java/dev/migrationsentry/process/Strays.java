package dev.migrationsentry.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Processes of a command that have left its group, as daemons do. They are known by a variable
/// that each process hands on to its children; only where the machine shows the environment of
/// processes, as Linux does.
final class Strays {
  private static final String VARIABLE = "MIGRATION_SENTRY_COMMAND";
  private static final Path PROCESSES = Path.of("/proc");

  private static final int MOST_TRIES = 100;
  private static final long PAUSE_MILLIS = 20;

  private final String mark;

  private Strays(String mark) {
    this.mark = mark;
  }

  /// For one command.
  static Strays create() {
    return new Strays(VARIABLE + "=" + UUID.randomUUID());
  }

  /// The variable that the command must have, with its value behind the sign of equality.
  String mark() {
    return mark;
  }

  /// Ends those that live.
  ///
  /// @return what they are: process number and program
  List<String> end() throws InterruptedException {
    List<String> ended = new ArrayList<>();
    for (long number : numbers()) {
      ProcessHandle.of(number)
          .ifPresent(process -> {
            ended.add(
                "process " + number + process.info().command().map(name -> " " + name).orElse(""));
            process.destroyForcibly();
          });
    }
    for (int tries = 0; tries < MOST_TRIES && !numbers().isEmpty(); tries++) {
      Thread.sleep(PAUSE_MILLIS);
    }
    return ended;
  }

  private List<Long> numbers() {
    if (!Files.isDirectory(PROCESSES)) {
      return List.of();
    }
    List<Long> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(PROCESSES)) {
      for (Path process : all.toList()) {
        String name = process.getFileName().toString();
        if (Character.isDigit(name.charAt(0)) && isMarked(process)) {
          found.add(Long.valueOf(name));
        }
      }
    } catch (IOException unreadable) {
      // Then nothing is known of them.
    }
    return found;
  }

  private boolean isMarked(Path process) {
    try {
      return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
          .contains(mark);
    } catch (IOException goneOrForeign) {
      return false;
    }
  }
}
