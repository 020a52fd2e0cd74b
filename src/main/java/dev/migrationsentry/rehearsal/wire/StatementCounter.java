package dev.migrationsentry.rehearsal.wire;

import java.util.concurrent.atomic.AtomicLong;

/// Numbers of statements and messages of all connections, from 1.
final class StatementCounter {
  private final AtomicLong statements = new AtomicLong();
  private final AtomicLong messages = new AtomicLong();

  long nextStatement() {
    return statements.incrementAndGet();
  }

  long nextMessage() {
    return messages.incrementAndGet();
  }
}
