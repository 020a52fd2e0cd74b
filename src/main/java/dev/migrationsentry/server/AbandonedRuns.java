package dev.migrationsentry.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Folders of servers whose process and watch have both been killed, as when a container is
/// stopped, and folders of the cache that a killed process has not finished.
///
/// Each process holds a lock on a file in each folder that it works in. The operating system drops
/// such a lock with the process, so that a folder whose lock can be had is nobody's.
final class AbandonedRuns {
  /// What begins the name of every such folder.
  static final String PREFIX = "migration-sentry-";

  static final String LOCK = "lock";
  private static final Duration SETTLED = Duration.ofMinutes(1);

  /// The folders that this process holds. Merely opening and closing a locked file would give up
  /// the lock of the whole process (POSIX, `fcntl`).
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private AbandonedRuns() {}

  /// Marks a folder as used until it is released or this process ends.
  static FileLock hold(Path run) throws IOException {
    OURS.add(run);
    FileChannel channel =
        FileChannel.open(
            run.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return channel.lock();
  }

  /// Ends what [#hold(Path)] began.
  static void release(Path run, @Nullable FileLock lock) throws IOException {
    if (lock != null) {
      lock.channel().close();
    }
    OURS.remove(run);
  }

  /// Removes the folders that nobody holds. One that is younger than a minute may be about to be
  /// locked, and is left alone; so is one of another user.
  static void remove(Path runs) throws IOException {
    remove(runs, PREFIX + "*");
  }

  /// The same for folders of other names.
  ///
  /// @param names a pattern as in shells
  static void remove(Path runs, String names) throws IOException {
    if (!Files.isDirectory(runs)) {
      return;
    }
    Instant old = Instant.now().minus(SETTLED);
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(runs, names)) {
      for (Path run : folders) {
        if (!OURS.contains(run)
            && Files.isWritable(run)
            && isOlder(run, old)
            && !isHeld(run.resolve(LOCK))) {
          ServerCache.delete(run);
        }
      }
    }
  }

  private static boolean isOlder(Path run, Instant time) throws IOException {
    try {
      return Files.getLastModifiedTime(run).toInstant().isBefore(time);
    } catch (NoSuchFileException removedMeanwhile) {
      return false;
    }
  }

  private static boolean isHeld(Path lock) throws IOException {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock had = channel.tryLock()) {
      return had == null;
    } catch (NoSuchFileException neverHeld) {
      return false;
    }
  }
}
