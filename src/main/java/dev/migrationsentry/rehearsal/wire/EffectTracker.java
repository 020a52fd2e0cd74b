package dev.migrationsentry.rehearsal.wire;

import java.time.Instant;
import java.util.List;

/// Follows what the transactions of one connection do to tables.
interface EffectTracker {
  /// Knows nothing.
  EffectTracker NONE =
      new EffectTracker() {
        @Override
        public Effects of(AnsweredStatement statement, boolean inBlock) {
          return Effects.NONE;
        }

        @Override
        public List<HeldLock> release(Instant end, boolean committed) {
          return List.of();
        }
      };

  /// What a statement did.
  ///
  /// @param inBlock whether it ran in a transaction block that was begun before
  Effects of(AnsweredStatement statement, boolean inBlock);

  /// The transaction is over.
  ///
  /// @return what it held
  List<HeldLock> release(Instant end, boolean committed);
}
