package dev.migrationsentry.rehearsal.wire;

import java.util.List;

/// What the server said about the locks and counters of a connection at one moment.
///
/// @param lines one for each lock and for each new index, see [TraceObjects]
record Snapshot(List<String> lines) {
  /// The SQLSTATE of the notices that carry one.
  static final String SQLSTATE = "MS001";

  static Snapshot of(String text) {
    return new Snapshot(text.lines().toList());
  }
}
