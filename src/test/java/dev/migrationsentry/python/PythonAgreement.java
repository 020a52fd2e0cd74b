package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Compares the reader with CPython's own parser, file by file: `PythonAgreement [--python COMMAND]
/// [--show N] [--mutations N] [--seed N] FOLDER…`.
///
/// A file agrees when both refuse it, or when both make the same tree of it, with the same
/// positions. Exit code 1 when a file that CPython accepts was refused or read otherwise.
final class PythonAgreement {
  private final CPython python;
  private final int show;
  private final StringBuilder table = new StringBuilder();
  private boolean sound = true;
  private double worstMutated = 1;

  PythonAgreement(CPython python, int show) {
    this.python = python;
    this.show = show;
    table.append(
        "| set | files | CPython parses | same verdict | same calls | same tree | refused by both"
            + " | same line | same words |\n|---|---|---|---|---|---|---|---|---|\n");
  }

  /// Compares folders and prints the result.
  ///
  /// @param arguments options and folders
  public static void main(String[] arguments) {
    int show = 10;
    int mutations = 0;
    long seed = 1;
    String command = "python3";
    List<Path> folders = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--show" -> show = Integer.parseInt(arguments[++i]);
        case "--mutations" -> mutations = Integer.parseInt(arguments[++i]);
        case "--seed" -> seed = Long.parseLong(arguments[++i]);
        case "--python" -> command = arguments[++i];
        default -> folders.add(Path.of(arguments[i]));
      }
    }
    PythonAgreement agreement =
        new PythonAgreement(new CPython(List.of(command.split(" ", -1))), show);
    for (Path folder : folders) {
      agreement.compare(folder, mutations, seed);
    }
    System.out.print(agreement.report());
    System.exit(agreement.sound() ? 0 : 1);
  }

  /// Whether no file that CPython accepts was refused or read otherwise.
  boolean sound() {
    return sound;
  }

  /// The lowest share of mutated files with the same verdict.
  double worstMutated() {
    return worstMutated;
  }

  String report() {
    return "\n" + table;
  }

  /// Compares the files of a folder.
  ///
  /// @param mutations how many mutated files are compared as well
  void compare(Path folder, int mutations, long seed) {
    Map<Path, String> texts = new LinkedHashMap<>();
    int unreadable = 0;
    for (Path file : PythonFolder.files(folder)) {
      @Nullable String text = PythonFolder.text(file);
      if (text == null) {
        unreadable++;
      } else {
        texts.put(file, text);
      }
    }
    if (unreadable > 0) {
      System.out.println(folder + ": " + unreadable + " files are not UTF-8 and left out");
    }
    compare(folder.toString(), texts, false);
    speed(folder.toString(), texts);
    if (mutations > 0 && !texts.isEmpty()) {
      mutated(folder.toString(), List.copyOf(texts.values()), mutations, seed);
    }
  }

  private void mutated(String name, List<String> texts, int count, long seed) {
    try {
      Path folder = Files.createTempDirectory("mutated");
      TokenMutations mutations = new TokenMutations(seed);
      Random random = new Random(seed);
      Map<Path, String> broken = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        String text = mutations.mutate(texts.get(random.nextInt(texts.size())));
        Path file = folder.resolve(String.format(Locale.ROOT, "%06d.py", i));
        Files.writeString(file, text, StandardCharsets.UTF_8);
        broken.put(file, text);
      }
      worstMutated = Math.min(worstMutated, compare(name + ", mutated", broken, true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private double compare(String name, Map<Path, String> texts, boolean mutated) {
    CPython.Answers answers = python.judge(List.copyOf(texts.keySet()));
    boolean positions =
        !answers.version().startsWith("3.11") && !answers.version().startsWith("3.10");
    int parsed = 0;
    int verdicts = 0;
    int calls = 0;
    int trees = 0;
    int refused = 0;
    int lines = 0;
    int words = 0;
    int number = 0;
    Map<String, Integer> shown = new LinkedHashMap<>();
    for (Map.Entry<Path, String> entry : texts.entrySet()) {
      CPython.Verdict theirs = answers.verdicts().get(number++);
      String text = entry.getValue();
      Module ours = PythonReader.read(new SourceFile(entry.getKey().toString(), text));
      Module.@Nullable SyntaxFailure failure = ours.failure();
      parsed += theirs.accepted() ? 1 : 0;
      verdicts += theirs.accepted() == (failure == null) ? 1 : 0;
      if (theirs.accepted() && failure == null) {
        String tree = PythonTreeText.of(ours, text, positions);
        boolean same = md5(tree).equals(theirs.detail());
        trees += same ? 1 : 0;
        calls += same || NodeWalk.count(ours, Expression.Call.class) == theirs.number() ? 1 : 0;
        if (!same) {
          sound = false;
          tell(shown, "OTHER TREE", () -> entry.getKey() + firstDifference(entry.getKey(), tree));
        }
      } else if (theirs.accepted() && failure != null) {
        sound &= mutated;
        tell(shown, "FALSE REFUSAL", () -> failure.at() + " " + failure.message());
      } else if (failure == null) {
        tell(
            shown,
            "FALSE ACCEPTANCE",
            () -> entry.getKey() + ":" + theirs.number() + " " + theirs.detail());
      } else {
        refused++;
        int line = new ByteColumns(text).line(failure.at().start());
        boolean sameWords = failure.message().equals(theirs.detail());
        lines += line == theirs.number() ? 1 : 0;
        words += sameWords ? 1 : 0;
        if (line != theirs.number() || !sameWords) {
          tell(
              shown,
              line == theirs.number() ? "OTHER WORDS" : "OTHER LINE",
              () ->
                  entry.getKey()
                      + ":"
                      + line
                      + " "
                      + failure.message()
                      + " // "
                      + theirs.number()
                      + " "
                      + theirs.detail());
        }
      }
    }
    shown.forEach((kind, count) -> System.out.println(name + ": " + kind + " " + count));
    table.append(
        String.format(
            Locale.ROOT,
            "| %s (Python %s) | %d | %d | %d (%.3f %%) | %d | %d (%.3f %%) | %d | %d | %d |%n",
            name,
            answers.version(),
            texts.size(),
            parsed,
            verdicts,
            100.0 * verdicts / texts.size(),
            calls,
            trees,
            100.0 * trees / Math.max(1, parsed),
            refused,
            lines,
            words));
    return (double) verdicts / texts.size();
  }

  private interface Telling {
    String text();
  }

  private void tell(Map<String, Integer> shown, String kind, Telling telling) {
    int count = shown.merge(kind, 1, Integer::sum);
    if (count <= show) {
      System.out.println(kind + " " + telling.text());
    }
  }

  private String firstDifference(Path file, String tree) {
    String[] ours = tree.split("\n", -1);
    String[] theirs = python.tree(file).split("\n", -1);
    int at = 0;
    while (at < ours.length && at < theirs.length && ours[at].equals(theirs[at])) {
      at++;
    }
    return "\n    line "
        + at
        + " ours:   "
        + context(ours, at)
        + "\n    theirs: "
        + context(theirs, at);
  }

  private static String context(String[] lines, int at) {
    StringBuilder context = new StringBuilder();
    for (int i = Math.max(0, at - 3); i < Math.min(lines.length, at + 3); i++) {
      context
          .append(i == at ? " >>> " : " | ")
          .append(lines[i], 0, Math.min(lines[i].length(), 80));
    }
    return context.toString();
  }

  /// Prints how many files are read in a second of the processor's time.
  private void speed(String name, Map<Path, String> texts) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double best = 0;
    long characters = texts.values().stream().mapToLong(String::length).sum();
    for (int round = 0; round < 8; round++) {
      long start = threads.getCurrentThreadCpuTime();
      int failures = 0;
      for (String text : texts.values()) {
        failures += PythonReader.read(new SourceFile("file.py", text)).failure() == null ? 0 : 1;
      }
      double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
      best = Math.max(best, failures < 0 ? 0 : 1 / seconds);
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %.0f files/s, %.1f million characters/s%n",
        name,
        texts.size() * best,
        characters * best / 1e6);
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
