package dev.migrationsentry.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A server on this machine that speaks the API of a host, and misbehaves when it is told to.
public abstract class StandIn implements AutoCloseable {
  /// What goes wrong with one answer.
  public enum Fault {
    /// 429 that asks for 7 seconds.
    TOO_MANY,
    /// 429 that says when its period ends, in seconds.
    TOO_MANY_WITH_RESET,
    /// 500 with a page for people.
    BROKEN,
    /// Nothing at all until the test is over.
    SILENT,
    /// The beginning of the right answer, and then nothing until the test is over.
    STUCK,
    /// The first half of the right answer.
    CUT,
    /// The first half of the right answer, as if it were the whole.
    HALF,
    /// No JSON.
    MALFORMED,
    /// 200 without a body.
    EMPTY,
    /// 200 with a page for people.
    PAGE,
    /// An object where a list is meant, and the other way round.
    WRONG_SHAPE,
    /// The right answer, and something behind it.
    TRAILING,
    /// 401.
    REFUSED,
    /// A redirection to another server.
    REDIRECTED
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Queue<Fault> faults = new ArrayDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private volatile @Nullable Fault always;

  /// Starts it.
  // Nobody calls before the subclass is there: its address is known only then.
  @SuppressWarnings("this-escape")
  protected StandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /// An answer of the right kind.
  ///
  /// @param link the header `Link`, or an empty text
  protected record Right(int code, String body, String link) {
    Right(int code, String body) {
      this(code, body, "");
    }
  }

  /// The right answer to a request.
  ///
  /// @param query the last value of each parameter
  protected abstract Right answer(
      String method, String path, Map<String, String> query, String body);

  /// Where it is.
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The next answers go wrong, one after the other.
  public void next(Fault... wanted) {
    synchronized (faults) {
      faults.addAll(List.of(wanted));
    }
  }

  /// All answers go wrong.
  public void always(Fault wanted) {
    always = wanted;
  }

  /// The requests that came: method, path and query.
  public List<String> requests() {
    return requests;
  }

  /// The bodies of those that changed something.
  public List<String> bodies() {
    return bodies;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String method = exchange.getRequestMethod();
      requests.add(method + " " + exchange.getRequestURI());
      if (!body.isEmpty()) {
        bodies.add(body);
      }
      @Nullable Fault fault;
      synchronized (faults) {
        fault = always != null ? always : faults.poll();
      }
      String key = exchange.getRequestHeaders().getFirst("Authorization");
      if (fault == null && !("Bearer " + key()).equals(key)) {
        fault = Fault.REFUSED;
      }
      Right right =
          answer(
              method,
              exchange.getRequestURI().getPath(),
              query(exchange.getRequestURI().getRawQuery()),
              body);
      if (fault == null) {
        if (!right.link().isEmpty()) {
          exchange.getResponseHeaders().add("Link", right.link());
        }
        send(exchange, right.code(), "application/json; charset=utf-8", right.body());
      } else {
        misbehave(exchange, fault, right.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The key that it lets in.
  public String key() {
    return "key-of-the-test";
  }

  private void misbehave(HttpExchange exchange, Fault fault, String right)
      throws IOException, InterruptedException {
    byte[] bytes = right.getBytes(StandardCharsets.UTF_8);
    switch (fault) {
      case TOO_MANY -> {
        exchange.getResponseHeaders().add("Retry-After", "7");
        send(exchange, 429, "application/json", "{\"message\":\"rate limit exceeded\"}");
      }
      case TOO_MANY_WITH_RESET -> {
        exchange.getResponseHeaders().add("Ratelimit-Limit", "400");
        exchange.getResponseHeaders().add("Ratelimit-Remaining", "0");
        exchange.getResponseHeaders().add("Ratelimit-Reset", "11");
        send(exchange, 429, "application/json", "{\"message\":\"rate limit exceeded\"}");
      }
      case BROKEN -> send(exchange, 500, "text/html", "<html>Internal Server Error</html>");
      case SILENT -> over.await();
      case STUCK -> {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        exchange.getResponseBody().flush();
        over.await();
      }
      case CUT -> {
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        exchange.getResponseBody().flush();
      }
      case HALF -> send(exchange, 200, "application/json", right.substring(0, right.length() / 2));
      case MALFORMED -> send(exchange, 200, "application/json", "[{deploy: 'x'}]");
      case EMPTY -> send(exchange, 200, "application/json", "");
      case PAGE -> send(exchange, 200, "text/html", "<!DOCTYPE html><html>sign in</html>");
      case WRONG_SHAPE ->
          send(exchange, 200, "application/json", right.startsWith("[") ? "{}" : "[]");
      case TRAILING -> send(exchange, 200, "application/json", right + "[]");
      case REFUSED ->
          send(exchange, 401, "application/json", "{\"message\":\"Unauthorized " + key() + "\"}");
      case REDIRECTED -> {
        exchange.getResponseHeaders().add("Location", "https://elsewhere.example/v1");
        send(exchange, 302, "text/html", "moved");
      }
    }
  }

  private static void send(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      int mark = pair.indexOf('=');
      query.put(
          pair.substring(0, mark),
          URLDecoder.decode(pair.substring(mark + 1), StandardCharsets.UTF_8));
    }
    return query;
  }

  @Override
  public void close() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
