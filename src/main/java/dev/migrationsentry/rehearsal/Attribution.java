package dev.migrationsentry.rehearsal;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rehearsal.wire.TracedStatement;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Sent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finds out which migration a command works on, while it runs: by its statements, which are those
/// of the migrations, and by what it writes into its ledger.
///
/// Not safe for use by several threads.
final class Attribution {
  /// The tags of what a command does around migrations.
  private static final Set<String> AROUND =
      Set.of(
          "BEGIN",
          "START TRANSACTION",
          "COMMIT",
          "ROLLBACK",
          "SAVEPOINT",
          "RELEASE",
          "SET",
          "RESET",
          "SHOW",
          "DISCARD ALL",
          "DEALLOCATE",
          "LISTEN");

  private final List<Sent> pending;
  private final List<Map<String, Deque<Statement>>> texts = new ArrayList<>();
  private final boolean[] recorded;
  private final List<CommandStatement> statements = new ArrayList<>();
  private final Consumer<Migration> begun;
  private final List<LedgerHabit> habits;
  private int at;
  private int announced = -1;

  /// @param prediction what each migration sends that the command has to run
  /// @param begun is told of each migration that begins
  Attribution(Prediction prediction, Consumer<Migration> begun) {
    this.pending = prediction.timeline().sent();
    this.habits = LedgerHabit.candidates(prediction.timeline().history().framework());
    this.begun = begun;
    this.recorded = new boolean[pending.size()];
    for (Sent sent : pending) {
      Map<String, Deque<Statement>> byText = new HashMap<>();
      for (Statement statement : statements(prediction, sent)) {
        byText
            .computeIfAbsent(plain(statement.span().text()), text -> new ArrayDeque<>())
            .add(statement);
      }
      texts.add(byText);
    }
  }

  /// The statements of a migration: those that have a prediction, and then those that nothing is
  /// predicted for, since one before them is to fail.
  private static List<Statement> statements(Prediction prediction, Sent sent) {
    List<Statement> statements = new ArrayList<>();
    prediction.of(sent.migration()).forEach(one -> statements.add(one.statement()));
    int known = Math.min(statements.size(), sent.statements().size());
    statements.addAll(sent.statements().subList(known, sent.statements().size()));
    return statements;
  }

  /// Takes the next statement that was answered.
  void hear(TracedStatement traced) {
    List<Statement> read = SqlReader.read(new SourceFile("sent", traced.sql()));
    Statement parsed = read.isEmpty() ? null : read.getFirst();
    if (parsed != null && isOfLedger(parsed, traced)) {
      statements.add(new CommandStatement(traced, null, null));
      return;
    }
    Statement source = parsed == null ? null : source(plain(parsed.span().text()));
    boolean around = source == null && isAround(traced);
    Migration migration = around || at >= pending.size() ? null : pending.get(at).migration();
    if (migration != null && announced != at) {
      announced = at;
      begun.accept(migration);
    }
    statements.add(new CommandStatement(traced, migration, source));
  }

  /// Whether a statement is one that the runner sends to its ledger; if it says there that a
  /// migration has run, that is noted.
  private boolean isOfLedger(Statement parsed, TracedStatement traced) {
    for (LedgerHabit habit : habits) {
      if (habit.isNamed(traced.sql())) {
        LedgerWrite write = LedgerWrite.of(parsed, traced, habit);
        if (write != null && write.ends(habit)) {
          record(write.migration());
        }
        return true;
      }
    }
    return false;
  }

  /// Everything so far.
  List<CommandStatement> statements() {
    return List.copyOf(statements);
  }

  /// Whether the ledger was told that a migration has run.
  boolean isRecorded(Migration migration) {
    for (int i = 0; i < pending.size(); i++) {
      if (pending.get(i).migration() == migration) {
        return recorded[i];
      }
    }
    return false;
  }

  /// The statement of the current migration, or of the next one, that has a text.
  private @Nullable Statement source(String text) {
    for (int i = at; i < pending.size(); i++) {
      Deque<Statement> same = texts.get(i).get(text);
      if (same != null && !same.isEmpty()) {
        at = i;
        return same.poll();
      }
      if (i > at && !pending.get(i).statements().isEmpty()) {
        return null;
      }
    }
    return null;
  }

  private static boolean isAround(TracedStatement traced) {
    String tag = traced.tag();
    return tag != null && (AROUND.contains(tag) || tag.startsWith("SELECT "));
  }

  /// @param name what the ledger calls the migration; null where the text does not show it
  private void record(@Nullable String name) {
    int which = at;
    for (int i = 0; i < pending.size(); i++) {
      if (!recorded[i] && pending.get(i).migration().id().equals(name)) {
        which = i;
        break;
      }
    }
    if (which < pending.size()) {
      recorded[which] = true;
      at = which + 1;
    }
  }

  /// A text without what does not matter for what it means: spaces, and the case of letters.
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (!Character.isWhitespace(letter) && letter != ';') {
        plain.append(Character.toLowerCase(letter));
      }
    }
    return plain.toString();
  }
}
