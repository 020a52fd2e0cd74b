package dev.migrationsentry.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// The times in ledgers, as the server prints them.
final class AppliedAt {
  /// How far the clocks of people are behind UTC at most.
  private static final ZoneOffset WEST = ZoneOffset.ofHours(-12);

  private AppliedAt() {}

  /// The moment, or the latest one that is possible where the time zone is not recorded. Null for
  /// what is no time.
  ///
  /// @param printed `2026-03-01 12:00:00.25+00`, with or without the zone
  static @Nullable Instant latest(String printed) {
    String text = printed.strip().replace(' ', 'T');
    int zone = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
    try {
      if (zone > text.indexOf('T') && text.indexOf('T') > 0) {
        boolean hoursAlone = text.length() - zone == 3;
        return OffsetDateTime.parse(hoursAlone ? text + ":00" : text).toInstant();
      }
      return LocalDateTime.parse(text).toInstant(WEST);
    } catch (DateTimeException noTime) {
      return null;
    }
  }
}
