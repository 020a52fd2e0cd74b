package dev.migrationsentry.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers over HTTP whether a database is migrated.
///
/// | path | answer |
/// |---|---|
/// | `/api/ops/migration_status` | the JSON of `status`; 200 when migrated, else 503; always 200 with `?always=200` |
/// | `/healthz` | 200 as long as this process answers |
/// | `/readyz` | 200 when the schema is verified and no migration is pending, else 503 |
/// | `/metrics` | figures in Prometheus' text format; only for those who show the token, or on this machine where there is none |
/// | `/api-guard.js` | an ES module with which browser code reads JSON and recognises error pages |
///
/// Errors are JSON with an HTTP status, whatever the client accepts. Safe for any number of
/// clients: the database is looked at by one of them at a time, and only as often as the refresh
/// time says.
public final class StatusServer implements AutoCloseable {
  private final HttpListener listener;

  private StatusServer(HttpListener listener) {
    this.listener = listener;
  }

  /// Starts to answer.
  ///
  /// @param address where; port 0 takes a free one
  /// @param observer looks at the database
  /// @param refresh how old an answer may be
  /// @param token what clients must show (`Authorization: Bearer …`) to see more than the status;
  ///   without one only an address of this machine itself shows more
  /// @throws IOException when the address can't be listened on
  public static StatusServer start(
      InetSocketAddress address, Observer observer, Duration refresh, @Nullable String token)
      throws IOException {
    Clock clock = Clock.systemUTC();
    Answers answers =
        new Answers(
            new Latest(observer, refresh, clock),
            token,
            address.getAddress() != null && address.getAddress().isLoopbackAddress());
    return new StatusServer(HttpListener.start(address, answers::to, clock));
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return listener.address();
  }

  /// Stops at once; requests that are being answered are cut.
  @Override
  public void close() {
    listener.close();
  }

  /// What is answered to which request.
  private record Answers(Latest latest, @Nullable String token, boolean local) {
    HttpAnswer to(HttpRequest request) {
      if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
        return HttpAnswer.error(405, "Only GET and HEAD are answered here.");
      }
      String query = request.query();
      return switch (request.path()) {
        case "/api/ops/migration_status" ->
            status(query != null && List.of(query.split("&", -1)).contains("always=200"));
        case "/healthz" -> HttpAnswer.json(200, json -> json.writeBooleanField("healthy", true));
        case "/readyz" -> ready();
        case "/metrics" -> metrics(request.headers().get("authorization"));
        case "/api-guard.js" ->
            new HttpAnswer(200, "text/javascript; charset=utf-8", resource("api-guard.js"));
        default -> HttpAnswer.error(404, "There is nothing at this path.");
      };
    }

    private HttpAnswer status(boolean always) {
      Latest.Look look = latest.get();
      Observation seen = look.observation();
      if (seen == null) {
        return HttpAnswer.error(always ? 200 : 503, String.valueOf(look.problem()));
      }
      return new HttpAnswer(seen.migrated() || always ? 200 : 503, HttpAnswer.JSON, seen.status());
    }

    private HttpAnswer ready() {
      Latest.Look look = latest.get();
      Observation seen = look.observation();
      if (seen == null) {
        return HttpAnswer.error(503, String.valueOf(look.problem()));
      }
      return HttpAnswer.json(
          seen.ready() ? 200 : 503,
          json -> {
            json.writeBooleanField("ready", seen.ready());
            json.writeArrayFieldStart("reasons");
            for (String reason : seen.reasons()) {
              json.writeString(reason);
            }
            json.writeEndArray();
          });
    }

    private HttpAnswer metrics(@Nullable String authorization) {
      if (token == null && !local) {
        return HttpAnswer.error(
            403, "Figures are shown to other machines only with a token; start serve with one.");
      }
      if (token != null && !isShown(token, authorization)) {
        return HttpAnswer.error(401, "Show the token in the header Authorization: Bearer TOKEN.");
      }
      return new HttpAnswer(
          200,
          "text/plain; version=0.0.4; charset=utf-8",
          Metrics.of(latest.get(), latest.looks(), latest.failures()));
    }

    /// Whether the token was shown, compared in a time that tells nothing of it.
    private static boolean isShown(String token, @Nullable String authorization) {
      return authorization != null
          && MessageDigest.isEqual(
              ("Bearer " + token).getBytes(StandardCharsets.UTF_8),
              authorization.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static String resource(String name) {
    try (InputStream in = StatusServer.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
