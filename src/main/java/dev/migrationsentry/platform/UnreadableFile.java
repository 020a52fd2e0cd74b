package dev.migrationsentry.platform;

/// A file of a host that can't be read; the message says why, without the path.
final class UnreadableFile extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableFile(String message) {
    super(message);
  }
}
