package dev.migrationsentry.platform;

import dev.migrationsentry.platform.Shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The options that runners have for what deploys do with them.
///
/// From the runners' own help: Alembic 1.8 to 1.18, Flask-Migrate 2 to 4, Flyway 7 to 11, Prisma 4
/// to 7, dbmate 1 and 2, Sqitch 1. What is only there in some of these counts as known.
final class RunnerOptions {
  private static final Set<String> FLASK =
      Set.of("-d", "--directory", "--sql", "--tag", "-x", "--x-arg", "--help");
  private static final Set<String> ALEMBIC = Set.of("--sql", "--tag", "-h", "--help");
  private static final Set<String> PRISMA = Set.of("--schema", "--config", "-h", "--help");
  private static final Set<String> DBMATE = Set.of("--strict", "-v", "--verbose", "-h", "--help");
  private static final Set<String> FLYWAY =
      Set.of(
          "-X",
          "-q",
          "-n",
          "-v",
          "-?",
          "-h",
          "-i",
          "-community",
          "-enterprise",
          "-teams",
          "-pro",
          "-trial",
          "--help",
          "--version",
          "-version",
          "-help");

  private static final Map<String, Set<String>> KNOWN =
      Map.ofEntries(
          Map.entry("alembic upgrade", ALEMBIC),
          Map.entry("alembic downgrade", ALEMBIC),
          Map.entry("alembic stamp", Set.of("--sql", "--tag", "--purge", "-h", "--help")),
          Map.entry("alembic current", Set.of("-v", "--verbose", "--check-heads", "-h", "--help")),
          Map.entry("flask db upgrade", FLASK),
          Map.entry("flask db downgrade", FLASK),
          Map.entry(
              "flask db stamp",
              Set.of("-d", "--directory", "--sql", "--tag", "--purge", "-x", "--x-arg", "--help")),
          Map.entry(
              "flask db current",
              Set.of("-d", "--directory", "-v", "--verbose", "--head-only", "--help")),
          Map.entry("prisma migrate deploy", PRISMA),
          Map.entry("prisma migrate status", PRISMA),
          Map.entry("dbmate up", DBMATE),
          Map.entry("dbmate migrate", DBMATE),
          Map.entry("flyway migrate", FLYWAY),
          Map.entry("flyway repair", FLYWAY),
          Map.entry("flyway validate", FLYWAY),
          Map.entry(
              "sqitch deploy",
              Set.of(
                  "-t",
                  "--target",
                  "--to-change",
                  "--to",
                  "--to-target",
                  "--change",
                  "--mode",
                  "--verify",
                  "--no-verify",
                  "-s",
                  "--set",
                  "--set-deploy",
                  "--set-verify",
                  "--log-only",
                  "--lock-timeout",
                  "-C",
                  "--chdir",
                  "--cd",
                  "-d",
                  "--db-name",
                  "-u",
                  "--db-user",
                  "--db-username",
                  "-h",
                  "--db-host",
                  "-p",
                  "--db-port",
                  "--db-client",
                  "--client",
                  "--registry",
                  "-f",
                  "--plan-file",
                  "--engine",
                  "-v",
                  "--verbose",
                  "-q",
                  "--quiet",
                  "--no-pager",
                  "--pager",
                  "--help",
                  "--top-dir",
                  "--etc-path")));

  private RunnerOptions() {}

  /// The options of a call that its runner does not have.
  ///
  /// @param sentry the options one of this program's own commands
  static Stream<Word> unknown(Invocation call, Function<String, Set<String>> sentry) {
    List<Word> behind = new ArrayList<>();
    Set<String> known = null;
    String before = "";
    for (Word word : call.words().subList(1, call.words().size())) {
      if (known != null) {
        behind.add(word);
      } else if (word.text().equals("--")) {
        return Stream.empty();
      } else if (!word.text().startsWith("-")) {
        known = table(call.runner(), before, word.text(), sentry);
        before = word.text();
      }
    }
    if (known == null) {
      return Stream.empty();
    }
    Set<String> options = known;
    boolean flyway = call.runner().equals("flyway");
    return behind.stream()
        .takeWhile(word -> !word.text().equals("--"))
        .filter(word -> isOption(word) && !(flyway && word.text().indexOf('=') > 0))
        .filter(word ->
            !options.contains(plain(word.text())) && !isJoined(word.text(), options, flyway));
  }

  private static @Nullable Set<String> table(
      String runner, String before, String word, Function<String, Set<String>> sentry) {
    if (runner.equals("migration-sentry")) {
      Set<String> own = sentry.apply(word);
      return own.isEmpty() ? null : own;
    }
    Set<String> one = KNOWN.get(runner + " " + word);
    return one == null ? KNOWN.get(runner + " " + before + " " + word) : one;
  }

  private static boolean isOption(Word word) {
    String text = word.text();
    return word.literal()
        && text.length() > 1
        && text.charAt(0) == '-'
        && !Character.isDigit(text.charAt(1));
  }

  private static String plain(String option) {
    int sign = option.indexOf('=');
    return sign < 0 ? option : option.substring(0, sign);
  }

  /// `-cVALUE`: a short option with its value.
  private static boolean isJoined(String option, Set<String> options, boolean flyway) {
    return !flyway
        && option.length() > 2
        && option.charAt(1) != '-'
        && options.contains(option.substring(0, 2));
  }
}
