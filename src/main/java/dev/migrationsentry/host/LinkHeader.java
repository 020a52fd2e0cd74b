package dev.migrationsentry.host;

import java.util.Optional;

/// The header `Link` (RFC 8288), as GitHub writes it.
final class LinkHeader {
  private LinkHeader() {}

  /// The address that follows: `<https://…>; rel="next", <…>; rel="last"`.
  static Optional<String> next(String header) {
    for (String link : header.split(",", -1)) {
      int start = link.indexOf('<');
      int end = link.indexOf('>', start + 1);
      if (start >= 0 && end > start && link.substring(end).contains("rel=\"next\"")) {
        return Optional.of(link.substring(start + 1, end));
      }
    }
    return Optional.empty();
  }
}
