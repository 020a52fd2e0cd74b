package dev.migrationsentry.cli;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.ledger.LiveWorld;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/// A database that is being read, while the caller reads the files of the project.
final class LiveReading {
  private final FutureTask<LiveWorld> task;

  /// Begins in a thread of its own, which ends with the process.
  LiveReading(Supplier<LiveWorld> reading) {
    this.task = new FutureTask<>(reading::get);
    Thread.ofPlatform().daemon().name("database").start(task);
  }

  /// What was read, once it is.
  ///
  /// @throws DatabaseProblem when it can't be read
  LiveWorld world() {
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException problem -> throw problem;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new DatabaseProblem("The reading of the database was interrupted.");
    }
  }
}
