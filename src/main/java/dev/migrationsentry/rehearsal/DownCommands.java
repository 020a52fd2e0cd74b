package dev.migrationsentry.rehearsal;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The commands of a runner that take back what one of its commands has applied.
///
/// @param commands one after the other; empty when `why` says why there is none
/// @param why as a sentence, or null
record DownCommands(List<List<String>> commands, @Nullable String why) {
  /// Copies the commands.
  DownCommands {
    commands = List.copyOf(commands);
  }

  /// Derives them.
  ///
  /// @param command what has applied the migrations
  /// @param before the migrations that were applied before, in their order
  /// @param count how many it has applied
  static DownCommands of(List<String> command, History history, List<Migration> before, int count) {
    String last = before.isEmpty() ? "0" : before.getLast().id();
    return switch (history.framework()) {
      case "alembic" -> alembic(command, before);
      case "dbmate" -> {
        DownCommands one = instead(command, List.of("up", "migrate"), List.of("rollback"), false);
        yield one.why == null
            ? new DownCommands(Collections.nCopies(count, one.commands.getFirst()), null)
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
  private static DownCommands alembic(List<String> command, List<Migration> before) {
    Set<String> parents = new HashSet<>();
    before.forEach(one -> parents.addAll(one.parents()));
    List<String> heads =
        before.stream().map(Migration::id).filter(id -> !parents.contains(id)).toList();
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
  private static DownCommands instead(
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
        return new DownCommands(List.of(words), null);
      }
    }
    return no(
        "The command does not say "
            + String.join(" or ", up)
            + ", so that the one that goes down can't be made of it.");
  }

  private static DownCommands no(String why) {
    return new DownCommands(List.of(), why);
  }
}
