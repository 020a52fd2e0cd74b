package dev.migrationsentry.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Answers over HTTP whether a database is migrated.
///
/// | path | answer |
/// |---|---|
/// | `/api/ops/migration_status` | the JSON of `status`; 200 when migrated, else 503; always 200 with `?always=200` |
/// | `/healthz` | 200 as long as this process answers |
/// | `/readyz` | 200 when the schema is verified, else 503 |
/// | `/metrics` | figures in Prometheus' text format; with a token only for those who show it |
/// | `/api-guard.js` | an ES module with which browser code reads JSON and recognises error pages |
///
/// Errors are JSON with an HTTP status, whatever the client accepts. Safe for any number of
/// clients: the database is looked at by one of them at a time, and only as often as the refresh
/// time says.
public final class StatusServer implements AutoCloseable {
  private static final String JSON = "application/json; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService clients;
  private final Latest latest;
  private final @Nullable String token;

  private StatusServer(HttpServer server, Latest latest, @Nullable String token) {
    this.server = server;
    this.latest = latest;
    this.token = token;
    this.clients = Executors.newVirtualThreadPerTaskExecutor();
  }

  /// Starts to answer.
  ///
  /// @param address where; port 0 takes a free one
  /// @param observer looks at the database
  /// @param refresh how old an answer may be
  /// @param token what clients must show (`Authorization: Bearer …`) to see more than the status,
  ///   or null for no such rule
  /// @throws IOException when the address can't be listened on
  public static StatusServer start(
      InetSocketAddress address, Observer observer, Duration refresh, @Nullable String token)
      throws IOException {
    HttpServer server = HttpServer.create(address, 1024);
    StatusServer made =
        new StatusServer(server, new Latest(observer, refresh, Clock.systemUTC()), token);
    server.createContext("/", made::answer);
    server.setExecutor(made.clients);
    server.start();
    return made;
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /// Stops at once; requests that are being answered are cut.
  @Override
  public void close() {
    server.stop(0);
    clients.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer =
          answer(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              exchange.getRequestURI().getRawQuery(),
              exchange.getRequestHeaders().getFirst("Authorization"));
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      if (answer.code() == 405) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      }
      if (answer.code() == 401) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(answer.code(), head || body.length == 0 ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private record Answer(int code, String type, String body) {}

  private Answer answer(
      String method,
      @Nullable String path,
      @Nullable String query,
      @Nullable String authorization) {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return error(405, "Only GET and HEAD are answered here.");
    }
    return switch (path == null ? "" : path) {
      case "/api/ops/migration_status" ->
          status(query != null && List.of(query.split("&", -1)).contains("always=200"));
      case "/healthz" -> new Answer(200, JSON, "{\"healthy\":true}\n");
      case "/readyz" -> ready();
      case "/metrics" ->
          shown(authorization)
              ? new Answer(
                  200,
                  "text/plain; version=0.0.4; charset=utf-8",
                  Metrics.of(latest.get(), latest.looks(), latest.failures()))
              : error(401, "Show the token in the header Authorization: Bearer TOKEN.");
      case "/api-guard.js" ->
          new Answer(200, "text/javascript; charset=utf-8", resource("api-guard.js"));
      default -> error(404, "There is nothing at this path.");
    };
  }

  private Answer status(boolean always) {
    Latest.Look look = latest.get();
    Observation seen = look.observation();
    if (seen == null) {
      return error(always ? 200 : 503, String.valueOf(look.problem()));
    }
    return new Answer(seen.migrated() || always ? 200 : 503, JSON, seen.status());
  }

  private Answer ready() {
    Latest.Look look = latest.get();
    Observation seen = look.observation();
    if (seen == null) {
      return error(503, String.valueOf(look.problem()));
    }
    return new Answer(
        seen.verified() ? 200 : 503,
        JSON,
        json(json -> {
          json.writeBooleanField("ready", seen.verified());
          json.writeArrayFieldStart("reasons");
          for (String reason : seen.reasons()) {
            json.writeString(reason);
          }
          json.writeEndArray();
        }));
  }

  /// Whether the token was shown, compared in a time that tells nothing of it.
  private boolean shown(@Nullable String authorization) {
    return token == null
        || (authorization != null
            && MessageDigest.isEqual(
                ("Bearer " + token).getBytes(StandardCharsets.UTF_8),
                authorization.getBytes(StandardCharsets.UTF_8)));
  }

  private static Answer error(int code, String message) {
    return new Answer(
        code,
        JSON,
        json(json -> {
          json.writeBooleanField("migrated", false);
          json.writeStringField("error", message);
        }));
  }

  @FunctionalInterface
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private static String json(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
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
