package dev.migrationsentry.platform;

import dev.migrationsentry.platform.Shell.Word;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Programs that run another one: what is left when they are taken away.
final class Wrappers {
  /// How many words behind the name are the wrapper's own, options aside.
  private static final Map<String, Integer> PLAIN =
      Map.ofEntries(
          Map.entry("exec", 0),
          Map.entry("command", 0),
          Map.entry("env", 0),
          Map.entry("nohup", 0),
          Map.entry("time", 0),
          Map.entry("nice", 0),
          Map.entry("sudo", 0),
          Map.entry("npx", 0),
          Map.entry("bunx", 0),
          Map.entry("pnpx", 0),
          Map.entry("eval", 0),
          Map.entry("tini", 0),
          Map.entry("dumb-init", 0),
          Map.entry("timeout", 1),
          Map.entry("gosu", 1),
          Map.entry("su-exec", 1),
          Map.entry("chpst", 0));

  /// Wrappers of two words.
  private static final Set<String> DOUBLE =
      Set.of(
          "poetry run",
          "pipenv run",
          "uv run",
          "pdm run",
          "hatch run",
          "rye run",
          "pnpm exec",
          "yarn exec",
          "npm exec",
          "pnpm dlx",
          "yarn dlx",
          "bundle exec",
          "doppler run",
          "dotenv run",
          "infisical run",
          "chamber exec",
          "aws-vault exec",
          "op run",
          "bun x");

  /// Options that take the next word.
  private static final Set<String> VALUES =
      Set.of(
          "-u",
          "-n",
          "-k",
          "-s",
          "-e",
          "-f",
          "--signal",
          "--kill-after",
          "--env",
          "--project",
          "--config",
          "--package",
          "-p",
          "--filter",
          "--extra",
          "--group",
          "--with",
          "--directory",
          "--env-file",
          "--chdir",
          "-C");

  private Wrappers() {}

  /// The words from the first one that no wrapper takes.
  static List<Word> without(List<Word> words) {
    List<Word> rest = words;
    for (int rounds = 0; rounds < 10 && !rest.isEmpty(); rounds++) {
      List<Word> next = inner(rest);
      if (next.size() == rest.size()) {
        return rest;
      }
      rest = next;
    }
    return rest;
  }

  private static List<Word> inner(List<Word> words) {
    String name = Paths.name(words.getFirst().text());
    if (words.size() > 2 && name.equals("migration-sentry")) {
      return words;
    }
    if (words.size() > 1 && DOUBLE.contains(name + " " + words.get(1).text())) {
      return skip(words, 2, 0);
    }
    if (isPython(name) && words.size() > 2 && words.get(1).text().equals("-m")) {
      return words.subList(2, words.size());
    }
    if (name.equals("dotenv") && words.stream().anyMatch(word -> word.text().equals("--"))) {
      return skip(words, 1, 0);
    }
    Integer own = PLAIN.get(name);
    return own == null ? words : skip(words, 1, own);
  }

  static boolean isPython(String name) {
    return name.equals("python") || name.startsWith("python3") || name.equals("python2");
  }

  private static List<Word> skip(List<Word> words, int from, int own) {
    int at = from;
    int left = own;
    while (at < words.size()) {
      String word = words.get(at).text();
      if (word.equals("--")) {
        return words.subList(at + 1, words.size());
      }
      if (word.startsWith("-")) {
        at += VALUES.contains(word) ? 2 : 1;
      } else if (word.indexOf('=') > 0 && Character.isUpperCase(word.charAt(0))) {
        at++; // `env NAME=value`.
      } else if (left > 0) {
        left--;
        at++;
      } else {
        break;
      }
    }
    return words.subList(Math.min(at, words.size()), words.size());
  }
}
