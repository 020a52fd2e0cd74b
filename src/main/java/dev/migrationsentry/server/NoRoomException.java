package dev.migrationsentry.server;

import java.io.IOException;

/// A disk or a file system in memory is full.
final class NoRoomException extends IOException {
  private static final long serialVersionUID = 1L;

  /// With less room than this a server cannot even write its log.
  static final long LEAST = 1 << 20;

  NoRoomException(String message) {
    super(message);
  }
}
