package dev.migrationsentry.deploys;

import dev.migrationsentry.host.Deploy;
import dev.migrationsentry.host.DeployState;
import dev.migrationsentry.host.HostProblem;
import org.jspecify.annotations.Nullable;

/// Finds out where a service stands, one deploy after the other, with the same memory for any
/// number of them.
public final class StandingFold {
  private final String service;
  private @Nullable Deploy newest;
  private @Nullable Deploy live;
  private @Nullable Deploy previous;
  private @Nullable Deploy firstFailure;
  private @Nullable Deploy lastFailure;
  private int failures;
  private boolean rowEnded;

  /// @param service what people call the service
  public StandingFold(String service) {
    this.service = service;
  }

  /// Takes the next older deploy.
  ///
  /// @throws HostProblem when it is newer than the one before it: whoever lists deploys in another
  ///   order can't be judged by the first ones
  public void add(Deploy deploy) {
    Deploy before = previous;
    if (before != null && deploy.created().isAfter(before.created())) {
      throw new HostProblem(
          "The deploys of "
              + service
              + " are not listed from the newest to the oldest: "
              + deploy.id()
              + " comes behind "
              + before.id()
              + ".");
    }
    if (before != null && deploy.id().equals(before.id())) {
      throw new HostProblem("The deploy " + deploy.id() + " of " + service + " is listed twice.");
    }
    previous = deploy;
    newest = newest == null ? deploy : newest;
    switch (deploy.state()) {
      case FAILED -> {
        if (!rowEnded) {
          failures++;
          firstFailure = deploy;
          lastFailure = lastFailure == null ? deploy : lastFailure;
        }
      }
      case LIVE -> {
        if (live != null) {
          throw new HostProblem(
              "Two deploys of "
                  + service
                  + " are said to serve: "
                  + live.id()
                  + " and "
                  + deploy.id()
                  + ".");
        }
        live = deploy;
        rowEnded = true;
      }
      case SUPERSEDED -> rowEnded = true;
      case RUNNING, CANCELED -> {}
    }
  }

  /// Whether older deploys can't change the result.
  public boolean isDone() {
    return live != null;
  }

  /// The result.
  public Standing standing() {
    boolean runs = newest != null && newest.state() == DeployState.RUNNING;
    return new Standing(newest, runs ? newest : null, live, failures, firstFailure, lastFailure);
  }
}
