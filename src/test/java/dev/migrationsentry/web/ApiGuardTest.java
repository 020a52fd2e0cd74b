package dev.migrationsentry.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The module for browsers, run by Node.js against a server that misbehaves.
final class ApiGuardTest {
  @TempDir Path folder;

  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(String path, int code, String body) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }

  /// What a call of the module prints: its result as JSON, or its error.
  private String fetch(String path) throws IOException, InterruptedException {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
    Path module = folder.resolve("api-guard.mjs");
    try (var in = StatusServer.class.getResourceAsStream("api-guard.js")) {
      Files.write(module, in.readAllBytes());
    }
    Path script = folder.resolve("call.mjs");
    Files.writeString(
        script,
        """
        import { fetchJson, ApiError } from "./api-guard.mjs";
        try {
          console.log(JSON.stringify(await fetchJson(process.argv[2])));
        } catch (error) {
          console.log(`${error instanceof ApiError} ${error.status} ${error.message}`);
        }
        """);
    Process node;
    try {
      node =
          new ProcessBuilder(List.of("node", script.toString(), url))
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "Node.js is not installed");
      throw e;
    }
    String printed = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(node.waitFor()).as(printed).isZero();
    return printed.strip().replace(url, "URL");
  }

  @Test
  void givesTheJsonOfAnAnswer() throws Exception {
    answer("/orders", 200, "{\"orders\": [1, 2]}");
    assertThat(fetch("/orders")).isEqualTo("{\"orders\":[1,2]}");
  }

  @Test
  void recognisesAnErrorPage() throws Exception {
    answer("/orders", 502, "\n<!DOCTYPE html><html><title>Bad Gateway</title></html>");
    assertThat(fetch("/orders"))
        .isEqualTo(
            "true 502 URL answered 502 with an HTML page (\"Bad Gateway\") where JSON was expected: the server, or a proxy in front of it, fails before the application answers.");
  }

  @Test
  void recognisesAPageThatClaimsToBeFine() throws Exception {
    answer("/orders", 200, "<html><body>Starting…</body></html>");
    assertThat(fetch("/orders")).startsWith("true 200 URL answered 200 with an HTML page where");
  }

  @Test
  void quotesTheErrorOfTheApi() throws Exception {
    answer("/orders", 503, "{\"migrated\":false,\"error\":\"Migrations are pending.\"}");
    assertThat(fetch("/orders")).isEqualTo("true 503 URL answered 503: Migrations are pending.");
  }

  @Test
  void saysWhenATextIsNoJson() throws Exception {
    answer("/orders", 200, "fine");
    assertThat(fetch("/orders"))
        .isEqualTo("true 200 URL answered 200 with a text that is no JSON.");
  }

  @Test
  void givesNullForAnEmptyAnswer() throws Exception {
    answer("/orders", 204, "");
    assertThat(fetch("/orders")).isEqualTo("null");
  }

  @Test
  void saysWhenNothingAnswers() throws Exception {
    server.stop(0);
    assertThat(fetch("/orders")).startsWith("true 0 No answer from URL: ");
  }
}
