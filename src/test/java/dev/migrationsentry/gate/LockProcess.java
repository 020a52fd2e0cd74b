package dev.migrationsentry.gate;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.Driver;

/// A [LockTaker] in a process of its own, which can be frozen and killed.
final class LockProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final PrintStream in;

  private LockProcess(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  static LockProcess start(String url) throws IOException {
    return new LockProcess(
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    Stream.of(LockTaker.class, DatabaseLock.class, Driver.class)
                        .map(LockProcess::location)
                        .distinct()
                        .collect(Collectors.joining(File.pathSeparator)),
                    LockTaker.class.getName(),
                    url))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  private static String location(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  /// The next thing that it says.
  String says() throws IOException {
    return String.valueOf(out.readLine());
  }

  /// What it answers to a word.
  String asked(String word) throws IOException {
    in.println(word);
    return says();
  }

  long pid() {
    return process.pid();
  }

  /// Sends it a signal, such as `STOP`, `CONT` or `KILL`.
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (name.equals("KILL")) {
      process.waitFor();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
