package dev.migrationsentry.web;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The head of a request; its body is never looked at.
///
/// @param path what stands before the `?`, as it was sent
/// @param query what stands behind it, or null
/// @param headers by name in lower case
record HttpRequest(
    String method,
    String path,
    @Nullable String query,
    Map<String, String> headers,
    boolean keepsAlive) {
  /// Reads a head: the request line and the fields (RFC 9112, sections 3 and 5).
  ///
  /// @return null when it is none
  static @Nullable HttpRequest read(String head) {
    String[] lines = head.split("\r?\n", -1);
    String[] words = lines[0].split(" ", -1);
    if (words.length != 3 || words[0].isEmpty() || !words[2].startsWith("HTTP/1.")) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon <= 0) {
        return null;
      }
      headers.putIfAbsent(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    String target = withoutHost(words[1]);
    int mark = target.indexOf('?');
    String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
    boolean body =
        headers.containsKey("transfer-encoding")
            || !headers.getOrDefault("content-length", "0").equals("0");
    return new HttpRequest(
        words[0],
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? null : target.substring(mark + 1),
        headers,
        // What follows a body that is not read can't be told from it.
        !body
            && (words[2].equals("HTTP/1.0")
                ? connection.contains("keep-alive")
                : !connection.contains("close")));
  }

  /// Proxies send the whole address.
  private static String withoutHost(String target) {
    int scheme = target.startsWith("http://") ? "http://".length() : -1;
    if (scheme < 0) {
      return target;
    }
    int slash = target.indexOf('/', scheme);
    return slash < 0 ? "/" : target.substring(slash);
  }
}
