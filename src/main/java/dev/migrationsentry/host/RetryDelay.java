package dev.migrationsentry.host;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long a server wants to be left alone.
final class RetryDelay {
  /// From here on a number is a time in seconds since 1970, as GitHub writes it, and no span.
  private static final long LEAST_TIME = 1_000_000_000L;

  private RetryDelay() {}

  /// Reads `Retry-After` (RFC 9110, section 10.2.3), and where it is not there the end of the
  /// period that Render and GitHub name.
  ///
  /// @param otherwise when none is there
  static Duration of(HttpHeaders headers, Clock clock, Duration otherwise) {
    for (String name : List.of("Retry-After", "Ratelimit-Reset", "X-RateLimit-Reset")) {
      String value = headers.firstValue(name).orElse("").strip();
      if (!value.isEmpty()) {
        Duration delay = read(value, clock);
        if (delay != null) {
          return delay.isNegative() ? Duration.ZERO : delay;
        }
      }
    }
    return otherwise;
  }

  private static @Nullable Duration read(String value, Clock clock) {
    try {
      long number = Long.parseLong(value);
      return number >= LEAST_TIME
          ? Duration.between(clock.instant(), Instant.ofEpochSecond(number))
          : Duration.ofSeconds(number);
    } catch (NumberFormatException noNumber) {
      try {
        Instant time = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        return Duration.between(clock.instant(), time);
      } catch (DateTimeParseException noTime) {
        return null;
      }
    }
  }
}
