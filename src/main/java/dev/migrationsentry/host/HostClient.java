package dev.migrationsentry.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks an API over HTTP, with limits on time and on repetitions. A request that changes something
/// is repeated only when it surely was not accepted.
final class HostClient {
  private static final int TRIES = 4;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
  private static final int MOST_ERROR_BYTES = 8192;
  private static final int TOO_MANY = 429;

  /// The answers of servers that may answer better the next time.
  private static final Set<Integer> PASSING = Set.of(408, 500, 502, 503, 504);

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();
  private final String host;
  private final URI base;
  private final String variable;
  private final HostKey key;
  private final HostTiming timing;

  /// @param host what people call it
  /// @param variable the variable that holds the key
  HostClient(String host, URI base, String variable, HostKey key, HostTiming timing) {
    this.host = host;
    this.base = base;
    this.variable = variable;
    this.key = key;
    this.timing = timing;
  }

  /// An answer that says that all went well.
  ///
  /// @param asked what was asked for, for messages
  record Answer(String asked, int code, HttpHeaders headers, TimedBody body) {}

  /// A problem with the host.
  ///
  /// @param sentence what it did, without its name
  HostProblem problem(String sentence) {
    return new HostProblem(host + " " + sentence + ".");
  }

  /// A text of the host as it may be shown.
  String shown(String text) {
    return key.shown(text);
  }

  /// Reads something.
  ///
  /// @param path behind the address of the API, with its query
  Answer get(String path) {
    HttpRequest request = to(at(path)).GET().build();
    return send(request, true);
  }

  /// Reads something at an address that the host itself named, or null when that is another
  /// server's.
  @Nullable URI own(String address) {
    URI uri = base.resolve(address);
    boolean same =
        base.getScheme().equals(uri.getScheme())
            && base.getHost().equals(uri.getHost())
            && base.getPort() == uri.getPort();
    return same ? uri : null;
  }

  Answer get(URI own) {
    return send(to(own).GET().build(), true);
  }

  /// Changes something.
  ///
  /// @param body JSON
  Answer post(String path, String body) {
    return send(
        to(at(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        false);
  }

  /// Reads what a host points to with a redirection: from any server, and so without the key.
  Answer follow(Answer redirection) {
    String target = redirection.headers().firstValue("Location").orElse("");
    redirection.body().close();
    URI uri;
    try {
      uri = base.resolve(target);
    } catch (IllegalArgumentException e) {
      throw problem("answered " + redirection.asked() + " with a redirection to nowhere");
    }
    boolean web = "https".equals(uri.getScheme()) || own(target) != null;
    if (!web) {
      throw problem("answered " + redirection.asked() + " with a redirection that is not safe");
    }
    return send(HttpRequest.newBuilder(uri).timeout(timing.answer()).GET().build(), true);
  }

  private URI at(String path) {
    return URI.create(base + path);
  }

  private HttpRequest.Builder to(URI uri) {
    return HttpRequest.newBuilder(uri)
        .timeout(timing.answer())
        .header("Authorization", key.authorization())
        .header("Accept", "application/json")
        .header("User-Agent", "migration-sentry");
  }

  private Answer send(HttpRequest request, boolean repeatable) {
    String asked = request.method() + " " + request.uri().getPath();
    Duration waited = Duration.ZERO;
    for (int attempt = 1; ; attempt++) {
      String failure;
      Duration wait = Duration.ofSeconds(1L << (attempt - 1));
      boolean again;
      try {
        HttpResponse<TimedBody> response =
            http.send(request, info -> new TimedBody(timing.answer()));
        int code = response.statusCode();
        if (code < 400) {
          return new Answer(asked, code, response.headers(), response.body());
        }
        boolean limited = code == TOO_MANY || (code == 403 && isUsedUp(response.headers()));
        if (!limited && !PASSING.contains(code)) {
          throw refused(asked, response);
        }
        response.body().close();
        again = limited || repeatable;
        wait = RetryDelay.of(response.headers(), timing.clock(), wait);
        failure = "answered " + asked + " with " + code;
      } catch (ConnectException | HttpConnectTimeoutException e) {
        again = true;
        failure = "can't be reached at " + base.getHost();
      } catch (HttpTimeoutException e) {
        again = repeatable;
        failure = "did not answer " + asked + " within " + timing.answer().toSeconds() + " seconds";
      } catch (IOException e) {
        again = repeatable;
        failure = "broke off the connection at " + asked;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw problem("was not waited for: the program was interrupted");
      }
      waited = waited.plus(wait);
      if (!again) {
        throw problem(
            failure + ", so it is not known whether it took the request; look before repeating it");
      }
      if (attempt == TRIES) {
        throw problem(failure + ", " + attempt + " times");
      }
      if (waited.compareTo(LONGEST_WAIT) > 0) {
        throw problem(failure + " and asks for " + wait.toSeconds() + " seconds of patience");
      }
      pause(wait);
    }
  }

  private void pause(Duration wait) {
    try {
      timing.pause().pause(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw problem("was not waited for: the program was interrupted");
    }
  }

  /// GitHub says 403 as well when too much was asked for (GitHub REST API, "Rate limits").
  private static boolean isUsedUp(HttpHeaders headers) {
    return headers.firstValue("Retry-After").isPresent()
        || headers.firstValue("X-RateLimit-Remaining").filter("0"::equals).isPresent();
  }

  private HostProblem refused(String asked, HttpResponse<TimedBody> response) {
    int code = response.statusCode();
    String said = said(response);
    return switch (code) {
      case 401, 403 ->
          problem("refuses " + asked + " to the key in " + variable + " (" + code + ")" + said);
      case 404 -> problem("knows nothing at " + asked + " (404)" + said);
      default -> problem("answered " + asked + " with " + code + said);
    };
  }

  /// What an error says of itself.
  private String said(HttpResponse<TimedBody> response) {
    try (TimedBody body = response.body()) {
      JsonNode error = new ObjectMapper().readTree(body.readNBytes(MOST_ERROR_BYTES));
      String message = error == null ? "" : error.path("message").asText("");
      return message.isBlank() ? "" : ": " + withoutPoint(shown(message));
    } catch (IOException noJson) {
      return "";
    }
  }

  private static String withoutPoint(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
