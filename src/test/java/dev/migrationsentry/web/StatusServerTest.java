package dev.migrationsentry.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StatusServerTest {
  private static final Observation MIGRATED =
      new Observation(true, true, true, "{\"migrated\":true}\n", Map.of("applied", 3), List.of());
  private static final Observation PENDING =
      new Observation(
          false,
          false,
          false,
          "{\"migrated\":false}\n",
          Map.of("applied", 2, "pending", 1),
          List.of("Column users.deleted_at is missing."));

  private final HttpClient client = HttpClient.newHttpClient();

  private static StatusServer serve(Observer observer, @Nullable String token) throws IOException {
    return StatusServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        observer,
        Duration.ofHours(1),
        token);
  }

  private static HttpRequest.Builder request(StatusServer server, String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.address().getPort() + path));
  }

  private HttpResponse<String> get(StatusServer server, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(server, path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void answers200WhenMigrated() throws Exception {
    try (StatusServer server = serve(() -> MIGRATED, null)) {
      HttpResponse<String> answer = get(server, "/api/ops/migration_status");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"migrated\":true}\n");
      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("application/json; charset=utf-8");
      assertThat(get(server, "/readyz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void answers503WhileMigrationsArePendingUnlessAskedToAlwaysAnswer200() throws Exception {
    try (StatusServer server = serve(() -> PENDING, null)) {
      assertThat(get(server, "/api/ops/migration_status").statusCode()).isEqualTo(503);
      HttpResponse<String> always = get(server, "/api/ops/migration_status?x=1&always=200");
      assertThat(always.statusCode()).isEqualTo(200);
      assertThat(always.body()).isEqualTo("{\"migrated\":false}\n");
      HttpResponse<String> ready = get(server, "/readyz");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body())
          .isEqualTo("{\"ready\":false,\"reasons\":[\"Column users.deleted_at is missing.\"]}\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/ops/migration_status", "/readyz", "/nothing", "/../etc/passwd"})
  void errorsAreJsonAlsoForBrowsers(String path) throws Exception {
    Observer broken =
        () -> {
          throw new IllegalStateException("The database can't be reached.");
        };
    try (StatusServer server = serve(broken, null)) {
      HttpResponse<String> answer = get(server, path, "Accept", "text/html");
      assertThat(answer.statusCode()).isIn(404, 503);
      assertThat(answer.body()).startsWith("{\"migrated\":false,\"error\":\"T");
      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("application/json; charset=utf-8");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /%zz HTTP/1.1', 404",
    "'GET /a b HTTP/1.1', 400",
    "'OPTIONS * HTTP/1.1', 405",
    "'CONNECT db:5432 HTTP/1.1', 405",
    "'GET http://127.0.0.1 HTTP/1.1', 404",
    "'GET http://127.0.0.1/healthz HTTP/1.1', 200",
    "'GET /healthz HTTP/1.0', 200",
    "'GET //healthz HTTP/1.1', 404",
    "'GET * HTTP/1.1', 404",
    "'GET /healthz', 400",
    "'get it', 400",
    "'GET /readyz HTTP/1.1\r\nno field', 400"
  })
  void whateverIsSentTheAnswerIsJson(String request, int code) throws Exception {
    try (StatusServer server = serve(() -> MIGRATED, null)) {
      assertThat(raw(server, request.replace("\\r\\n", "\r\n") + "\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 " + code + " ")
          .contains("Content-Type: application/json; charset=utf-8")
          .contains("\r\n\r\n{\"");
    }
  }

  @Test
  void aHeadWithoutEndIsRefused() throws Exception {
    try (StatusServer server = serve(() -> MIGRATED, null)) {
      assertThat(raw(server, "GET /healthz HTTP/1.1\r\nX: " + "x".repeat(20_000)))
          .startsWith("HTTP/1.1 431 ");
    }
  }

  @Test
  void aFaultOfTheProgramIsJsonToo() throws Exception {
    Observer broken =
        () -> {
          throw new StackOverflowError();
        };
    try (StatusServer server = serve(broken, null)) {
      assertThat(raw(server, "GET /readyz HTTP/1.1\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 500 ")
          .endsWith("{\"migrated\":false,\"error\":\"This is a fault of the program.\"}\n");
    }
  }

  @Test
  void severalRequestsGoOverOneConnection() throws Exception {
    try (StatusServer server = serve(() -> MIGRATED, null)) {
      String two =
          raw(
              server,
              "GET /healthz HTTP/1.1\r\n\r\nHEAD /readyz HTTP/1.1\r\nConnection: close\r\n\r\n");
      assertThat(two.split("HTTP/1.1 200 OK", -1)).hasSize(3);
      assertThat(two).endsWith("\r\n\r\n");
    }
  }

  /// What is answered until the connection is closed.
  private static String raw(StatusServer server, String sent) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void withoutATokenFiguresAreForThisMachineAlone() throws Exception {
    try (StatusServer server =
        StatusServer.start(
            new InetSocketAddress("0.0.0.0", 0), () -> MIGRATED, Duration.ofHours(1), null)) {
      assertThat(get(server, "/metrics").statusCode()).isEqualTo(403);
      assertThat(get(server, "/readyz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void isHealthyWhileTheDatabaseIsAway() throws Exception {
    Observer broken =
        () -> {
          throw new IllegalStateException("away");
        };
    try (StatusServer server = serve(broken, null)) {
      assertThat(get(server, "/healthz").statusCode()).isEqualTo(200);
      assertThat(get(server, "/metrics").body())
          .contains("migration_sentry_up 0\n")
          .contains("migration_sentry_failed_looks_total 1\n")
          .doesNotContain("migration_sentry_migrated");
    }
  }

  @Test
  void countsMigrationsByState() throws Exception {
    try (StatusServer server = serve(() -> PENDING, null)) {
      assertThat(get(server, "/metrics").body())
          .contains("# TYPE migration_sentry_migrations gauge\n")
          .contains("migration_sentry_migrations{state=\"applied\"} 2\n")
          .contains("migration_sentry_migrations{state=\"pending\"} 1\n")
          .contains("migration_sentry_migrated 0\n");
    }
  }

  @Test
  void showsFiguresOnlyToThoseWhoShowTheToken() throws Exception {
    try (StatusServer server = serve(() -> MIGRATED, "s3cret")) {
      HttpResponse<String> refused = get(server, "/metrics");
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).doesNotContain("s3cret");
      assertThat(get(server, "/metrics", "Authorization", "Bearer wrong").statusCode())
          .isEqualTo(401);
      assertThat(get(server, "/metrics", "Authorization", "Bearer s3cret").statusCode())
          .isEqualTo(200);
      assertThat(get(server, "/api/ops/migration_status").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void onlyReads() throws Exception {
    try (StatusServer server = serve(() -> MIGRATED, null)) {
      HttpResponse<String> answer =
          client.send(
              request(server, "/api/ops/migration_status")
                  .POST(HttpRequest.BodyPublishers.ofString("x"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
      HttpResponse<String> head =
          client.send(
              request(server, "/api/ops/migration_status")
                  .method("HEAD", HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
    }
  }

  @Test
  void looksAtTheDatabaseOnceForManyClients() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    Observer counted =
        () -> {
          looks.incrementAndGet();
          return MIGRATED;
        };
    try (StatusServer server = serve(counted, null)) {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(
            client.sendAsync(
                request(server, "/readyz").build(), HttpResponse.BodyHandlers.ofString()));
      }
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        assertThat(answer.get().statusCode()).isEqualTo(200);
      }
    }
    assertThat(looks).hasValue(1);
  }

  @Test
  void looksAgainWhenAnAnswerIsTooOld() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    Observer changing = () -> looks.incrementAndGet() == 1 ? PENDING : MIGRATED;
    try (StatusServer server =
        StatusServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            changing,
            Duration.ZERO,
            null)) {
      assertThat(get(server, "/readyz").statusCode()).isEqualTo(503);
      assertThat(get(server, "/readyz").statusCode()).isEqualTo(200);
    }
  }
}
