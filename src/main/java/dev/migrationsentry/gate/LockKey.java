package dev.migrationsentry.gate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The number under which a lock is known to the server: the key of an advisory lock (PostgreSQL
/// manual, section 13.3.5). Two that fall together by chance wait for each other and do no harm.
///
/// @param value what `pg_advisory_lock(bigint)` takes
/// @param writers a second key, which those who write under the lock share, so that the next holder
///   can wait for them
public record LockKey(long value, long writers) implements Comparable<LockKey> {
  /// A key that somebody has chosen.
  public LockKey(long value) {
    this(value, hash("writers", Long.toString(value), ""));
  }

  /// The key of a ledger.
  ///
  /// @param database the name that the server itself gives the database
  /// @param ledger the ledger with its schema
  public static LockKey of(String database, String ledger) {
    return new LockKey(hash("lock", database, ledger));
  }

  private static long hash(String purpose, String first, String second) {
    try {
      byte[] text =
          String.join("\0", "migration-sentry", purpose, first, second)
              .getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// In the order in which several are taken, so that nobody waits in a circle.
  @Override
  public int compareTo(LockKey other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
