package dev.migrationsentry.rehearsal;

import dev.migrationsentry.execution.Fault;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// How the predicted outcomes of a history differ from what a server answered.
///
/// @param migrations the migrations that both have run
/// @param compared the statements of which both know the outcome
/// @param unknown the statements whose outcome the prediction leaves open, by the reason it gives
/// @param predictedFailures the failure by the path of each file that is predicted to fail
/// @param actualFailures the failure by the path of each file that failed
/// @param disagreements in the order of the history
public record Comparison(
    int migrations,
    int compared,
    Map<String, Integer> unknown,
    Map<String, Answer> predictedFailures,
    Map<String, Answer> actualFailures,
    List<Disagreement> disagreements) {
  public Comparison {
    unknown = new TreeMap<>(unknown);
    predictedFailures = new LinkedHashMap<>(predictedFailures);
    actualFailures = new LinkedHashMap<>(actualFailures);
    disagreements = List.copyOf(disagreements);
  }

  /// What is predicted for one statement.
  public record Predicted(Statement statement, Outcome outcome) {}

  /// A statement whose outcome was predicted wrongly.
  ///
  /// @param where the statement; for the end of a transaction the end of the script
  /// @param predicted the prediction as a phrase: `works`, `42P01 relation "a" does not exist`
  /// @param actual what the server said, in the same form
  /// @param wordsOnly whether the SQLSTATE is right and only the message differs
  public record Disagreement(Span where, String predicted, String actual, boolean wordsOnly) {
    @Override
    public String toString() {
      return where + ": predicted " + predicted + ", actual " + actual;
    }
  }

  /// How many of the predicted outcomes the server has confirmed.
  public int agreeing() {
    long wrong = disagreements.stream().filter(one -> !one.wordsOnly()).count();
    return compared - (int) Math.min(wrong, compared);
  }

  /// Whether the files that fail, and their SQLSTATEs, are those that were predicted.
  public boolean sameFailures() {
    return states(predictedFailures).equals(states(actualFailures));
  }

  private static Map<String, String> states(Map<String, Answer> failures) {
    Map<String, String> states = new TreeMap<>();
    failures.forEach((path, answer) -> states.put(path, String.valueOf(answer.sqlState())));
    return states;
  }

  /// Compares.
  ///
  /// @param predicted the predictions by migration; of one that is predicted to fail the last one
  ///   is the failure
  /// @param actual what the server answered
  public static Comparison of(
      Function<Migration, List<Predicted>> predicted, List<RehearsedMigration> actual) {
    Comparer comparer = new Comparer();
    for (RehearsedMigration replayed : actual) {
      comparer.compare(predicted.apply(replayed.migration()), replayed);
    }
    return new Comparison(
        actual.size(),
        comparer.compared,
        comparer.unknown,
        comparer.predictedFailures,
        comparer.actualFailures,
        comparer.disagreements);
  }

  /// Compares with what a command did.
  ///
  /// @param actual the migrations that it came to
  static Comparison ofCommand(Prediction prediction, List<CommandMigration> actual) {
    Comparer comparer = new Comparer();
    for (CommandMigration migration : actual) {
      comparer.compare(prediction.of(migration.migration()), migration);
    }
    return new Comparison(
        actual.size(),
        comparer.compared,
        comparer.unknown,
        comparer.predictedFailures,
        comparer.actualFailures,
        comparer.disagreements);
  }

  private static final class Comparer {
    private int compared;
    private final Map<String, Integer> unknown = new TreeMap<>();
    private final Map<String, Answer> predictedFailures = new LinkedHashMap<>();
    private final Map<String, Answer> actualFailures = new LinkedHashMap<>();
    private final List<Disagreement> disagreements = new ArrayList<>();

    void compare(List<Predicted> predicted, RehearsedMigration replayed) {
      String path = replayed.migration().file().path();
      Answer failure = replayed.failure();
      if (failure != null) {
        actualFailures.put(path, failure);
      }
      for (Predicted one : predicted) {
        if (one.outcome() instanceof Outcome.Fails(ServerError error)) {
          predictedFailures.put(path, new Answer(error.sqlState(), error.message()));
        }
      }
      // After the first failure of either side there is nothing to compare with.
      IdentityHashMap<Statement, Outcome> outcomes = new IdentityHashMap<>();
      predicted.forEach(one -> outcomes.put(one.statement(), one.outcome()));
      List<Statement> statements = replayed.migration().up().statements();
      for (int i = 0; i < replayed.answers().size(); i++) {
        Outcome outcome = outcomes.get(statements.get(i));
        if (outcome != null) {
          compare(statements.get(i), outcome, replayed.answers().get(i));
        }
      }
      if (replayed.end() != null && !predictedFailures.containsKey(path)) {
        Span range = replayed.migration().up().range();
        Span end = new Span(range.file(), range.end(), range.end());
        disagree(end, "works at the end of the transaction", replayed.end().toString(), false);
      }
    }

    void compare(List<Predicted> predicted, CommandMigration migration) {
      String path = migration.migration().file().path();
      IdentityHashMap<Statement, Outcome> outcomes = new IdentityHashMap<>();
      for (Predicted one : predicted) {
        outcomes.put(one.statement(), one.outcome());
        if (one.outcome() instanceof Outcome.Fails(ServerError error)) {
          predictedFailures.put(path, new Answer(error.sqlState(), error.message()));
        }
      }
      CommandStatement failure = migration.failure();
      for (CommandStatement sent : migration.statements()) {
        CommandStatement stop =
            failure != null && sent.traced() == failure.traced() ? failure : null;
        Statement source = stop != null ? stop.source() : sent.source();
        Outcome outcome = source == null ? null : outcomes.get(source);
        if (source != null && outcome != null) {
          if (sent.answered()) {
            compare(source, outcome, sent.answer());
          }
        } else if (stop != null) {
          boolean certain =
              predicted.stream().noneMatch(one -> one.outcome() instanceof Outcome.Unknown);
          if (certain) {
            compared++;
            disagree(migration.migration().up().range(), "works", stop.answer().toString(), false);
          } else {
            unknown.merge("what the code sends is not all known (fails)", 1, Integer::sum);
          }
        }
        if (stop != null) {
          actualFailures.put(path, stop.answer());
          return;
        }
      }
    }

    private void compare(Statement statement, Outcome outcome, Answer answer) {
      switch (outcome) {
        case Outcome.Done ignored -> {
          compared++;
          if (!answer.worked()) {
            disagree(statement.span(), "works", answer.toString(), false);
          }
        }
        case Outcome.Fails(ServerError error) -> {
          compared++;
          String predicted = error.sqlState() + " " + error.message();
          if (!predicted.equals(answer.toString())) {
            boolean wordsOnly = error.sqlState().equals(answer.sqlState());
            disagree(statement.span(), predicted, answer.toString(), wordsOnly);
          }
        }
        case Outcome.Unknown open -> {
          String why = open.why() + (answer.worked() ? "" : " (fails)");
          unknown.merge(why, 1, Integer::sum);
          if (Fault.in(open) != null) {
            disagree(statement.span(), open.why(), answer.toString(), false);
          }
        }
      }
    }

    private void disagree(Span where, String predicted, String actual, boolean wordsOnly) {
      disagreements.add(new Disagreement(where, predicted, actual, wordsOnly));
    }
  }
}
