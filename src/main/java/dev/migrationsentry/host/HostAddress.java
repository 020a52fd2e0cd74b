package dev.migrationsentry.host;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Where the API of a host is.
final class HostAddress {
  private HostAddress() {}

  /// Reads an address.
  ///
  /// @throws HostProblem when it is none
  static URI of(String written) {
    try {
      String trimmed = written.endsWith("/") ? written.substring(0, written.length() - 1) : written;
      URI uri = new URI(trimmed);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new HostProblem(
        "The address of the host's API is no address: write https://HOST/PATH, without a user.");
  }

  /// A part of a path or of a query, with what has a meaning there written by its number.
  static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
