package dev.migrationsentry.remedy;

import dev.migrationsentry.execution.Executor;
import dev.migrationsentry.remedy.Sources.Replacement;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TypeStatement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that a failing migration needs to be there, one thing after the other: what is found for the
/// first error is brought in, in the model, and the next error is looked at, until the migration
/// passes.
///
/// @param all in the order in which they are brought in
record Prerequisites(List<Prerequisite> all) {
  /// More than this many missing things are no gap but another history.
  private static final int MOST = 25;

  Prerequisites {
    all = List.copyOf(all);
  }

  /// Finds them. Null where nothing is known that would let the migration pass.
  static @Nullable Prerequisites of(Ailment.Failing failing) {
    Derivation derivation = Derivation.of(failing);
    List<Prerequisite> found = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (int i = 0; i < MOST; i++) {
      Failure failure = failure(failing, found);
      if (failure == null) {
        return found.isEmpty() ? null : new Prerequisites(found);
      }
      Prerequisite next =
          derivation.derive(failure.error(), failure.statement(), failure.database());
      if (next == null || !seen.add(next.what())) {
        return null;
      }
      found.add(failure.at() < 0 ? found.size() : failure.at(), next);
    }
    return null;
  }

  /// @param at the prerequisite that fails itself; -1 when the migration does
  private record Failure(ServerError error, Statement statement, Database database, int at) {}

  private static @Nullable Failure failure(Ailment.Failing failing, List<Prerequisite> found) {
    // What is brought in by a migration of its own is committed before the failing one begins.
    Database now = failing.before().in(null);
    for (int i = 0; i < found.size(); i++) {
      for (String text : found.get(i).statements()) {
        for (Statement statement : SqlReader.read(new SourceFile("remedy", text))) {
          Outcome outcome = Executor.execute(statement, now);
          if (outcome instanceof Outcome.Fails(ServerError error)) {
            return new Failure(error, statement, now, i);
          }
          now = after(outcome, now);
        }
      }
    }
    now = now.in(failing.before().transaction());
    boolean labels = found.stream().anyMatch(one -> one.nature() == Prerequisite.Nature.LABEL);
    for (Statement statement : failing.statements()) {
      if (labels && statement instanceof TypeStatement.AddEnumValue) {
        // It gets IF NOT EXISTS, and the label is there by then.
        continue;
      }
      Outcome outcome = Executor.execute(statement, now);
      if (outcome instanceof Outcome.Fails(ServerError error)) {
        return new Failure(error, statement, now, -1);
      }
      now = after(outcome, now);
    }
    // Statement by statement the model may pass where the replay did not: then the replay counts.
    return found.isEmpty()
        ? new Failure(failing.error(), failing.statement(), failing.before(), -1)
        : null;
  }

  private static Database after(Outcome outcome, Database before) {
    return switch (outcome) {
      case Outcome.Done done -> done.after();
      case Outcome.Unknown unknown -> unknown.after();
      case Outcome.Fails ignored -> before;
    };
  }

  /// Why the first of them is not there: what gives the whole its name.
  Prerequisite.Nature nature() {
    return all.getFirst().nature();
  }

  List<String> statements() {
    List<String> statements = new ArrayList<>();
    all.forEach(one -> statements.addAll(one.statements()));
    return statements;
  }

  List<Replacement> edits() {
    List<Replacement> edits = new ArrayList<>();
    all.forEach(one -> edits.addAll(one.edits()));
    return edits.stream().distinct().toList();
  }

  /// What they are, in words.
  String what() {
    return String.join(", ", all.stream().map(Prerequisite::what).toList());
  }

  /// A query that yields `true` where all of them are there.
  String verification() {
    Set<String> checks = new LinkedHashSet<>();
    all.forEach(one -> checks.add(one.check()));
    return "select " + String.join("\n   and ", checks) + " as repaired";
  }

  /// The statements that take them back, the last one first.
  List<String> undo() {
    List<String> undo = new ArrayList<>();
    all.reversed().forEach(one -> undo.addAll(one.undo()));
    return undo;
  }

  List<String> notes() {
    Set<String> notes = new LinkedHashSet<>();
    all.forEach(one -> notes.addAll(one.notes()));
    return List.copyOf(notes);
  }
}
