package dev.migrationsentry.runner;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.runner.MigrationOutcome.Result;
import dev.migrationsentry.runner.RunSettings.StepAnswer;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.Statement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs a migration that is no single transaction, from the step on that earlier runs have left.
final class SplitRun {
  /// How many of the steps that are done are named after a failure.
  private static final int MOST_NAMED = 20;

  private final StepRun steps;
  private final ServerChannel channel;
  private final Fence fence;
  private final ProgressTable progress;
  private final LedgerTarget ledger;
  private final RunSettings settings;
  private final RunListener listener;
  private final List<String> remarks = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final List<String> behind = new ArrayList<>();
  private int retries;
  private int done;

  SplitRun(
      StepRun steps,
      ServerChannel channel,
      Fence fence,
      ProgressTable progress,
      LedgerTarget ledger,
      RunSettings settings,
      RunListener listener) {
    this.steps = steps;
    this.channel = channel;
    this.fence = fence;
    this.progress = progress;
    this.ledger = ledger;
    this.settings = settings;
    this.listener = listener;
  }

  /// What became of the migration.
  record End(
      Result result,
      int done,
      int retries,
      List<String> remarks,
      List<String> notices,
      @Nullable MigrationFailure failure) {
    End {
      remarks = List.copyOf(remarks);
      notices = List.copyOf(notices);
    }
  }

  /// Runs what is left of a migration.
  ///
  /// @param before what earlier runs have recorded, by step
  End run(Migration migration, Steps cut, Map<Integer, ProgressTable.Entry> before)
      throws SQLException {
    long start = System.nanoTime();
    MigrationFailure edited = edited(migration, cut, before);
    if (edited != null) {
      done = (int) before.values().stream().filter(ProgressTable.Entry::ended).count();
      return end(Result.PARTLY, edited);
    }
    StepRun.End made = steps.own(migration, progress.creation());
    if (made != null) {
      return failed(cut, made);
    }
    List<String> session = new ArrayList<>();
    List<Step> all = cut.steps();
    for (int i = 0; i < all.size(); i++) {
      Step step = all.get(i);
      boolean last = i == all.size() - 1;
      ProgressTable.Entry entry = before.get(i + 1);
      if (entry != null && entry.ended()) {
        done++;
      } else if (!last && step.statements().stream().allMatch(Steps::isOfSession)) {
        done++;
      } else {
        listener.step(migration, i + 1, step.statements().isEmpty() ? "" : shown(step));
        StepRun.End failure =
            step.alone()
                ? alone(migration, step, i + 1, last, session, entry, start)
                : together(migration, step, i + 1, last, session, start);
        if (failure != null) {
          return failed(cut, failure);
        }
        done++;
      }
      for (Statement statement : step.statements()) {
        if (Steps.isOfSession(statement)) {
          session.add(statement.span().text());
        }
      }
    }
    return end(Result.APPLIED, null);
  }

  private StepRun.@Nullable End together(
      Migration migration, Step step, int number, boolean last, List<String> session, long start)
      throws SQLException {
    channel.check(fence::check);
    StepRun.End end =
        steps.inTransaction(
            migration, step, session, millis -> record(migration, step, number, last, start), last);
    retries += end.retries();
    notices.addAll(end.notices());
    return end.failure() == null ? null : end;
  }

  private StepRun.@Nullable End alone(
      Migration migration,
      Step step,
      int number,
      boolean last,
      List<String> session,
      ProgressTable.@Nullable Entry entry,
      long start)
      throws SQLException {
    Statement statement = step.statements().getFirst();
    boolean patient = isConcurrent(statement);
    Settlement settlement = new Settlement(statement, channel);
    StepRun.End entered = steps.enter(migration, session, patient);
    if (entered != null) {
      return entered;
    }
    List<String> first;
    boolean completed = false;
    String complete = null;
    if (entry == null) {
      first = settlement.inTheWay();
      if (!first.isEmpty()) {
        remarks.add("An invalid index of the same form was in the way and was dropped first.");
      }
    } else {
      Settlement.Verdict verdict = answered(migration, number, settlement.of(entry.existed()));
      first = List.of();
      switch (verdict) {
        case Settlement.Verdict.Done known -> {
          completed = true;
          remarks.add("Step " + number + " counts as done: " + known.why() + ".");
        }
        case Settlement.Verdict.Again again -> {
          first = again.first();
          remarks.add("Step " + number + " is run again: " + again.why() + ".");
        }
        case Settlement.Verdict.Complete rest -> {
          complete = rest.statement();
          remarks.add("Step " + number + " is completed: " + rest.why() + ".");
        }
        case Settlement.Verdict.Open open -> {
          steps.leave();
          return question(migration, statement.span(), number, open.question());
        }
      }
    }
    for (String cleanup : first) {
      ServerChannel.Answer answer = channel.send(cleanup);
      if (!answer.worked()) {
        steps.leave();
        return refused(statement.span(), answer, "What an earlier attempt left can't be removed.");
      }
    }
    if (entry == null) {
      boolean existed = settlement.exists();
      steps.leave();
      StepRun.End begun =
          steps.own(migration, progress.began(migration.id(), number, step, existed));
      if (begun != null) {
        return begun;
      }
      StepRun.End again = steps.enter(migration, session, patient);
      if (again != null) {
        return again;
      }
    }
    if (!completed) {
      channel.check(fence::check);
      StepRun.End end;
      if (complete == null) {
        end = steps.alone(migration, step, patient);
      } else {
        ServerChannel.Answer answer = channel.send(complete);
        end =
            answer.worked()
                ? StepRun.End.done(0, answer.notices())
                : refused(statement.span(), answer, "What was begun can't be completed.");
      }
      retries += end.retries();
      notices.addAll(end.notices());
      if (end.failure() != null) {
        String left = end.known() ? settlement.left() : null;
        if (left != null) {
          behind.add(left);
        }
        steps.leave();
        return end;
      }
      String refuted = settlement.refuted();
      if (refuted != null) {
        steps.leave();
        return new StepRun.End(
            new MigrationFailure(
                statement.span(),
                statement.span(),
                null,
                "PostgreSQL reported no error, but " + refuted + "."),
            true,
            0,
            List.of());
      }
    }
    steps.leave();
    return steps.own(migration, record(migration, step, number, last, start));
  }

  private String record(Migration migration, Step step, int number, boolean last, long start) {
    long millis = (System.nanoTime() - start) / 1_000_000;
    return last
        ? ledger.row(migration, millis) + "; " + progress.forget(migration.id())
        : progress.ended(migration.id(), number, step);
  }

  /// What people have said goes before a question.
  private Settlement.Verdict answered(Migration migration, int number, Settlement.Verdict verdict) {
    if (verdict instanceof Settlement.Verdict.Open) {
      for (StepAnswer answer : settings.answers()) {
        if (answer.step() == number && answer.migration().equals(migration.title())) {
          return answer.done()
              ? new Settlement.Verdict.Done("--settle says so")
              : new Settlement.Verdict.Again(List.of(), "--settle says so");
        }
      }
    }
    return verdict;
  }

  private StepRun.End question(Migration migration, Span statement, int number, String question) {
    return new StepRun.End(
        new MigrationFailure(
            statement,
            statement,
            null,
            "This statement was begun in an earlier run, and whether it was completed is not recorded. "
                + question
                + " Look at the database, then answer with --settle "
                + migration.title()
                + ":"
                + number
                + ":done or --settle "
                + migration.title()
                + ":"
                + number
                + ":again."),
        true,
        0,
        List.of());
  }

  private static StepRun.End refused(Span place, ServerChannel.Answer answer, String sentence) {
    ServerError error = answer.error();
    return new StepRun.End(
        new MigrationFailure(place, place, error, sentence),
        error == null || !error.lost(),
        0,
        answer.notices());
  }

  /// Whether a file is no more what its recorded steps were.
  private @Nullable MigrationFailure edited(
      Migration migration, Steps cut, Map<Integer, ProgressTable.Entry> before) {
    List<Step> all = cut.steps();
    for (Map.Entry<Integer, ProgressTable.Entry> each : before.entrySet()) {
      int number = each.getKey();
      boolean same =
          number <= all.size()
              && ProgressTable.digest(all.get(number - 1)).equals(each.getValue().digest());
      if (!same) {
        Span range = migration.up().range();
        return new MigrationFailure(
            new Span(range.file(), range.start(), range.start()),
            null,
            null,
            "A part of it has run already ("
                + progress.shown()
                + " says which), and step "
                + number
                + " of it was edited since. Put the file back as it was, or take back by hand what it did and delete its rows there.");
      }
    }
    return null;
  }

  private static boolean isConcurrent(Statement statement) {
    return switch (statement) {
      case IndexStatement.CreateIndex create -> create.concurrently();
      case IndexStatement.Reindex reindex -> reindex.concurrently();
      case ObjectStatement.Drop drop -> drop.concurrently();
      case AlterTable ignored -> true;
      default -> false;
    };
  }

  private static String shown(Step step) {
    String text = step.statements().getFirst().span().text();
    String line = text.lines().findFirst().orElse("").strip();
    return line.length() > 60 ? line.substring(0, 59) + "…" : line;
  }

  private End failed(Steps cut, StepRun.End end) {
    boolean some = done > 0 || !behind.isEmpty();
    Result result = !end.known() ? Result.UNCLEAR : some ? Result.PARTLY : Result.UNDONE;
    for (int i = 0; i < Math.min(done, MOST_NAMED); i++) {
      Step step = cut.steps().get(i);
      if (!step.statements().isEmpty()) {
        remarks.add(
            "Done and recorded: step "
                + (i + 1)
                + ", line "
                + step.statements().getFirst().span().line()
                + ": "
                + shown(step));
      }
    }
    if (done > MOST_NAMED) {
      remarks.add("Done and recorded: " + (done - MOST_NAMED) + " steps more.");
    }
    remarks.addAll(behind);
    return end(result, end.failure());
  }

  private End end(Result result, @Nullable MigrationFailure failure) {
    return new End(result, done, retries, remarks, notices, failure);
  }
}
