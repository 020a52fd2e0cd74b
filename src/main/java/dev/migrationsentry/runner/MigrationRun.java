package dev.migrationsentry.runner;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.runner.MigrationOutcome.Result;
import dev.migrationsentry.source.Span;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs the pending migrations of a history in a database, each with its row in the ledger, up to
/// the first one that does not come to its end.
///
/// A migration and its row commit together: either both are there or neither. One that can't run in
/// a transaction is run in steps, each of which is recorded.
public final class MigrationRun implements AutoCloseable {
  private final ServerChannel channel;
  private final OwnSession session;
  private final Watch watch;
  private final LedgerTarget ledger;
  private final Fence fence;
  private final RunSettings settings;
  private final RunListener listener;
  private final StepRun steps;
  private final ProgressTable progress;

  private MigrationRun(
      ServerChannel channel,
      OwnSession session,
      LedgerTarget ledger,
      Fence fence,
      RunSettings settings,
      RunListener listener) {
    this.channel = channel;
    this.session = session;
    this.watch = Watch.over(channel, session);
    this.ledger = ledger;
    this.fence = fence;
    this.settings = settings;
    this.listener = listener;
    this.steps = new StepRun(channel, fence, settings, listener);
    this.progress = new ProgressTable(ledger.schema(), ledger.shown());
  }

  /// Connects.
  ///
  /// @param limit how long connecting may take
  /// @param application the name by which others see the session
  /// @param fence asked before each write
  public static MigrationRun open(
      DatabaseUrl url,
      Duration limit,
      String application,
      LedgerTarget ledger,
      Fence fence,
      RunSettings settings,
      RunListener listener)
      throws SQLException {
    ServerChannel channel = ServerChannel.open(url, limit, application);
    try {
      OwnSession session = OwnSession.of(channel, url, limit);
      return new MigrationRun(channel, session, ledger, fence, settings, listener);
    } catch (SQLException e) {
      channel.close();
      throw e;
    }
  }

  /// Why a migration can't be run here at all, as a sentence; null when it can.
  public static @Nullable String unsupported(Migration migration) {
    try {
      PlainText.check(migration);
      Steps.of(migration);
      return null;
    } catch (Steps.Unsupported e) {
      return e.getMessage();
    }
  }

  /// In how many steps a migration is run, and why it is more than one.
  ///
  /// @param why a sentence part, or null for one transaction
  public record Cut(int steps, @Nullable String why) {}

  /// How a migration is run.
  public static Cut cut(Migration migration) {
    Steps steps = steps(migration);
    return new Cut(steps.steps().size(), steps.why());
  }

  /// Ends the statement that runs, from another thread; the run then stops.
  public void interrupt() {
    steps.interrupt();
  }

  /// Runs migrations.
  ///
  /// @param pending in the order of the history; all of them can be run here
  /// @return one for each that was begun
  /// @throws SQLException when the ledger can't be made or the progress can't be read
  public List<MigrationOutcome> run(List<Migration> pending) throws SQLException {
    List<MigrationOutcome> outcomes = new ArrayList<>();
    if (pending.isEmpty()) {
      return outcomes;
    }
    Map<String, Map<Integer, ProgressTable.Entry>> before = channel.ask(progress::read);
    List<String> creation = ledger.creation();
    if (!creation.isEmpty()) {
      StepRun.End made = steps.own(pending.getFirst(), String.join("; ", creation));
      if (made != null) {
        outcomes.add(outcome(pending.getFirst(), Result.NOT_BEGUN, 0, 1, 0, List.of(), made));
        return outcomes;
      }
    }
    for (Migration migration : pending) {
      MigrationOutcome outcome =
          known(one(migration, before.getOrDefault(migration.id(), Map.of())));
      outcomes.add(outcome);
      listener.ended(outcome);
      if (outcome.result() != Result.APPLIED) {
        break;
      }
    }
    return outcomes;
  }

  /// What became of a migration during which the connection was lost, as far as a new connection
  /// shows it: after the old session has ended, nothing changes any more.
  private MigrationOutcome known(MigrationOutcome outcome) {
    if (outcome.result() != Result.UNCLEAR) {
      return outcome;
    }
    Boolean recorded =
        session.afterItsEnd(connection -> ledger.has(connection, outcome.migration()));
    if (recorded == null) {
      return outcome;
    }
    if (recorded) {
      return outcome.but(
          Result.APPLIED,
          "The connection was lost while it was committed; the ledger shows that it was.");
    }
    MigrationFailure failure = outcome.failure();
    boolean whole = outcome.steps() == 1 && failure != null && failure.error() != null;
    return outcome.but(
        whole ? Result.UNDONE : Result.PARTLY,
        "Its session on the server has ended, and the ledger does not have it.");
  }

  private MigrationOutcome one(Migration migration, Map<Integer, ProgressTable.Entry> before) {
    Steps cut = steps(migration);
    listener.begins(migration, cut.steps().size());
    long start = System.nanoTime();
    try {
      if (steps.interrupted()) {
        return stopped(migration, cut, "It was interrupted.", Result.NOT_BEGUN);
      }
      if (!cut.atomic() || !before.isEmpty()) {
        channel.check(fence::check);
        SplitRun.End end =
            new SplitRun(steps, channel, fence, progress, ledger, settings, listener)
                .run(migration, cut, before);
        return new MigrationOutcome(
            migration,
            end.result(),
            Duration.ofNanos(System.nanoTime() - start),
            cut.steps().size(),
            end.done(),
            end.retries(),
            end.remarks(),
            end.notices(),
            end.failure());
      }
      StepRun.End end =
          steps.inTransaction(
              migration,
              cut.steps().getFirst(),
              List.of(),
              millis -> ledger.row(migration, millis),
              true);
      Result result =
          end.failure() == null ? Result.APPLIED : end.known() ? Result.UNDONE : Result.UNCLEAR;
      return outcome(
          migration,
          result,
          System.nanoTime() - start,
          1,
          result == Result.APPLIED ? 1 : 0,
          List.of(),
          end);
    } catch (LockLostException e) {
      return stopped(migration, cut, String.valueOf(e.getMessage()), Result.UNDONE);
    } catch (SQLException e) {
      ServerError error = ServerChannel.error(e);
      return new MigrationOutcome(
          migration,
          error.lost() ? Result.UNCLEAR : Result.UNDONE,
          Duration.ofNanos(System.nanoTime() - start),
          cut.steps().size(),
          0,
          0,
          List.of(),
          List.of(),
          new MigrationFailure(
              start(migration),
              null,
              error,
              error.lost()
                  ? "The connection to the server was lost."
                  : "The database could not be asked."));
    }
  }

  private static MigrationOutcome outcome(
      Migration migration,
      Result result,
      long nanos,
      int steps,
      int done,
      List<String> remarks,
      StepRun.End end) {
    return new MigrationOutcome(
        migration,
        result,
        Duration.ofNanos(nanos),
        steps,
        done,
        end.retries(),
        remarks,
        end.notices(),
        end.failure());
  }

  private static MigrationOutcome stopped(
      Migration migration, Steps cut, String sentence, Result result) {
    return new MigrationOutcome(
        migration,
        result,
        Duration.ZERO,
        cut.steps().size(),
        0,
        0,
        List.of(),
        List.of(),
        new MigrationFailure(start(migration), null, null, sentence));
  }

  private static Span start(Migration migration) {
    Span range = migration.up().range();
    return new Span(range.file(), range.start(), range.start());
  }

  private static Steps steps(Migration migration) {
    try {
      return Steps.of(migration);
    } catch (Steps.Unsupported e) {
      throw new IllegalStateException("was looked at before: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    watch.close();
    channel.close();
  }
}
