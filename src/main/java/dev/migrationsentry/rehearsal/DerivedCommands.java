package dev.migrationsentry.rehearsal;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The commands of a runner that take back what one of its commands has applied, or that apply only
/// a part of it; made of that command.
///
/// @param commands one after the other; empty when `why` says why there is none
/// @param why as a sentence, or null
record DerivedCommands(List<List<String>> commands, @Nullable String why) {
  /// Copies the commands.
  DerivedCommands {
    commands = List.copyOf(commands);
  }

  /// What applies the first migrations of a history to an empty database.
  ///
  /// @param command what applies all of them
  /// @param first the migrations, in their order
  static DerivedCommands upTo(List<String> command, History history, List<Migration> first) {
    String last = first.getLast().id();
    String count = Integer.toString(first.size());
    return switch (history.framework()) {
      case "alembic" -> {
        List<String> heads = heads(first);
        yield heads.size() > 1
            ? no("Alembic goes up to one revision only, and there are several heads.")
            : instead(command, List.of("upgrade"), List.of("upgrade", last), false);
      }
      case "flyway" ->
          instead(command, List.of("migrate"), List.of("migrate", "-target=" + last), true);
      case "goose" -> instead(command, List.of("up"), List.of("up-to", last), false);
      case "node-pg-migrate", "golang-migrate" ->
          instead(command, List.of("up"), List.of("up", count), false);
      case "sqlx" ->
          instead(command, List.of("run"), List.of("run", "--target-version", last), true);
      default ->
          no("No command of " + history.runner().title() + " is known that stops at a revision.");
    };
  }

  private static List<String> heads(List<Migration> applied) {
    Set<String> parents = new HashSet<>();
    applied.forEach(one -> parents.addAll(one.parents()));
    return applied.stream().map(Migration::id).filter(id -> !parents.contains(id)).toList();
  }

  /// What takes back what a command has applied.
  ///
  /// @param command what has applied the migrations
  /// @param before the migrations that were applied before, in their order
  /// @param count how many it has applied
  static DerivedCommands back(
      List<String> command, History history, List<Migration> before, int count) {
    String last = before.isEmpty() ? "0" : before.getLast().id();
    return switch (history.framework()) {
      case "alembic" -> alembic(command, before);
      case "dbmate" -> {
        DerivedCommands one =
            instead(command, List.of("up", "migrate"), List.of("rollback"), false);
        yield one.why == null
            ? new DerivedCommands(Collections.nCopies(count, one.commands.getFirst()), null)
            : one;
      }
      case "goose" -> instead(command, List.of("up"), List.of("down-to", last), false);
      case "node-pg-migrate", "golang-migrate" ->
          instead(command, List.of("up"), List.of("down", Integer.toString(count)), false);
      case "sqlx" ->
          instead(command, List.of("run"), List.of("revert", "--target-version", last), true);
      default ->
          no("No command of " + history.runner().title() + " is known that takes migrations back.");
    };
  }

  /// @param before Alembic goes down to their head
  private static DerivedCommands alembic(List<String> command, List<Migration> before) {
    List<String> heads = heads(before);
    if (heads.size() > 1) {
      return no("Alembic goes down to one revision only, and before there were several heads.");
    }
    return instead(
        command,
        List.of("upgrade"),
        List.of("downgrade", heads.isEmpty() ? "base" : heads.getFirst()),
        false);
  }

  /// The command with other words in place of the one that goes up and of what follows it; options
  /// with `--` and their values stay.
  ///
  /// @param whole whether all that follows stays
  private static DerivedCommands instead(
      List<String> command, List<String> up, List<String> down, boolean whole) {
    for (int i = command.size() - 1; i > 0; i--) {
      if (up.contains(command.get(i))) {
        List<String> words = new ArrayList<>(command.subList(0, i));
        words.addAll(down);
        List<String> rest = command.subList(i + 1, command.size());
        boolean option = whole;
        for (String word : rest) {
          option = whole || word.startsWith("-") || option;
          if (option) {
            words.add(word);
          }
          option = word.startsWith("--") && !word.contains("=");
        }
        return new DerivedCommands(List.of(words), null);
      }
    }
    return no(
        "The command does not say "
            + String.join(" or ", up)
            + ", so that another one can't be made of it.");
  }

  private static DerivedCommands no(String why) {
    return new DerivedCommands(List.of(), why);
  }
}
