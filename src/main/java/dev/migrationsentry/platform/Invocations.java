package dev.migrationsentry.platform;

import dev.migrationsentry.platform.Invocation.Action;
import dev.migrationsentry.platform.Shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Recognises calls of migration runners in commands.
final class Invocations {
  /// What the subcommands of runners do; those that are not here do nothing that matters.
  private static final Map<String, Map<String, Action>> KNOWN =
      Map.ofEntries(
          Map.entry(
              "alembic",
              Map.of("upgrade", Action.APPLY, "stamp", Action.STAMP, "revision", Action.OTHER)),
          Map.entry(
              "flask db",
              Map.of("upgrade", Action.APPLY, "stamp", Action.STAMP, "migrate", Action.GENERATE)),
          Map.entry(
              "flyway",
              Map.of("migrate", Action.APPLY, "repair", Action.REPAIR, "baseline", Action.STAMP)),
          Map.entry(
              "prisma",
              Map.of(
                  "migrate deploy", Action.APPLY,
                  "migrate dev", Action.GENERATE,
                  "migrate resolve", Action.STAMP,
                  "db push", Action.GENERATE)),
          Map.entry("dbmate", Map.of("up", Action.APPLY, "migrate", Action.APPLY)),
          Map.entry("sqitch", Map.of("deploy", Action.APPLY)),
          Map.entry(
              "migration-sentry",
              Map.of("gate", Action.APPLY, "migrate", Action.APPLY, "reconcile", Action.REPAIR)),
          Map.entry("goose", Map.of("up", Action.APPLY)),
          Map.entry("sqlx", Map.of("migrate run", Action.APPLY)),
          Map.entry("diesel", Map.of("migration run", Action.APPLY)),
          Map.entry("node-pg-migrate", Map.of("up", Action.APPLY)),
          Map.entry("knex", Map.of("migrate:latest", Action.APPLY, "migrate:up", Action.APPLY)),
          Map.entry(
              "typeorm",
              Map.of(
                  "migration:run", Action.APPLY,
                  "migration:generate", Action.GENERATE,
                  "schema:sync", Action.GENERATE)),
          Map.entry("sequelize", Map.of("db:migrate", Action.APPLY)),
          Map.entry("sequelize-cli", Map.of("db:migrate", Action.APPLY)),
          Map.entry("drizzle-kit", Map.of("migrate", Action.APPLY, "push", Action.GENERATE)),
          Map.entry("graphile-migrate", Map.of("migrate", Action.APPLY)),
          Map.entry("atlas", Map.of("migrate apply", Action.APPLY)),
          Map.entry("liquibase", Map.of("update", Action.APPLY)),
          Map.entry("supabase", Map.of("db push", Action.APPLY)),
          Map.entry("tern", Map.of("migrate", Action.APPLY)),
          Map.entry("aerich", Map.of("upgrade", Action.APPLY, "migrate", Action.GENERATE)),
          Map.entry("rails", Map.of("db:migrate", Action.APPLY, "db:prepare", Action.APPLY)),
          Map.entry("rake", Map.of("db:migrate", Action.APPLY)),
          Map.entry("migrate", Map.of("up", Action.APPLY)),
          Map.entry(
              "manage.py", Map.of("migrate", Action.APPLY, "makemigrations", Action.GENERATE)));

  /// Programs whose first word is a file of the project's own.
  private static final Set<String> INTERPRETERS =
      Set.of("node", "tsx", "ts-node", "bun", "deno", "ruby", "php", "go", "babel-node");

  private static final Set<String> DOING =
      Set.of("migrate", "migrator", "run", "apply", "up", "upgrade", "execute");

  private static final Set<String> NOT_DOING =
      Set.of(
          "status",
          "check",
          "verify",
          "sanity",
          "test",
          "tests",
          "generate",
          "create",
          "new",
          "make",
          "list",
          "lint",
          "validate",
          "down",
          "rollback",
          "undo",
          "history",
          "show",
          "diff",
          "monitor",
          "doc",
          "docs",
          "fix",
          "squash",
          "seed");

  private Invocations() {}

  /// The call that a command's words are.
  ///
  /// @param words without the programs that only run another one
  static @Nullable Invocation of(List<Word> words, Shell.Simple command) {
    if (words.isEmpty()) {
      return null;
    }
    String name = Paths.name(words.getFirst().text());
    List<Word> rest = words.subList(1, words.size());
    if (name.equals("flask")) {
      for (int i = 0; i < rest.size(); i++) {
        if (rest.get(i).text().equals("db")) {
          return known("flask db", words, rest.subList(i + 1, rest.size()), command);
        }
      }
      return null;
    }
    if (Wrappers.isPython(name) && !rest.isEmpty()) {
      String file = Paths.name(rest.getFirst().text());
      return file.equals("manage.py")
          ? known("manage.py", words, rest.subList(1, rest.size()), command)
          : own(file, words, command);
    }
    if (name.equals("manage.py") || KNOWN.containsKey(name)) {
      return known(name, words, rest, command);
    }
    if (INTERPRETERS.contains(name)) {
      for (Word word : rest) {
        if (!word.text().startsWith("-") && !word.text().equals("run")) {
          return own(Paths.name(word.text()), words, command);
        }
      }
      return null;
    }
    return null;
  }

  private static @Nullable Invocation known(
      String runner, List<Word> words, List<Word> rest, Shell.Simple command) {
    Map<String, Action> actions = KNOWN.getOrDefault(runner, Map.of());
    List<String> plain = new ArrayList<>();
    boolean generates = false;
    for (Word word : rest) {
      String text = word.text();
      generates |= text.equals("--autogenerate");
      if (text.equals("--help")
          || text.equals("-h")
          || text.equals("--version")
          || text.equals("--sql")
          || text.equals("--dry-run")) {
        return new Invocation(runner, Action.OTHER, words, command.where());
      }
      if (text.equals("--")) {
        break;
      }
      if (!text.startsWith("-")) {
        plain.add(text);
      }
    }
    Action action = generates ? Action.GENERATE : Action.OTHER;
    for (int i = 0; i < plain.size() && action == Action.OTHER; i++) {
      Action one = actions.get(plain.get(i));
      if (one == null && i + 1 < plain.size()) {
        one = actions.get(plain.get(i) + " " + plain.get(i + 1));
      }
      action = one == null ? Action.OTHER : one;
    }
    return new Invocation(runner, action, words, command.where());
  }

  /// A program of the project's own, by the words of its file's name.
  private static @Nullable Invocation own(String file, List<Word> words, Shell.Simple command) {
    int dot = file.lastIndexOf('.');
    if (dot <= 0) {
      return null;
    }
    List<String> parts = parts(file.substring(0, dot));
    boolean about = parts.stream().anyMatch(part -> part.startsWith("migrat"));
    if (!about) {
      return null;
    }
    if (parts.contains("reconcile") || parts.contains("repair")) {
      return new Invocation(file, Action.REPAIR, words, command.where());
    }
    boolean applies =
        parts.stream().anyMatch(DOING::contains) && parts.stream().noneMatch(NOT_DOING::contains);
    return new Invocation(file, applies ? Action.APPLY : Action.OTHER, words, command.where());
  }

  /// The words of a name: `runMigrations` and `run_migrations` have the same two.
  static List<String> parts(String name) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (!Character.isLetterOrDigit(letter) || Character.isUpperCase(letter)) {
        if (!part.isEmpty()) {
          parts.add(part.toString().toLowerCase(Locale.ROOT));
        }
        part.setLength(0);
      }
      if (Character.isLetterOrDigit(letter)) {
        part.append(letter);
      }
    }
    if (!part.isEmpty()) {
      parts.add(part.toString().toLowerCase(Locale.ROOT));
    }
    return parts;
  }
}
