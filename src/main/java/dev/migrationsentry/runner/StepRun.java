package dev.migrationsentry.runner;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.Quoting;
import dev.migrationsentry.sql.ast.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs one step of a migration on a connection.
///
/// Nothing that a file sets outlives its step: what a transaction has set is reset in the same
/// transaction, before the row of the ledger is written, so that neither a role nor a search path
/// of the file has a say in where that row goes. That also holds behind a pooler that hands the
/// server's sessions from one client to the next.
final class StepRun {
  /// How long a transaction may stand still before the server ends it: a frozen process must not
  /// hold its locks for ever.
  private static final String LONGEST_IDLE = "60s";

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /// How long the answer of a cancelled statement may take.
  private static final Duration LONGEST_CANCELLATION = Duration.ofSeconds(5);

  /// Fires what waits for the end of the transaction while the file's settings still hold, then
  /// ends those settings.
  private static final String CLEANUP =
      "set constraints all immediate; close all; reset session authorization; reset role; "
          + "reset all; ";

  private static final String FORGET = "discard temp; deallocate all; unlisten *; ";

  /// Commits, and has the answer wait until the log is on disk, also where the server is set to
  /// answer before: what was said to be applied must be there after a crash (PostgreSQL manual,
  /// section 28.4).
  private static final String COMMIT =
      "select pg_catalog.set_config('synchronous_commit', 'on', true)"
          + " where pg_catalog.current_setting('synchronous_commit') = 'off'; commit";

  private final ServerChannel channel;
  private final Fence fence;
  private final RunSettings settings;
  private final RunListener listener;
  private volatile boolean interrupted;

  StepRun(ServerChannel channel, Fence fence, RunSettings settings, RunListener listener) {
    this.channel = channel;
    this.fence = fence;
    this.settings = settings;
    this.listener = listener;
  }

  /// What became of a step.
  ///
  /// @param failure null when it is done and recorded
  /// @param known whether it is known that nothing of a failed step is left
  record End(@Nullable MigrationFailure failure, boolean known, int retries, List<String> notices) {
    End {
      notices = List.copyOf(notices);
    }

    static End done(int retries, List<String> notices) {
      return new End(null, true, retries, notices);
    }
  }

  /// Makes an end of it as soon as possible, from another thread.
  void interrupt() {
    interrupted = true;
    try {
      channel.cancel();
    } catch (SQLException unreachable) {
      channel.abort();
      return;
    }
    Thread.ofPlatform().daemon().name("end of the run").start(this::abortWhenSilent);
  }

  /// The server has ended the statement, but its answer may have been lost on the way; behind a
  /// pooler nobody else would notice that.
  private void abortWhenSilent() {
    try {
      TimeUnit.MILLISECONDS.sleep(LONGEST_CANCELLATION.toMillis());
      if (channel.waiting().compareTo(LONGEST_CANCELLATION) >= 0) {
        channel.abort();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean interrupted() {
    return interrupted;
  }

  /// Runs a step in a transaction together with what records it, again and again while a lock is
  /// not to be had.
  ///
  /// @param session what the file has set in earlier steps
  /// @param records the statements that record it, made when the step itself is done
  /// @param last whether no step of the migration follows
  End inTransaction(
      Migration migration, Step step, List<String> session, Recording records, boolean last)
      throws SQLException {
    for (int attempt = 0; ; attempt++) {
      End end = attempt(migration, step, session, records, last, attempt);
      MigrationFailure failure = end.failure();
      ServerError error = failure == null ? null : failure.error();
      if (error == null
          || !error.inTheWay()
          || !end.known()
          || attempt >= settings.lockRetries()
          || interrupted) {
        return end;
      }
      pause(migration, error, attempt);
    }
  }

  /// What is written in the same transaction.
  @FunctionalInterface
  interface Recording {
    /// The statements, with semicolons between them.
    ///
    /// @param millis how long the step took
    String after(long millis);
  }

  private void pause(Migration migration, ServerError error, int attempt) {
    long base = Math.max(50, settings.lockTimeout().toMillis());
    long millis = Math.min(LONGEST_PAUSE.toMillis(), base << Math.min(attempt, 10));
    Duration pause = Duration.ofMillis(millis);
    listener.waits(migration, error, pause);
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupted = true;
    }
  }

  private End attempt(
      Migration migration,
      Step step,
      List<String> session,
      Recording records,
      boolean last,
      int retries)
      throws SQLException {
    long start = System.nanoTime();
    List<String> notices = new ArrayList<>();
    ServerChannel.Answer begun = underLock(begin(), "select pg_catalog.now()");
    if (!begun.worked()) {
      return failed(migration, null, begun, retries, notices);
    }
    for (String each : session) {
      ServerChannel.Answer answer = channel.send(each);
      if (!answer.worked()) {
        return failed(migration, null, answer, retries, notices);
      }
    }
    for (Span message : step.messages()) {
      ServerChannel.Answer answer = channel.send(message.text());
      notices.addAll(answer.notices());
      if (!answer.worked()) {
        return failed(migration, new Sent(message, step.statements()), answer, retries, notices);
      }
    }
    if (!channel.inWorkingTransaction()) {
      return endedItself(migration, retries, notices);
    }
    if (interrupted) {
      rollback();
      return new End(
          new MigrationFailure(start(migration), null, null, "It was interrupted."),
          true,
          retries,
          notices);
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    String moment = begun.rows().isEmpty() ? "" : begun.rows().getLast();
    ServerChannel.Answer ended =
        channel.send(
            "select 1 / (pg_catalog.now() = "
                + Quoting.text(moment)
                + "::timestamptz)::int; "
                + CLEANUP
                + (last ? FORGET : "")
                + records.after(millis)
                + "; "
                + COMMIT);
    if (ended.worked()) {
      return End.done(retries, notices);
    }
    if (ended.completed() == 0
        && ended.error() != null
        && ended.error().sqlState().equals("22012")) {
      return endedItself(migration, retries, notices);
    }
    return failed(migration, null, ended, retries, notices);
  }

  private End endedItself(Migration migration, int retries, List<String> notices) {
    rollback();
    return new End(
        new MigrationFailure(
            start(migration),
            null,
            null,
            "It ended the transaction that it ran in, so that a part of it may be there without a row in the ledger."),
        false,
        retries,
        notices);
  }

  private String begin() {
    return "begin; "
        + "set local datestyle = 'ISO'; "
        + "set local idle_in_transaction_session_timeout = '"
        + LONGEST_IDLE
        + "'; "
        + limits("set local ", settings.lockTimeout());
  }

  /// Begins a transaction, and asks first of all whether the lock is held.
  ///
  /// @param begin its beginning, with a semicolon behind it
  /// @param then what is asked behind the lock
  /// @throws LockLostException when the lock is not held any more; then no transaction is open
  private ServerChannel.Answer underLock(String begin, String then) {
    List<String> questions = fence.questions();
    StringBuilder message = new StringBuilder(begin);
    questions.forEach(question -> message.append(question).append("; "));
    ServerChannel.Answer answer = channel.send(message.append(then).toString());
    if (answer.worked()
        && !answer.rows().subList(0, questions.size()).stream().allMatch("t"::equals)) {
      rollback();
      throw fence.lost();
    }
    return answer;
  }

  /// The settings under which a file's statements run.
  private String limits(String set, Duration lockTimeout) {
    String limits =
        set
            + "lock_timeout = "
            + lockTimeout.toMillis()
            + "; "
            + set
            + "statement_timeout = "
            + settings.statementTimeout().toMillis()
            + "; ";
    if (settings.searchPath().isEmpty()) {
      return limits;
    }
    return limits
        + set
        + "search_path = "
        + String.join(", ", settings.searchPath().stream().map(Quoting::name).toList())
        + "; ";
  }

  /// Brings a session into the state in which a statement outside of transactions runs.
  ///
  /// @param patient whether the statement waits for locks without end: what gave up would leave
  ///   something behind
  @Nullable End enter(Migration migration, List<String> session, boolean patient) {
    List<String> all = new ArrayList<>();
    all.add(limits("set ", patient ? Duration.ZERO : settings.lockTimeout()) + "select 1");
    all.addAll(session);
    for (String each : all) {
      ServerChannel.Answer answer = channel.send(each);
      if (!answer.worked()) {
        return failed(migration, null, answer, 0, List.of());
      }
    }
    return null;
  }

  /// Ends that state.
  void leave() {
    channel.send("reset session authorization; reset role; reset all");
  }

  /// Sends a statement outside of transactions, again while a lock is not to be had, unless it is
  /// patient.
  End alone(Migration migration, Step step, boolean patient) {
    Span message = step.messages().getFirst();
    for (int attempt = 0; ; attempt++) {
      ServerChannel.Answer answer = channel.send(message.text());
      ServerError error = answer.error();
      if (error == null) {
        return End.done(attempt, answer.notices());
      }
      if (patient || !error.inTheWay() || attempt >= settings.lockRetries() || interrupted) {
        return failed(
            migration, new Sent(message, step.statements()), answer, attempt, answer.notices());
      }
      pause(migration, error, attempt);
    }
  }

  /// Sends statements of this program outside of the file's session, in one transaction.
  ///
  /// @return null when it worked
  @Nullable End own(Migration migration, String statements) throws SQLException {
    ServerChannel.Answer begun =
        underLock(
            "begin; set local idle_in_transaction_session_timeout = '"
                + LONGEST_IDLE
                + "'; set local lock_timeout = "
                + Math.max(10_000, settings.lockTimeout().toMillis())
                + "; ",
            "");
    if (!begun.worked()) {
      return failed(migration, null, begun, 0, List.of());
    }
    ServerChannel.Answer answer = channel.send(statements + "; " + COMMIT);
    return answer.worked() ? null : failed(migration, null, answer, 0, List.of());
  }

  /// What was sent when something failed.
  private record Sent(Span message, List<Statement> statements) {}

  private End failed(
      Migration migration,
      @Nullable Sent sent,
      ServerChannel.Answer answer,
      int retries,
      List<String> notices) {
    ServerError error = answer.error();
    if (error == null) {
      throw new IllegalStateException("nothing has failed");
    }
    boolean known = !error.lost() && rollback();
    Span statement = sent == null ? null : statement(sent, answer, error);
    Span place = sent == null ? start(migration) : place(sent.message(), statement, error);
    return new End(
        new MigrationFailure(place, statement, error, sentence(error, sent == null)),
        known,
        retries,
        notices);
  }

  private String sentence(ServerError error, boolean own) {
    if (error.lost()) {
      return "The connection to the server was lost.";
    }
    if (interrupted) {
      return "It was interrupted.";
    }
    if (error.inTheWay()) {
      return "Another session held a lock that it needs.";
    }
    if (error.sqlState().equals(MissingPrivilege.STATE)) {
      return MissingPrivilege.sentence(error.message(), own);
    }
    return own
        ? "The statement with which the migration is begun, recorded or committed was refused."
        : "PostgreSQL refused it.";
  }

  private static Span start(Migration migration) {
    Span range = migration.up().range();
    return new Span(range.file(), range.start(), range.start());
  }

  private static Span place(Span message, @Nullable Span statement, ServerError error) {
    String text = message.text();
    if (error.position() > 0 && error.position() <= text.codePointCount(0, text.length()) + 1) {
      int at = message.start() + text.offsetByCodePoints(0, error.position() - 1);
      int end = statement == null ? at : Math.max(at, statement.end());
      int word = at;
      while (word < end && !Character.isWhitespace(message.file().text().charAt(word))) {
        word++;
      }
      return new Span(message.file(), at, word);
    }
    return statement == null ? message : statement;
  }

  /// The statement that failed: the one that the server points into, else the one behind those that
  /// were completed.
  private static @Nullable Span statement(
      Sent sent, ServerChannel.Answer answer, ServerError error) {
    Span message = sent.message();
    List<Span> inside = new ArrayList<>();
    for (Statement statement : sent.statements()) {
      Span span = statement.span();
      if (span.file() == message.file()
          && message.start() <= span.start()
          && span.end() <= message.end()) {
        inside.add(span);
      }
    }
    if (inside.isEmpty()) {
      return null;
    }
    String text = message.text();
    if (error.position() > 0 && error.position() <= text.codePointCount(0, text.length()) + 1) {
      int at = message.start() + text.offsetByCodePoints(0, error.position() - 1);
      for (Span span : inside) {
        if (span.start() <= at && at <= span.end()) {
          return span;
        }
      }
    }
    return inside.get(Math.min(answer.completed(), inside.size() - 1));
  }

  /// @return whether no transaction is open any more
  private boolean rollback() {
    if (!channel.idle()) {
      channel.send("rollback");
    }
    return channel.idle();
  }
}
