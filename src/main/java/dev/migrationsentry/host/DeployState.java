package dev.migrationsentry.host;

/// What became of a deploy.
public enum DeployState {
  /// Asked for, and not ended yet.
  RUNNING,
  /// It serves.
  LIVE,
  /// It served until another one took its place.
  SUPERSEDED,
  /// It never served: building, migrating or starting it failed.
  FAILED,
  /// Somebody ended it, or a newer one overtook it.
  CANCELED;

  /// Whether nothing comes any more.
  public boolean ended() {
    return this != RUNNING;
  }

  /// The word for it in JSON and in the lines of a command: in lower case.
  public String word() {
    return switch (this) {
      case RUNNING -> "running";
      case LIVE -> "live";
      case SUPERSEDED -> "superseded";
      case FAILED -> "failed";
      case CANCELED -> "canceled";
    };
  }
}
