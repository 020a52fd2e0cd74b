package dev.migrationsentry.rehearsal.wire;

/// Something that a proxy saw.
public sealed interface TraceEvent
    permits TracedConnection, TracedStatement, TransactionEnd, Hang, TraceGap {}
