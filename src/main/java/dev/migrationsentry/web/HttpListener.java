package dev.migrationsentry.web;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// HTTP/1.1 (RFC 9112) as far as probes and browsers need it: requests without a body, answers of a
/// known length, connections that are used again. A request that is none gets JSON as well, which
/// the JDK's own server does not allow.
final class HttpListener implements AutoCloseable {
  private static final int LONGEST_HEAD = 16_384;
  private static final int MOST_CONNECTIONS = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ServerSocket listener;
  private final Function<HttpRequest, HttpAnswer> answers;
  private final Clock clock;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Semaphore places = new Semaphore(MOST_CONNECTIONS);

  private HttpListener(
      ServerSocket listener, Function<HttpRequest, HttpAnswer> answers, Clock clock) {
    this.listener = listener;
    this.answers = answers;
    this.clock = clock;
  }

  /// Starts to listen.
  ///
  /// @param answers called by many threads at once
  /// @throws IOException when the address can't be listened on
  static HttpListener start(
      InetSocketAddress address, Function<HttpRequest, HttpAnswer> answers, Clock clock)
      throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(address, 1024);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    HttpListener made = new HttpListener(socket, answers, clock);
    Thread.ofVirtual().name("http").start(made::accept);
    return made;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        connections.add(socket);
        Thread.ofVirtual().name("http client").start(() -> serve(socket));
      } catch (IOException e) {
        // Closed, or a client that went away before it was taken.
      }
    }
  }

  private void serve(Socket socket) {
    boolean placed = places.tryAcquire();
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) PATIENCE.toMillis());
      OutputStream out = socket.getOutputStream();
      if (!placed) {
        send(out, HttpAnswer.error(503, "Too many clients are connected."), false, false);
        return;
      }
      InputStream in = new BufferedInputStream(socket.getInputStream());
      boolean open = true;
      while (open) {
        open = exchange(in, out);
      }
      // What the client still sends would otherwise make the system take the answer back.
      socket.shutdownOutput();
      in.skip(LONGEST_HEAD);
    } catch (IOException goneAway) {
      // Nobody is left to be told.
    } finally {
      connections.remove(socket);
      if (placed) {
        places.release();
      }
    }
  }

  /// Answers one request.
  ///
  /// @return whether another one may follow
  private boolean exchange(InputStream in, OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder();
    try {
      int read = readHead(in, head);
      if (read < 0) {
        return false;
      }
    } catch (SocketTimeoutException silent) {
      if (!head.isEmpty()) {
        send(out, HttpAnswer.error(408, "The request did not come to its end."), false, false);
      }
      return false;
    }
    if (head.length() >= LONGEST_HEAD) {
      send(out, HttpAnswer.error(431, "The head of the request is too long."), false, false);
      return false;
    }
    HttpRequest request = HttpRequest.read(head.toString().stripTrailing());
    if (request == null) {
      send(out, HttpAnswer.error(400, "This is no HTTP/1.1 request."), false, false);
      return false;
    }
    send(out, answer(request), request.keepsAlive(), request.method().equals("HEAD"));
    return request.keepsAlive();
  }

  private HttpAnswer answer(HttpRequest request) {
    try {
      return answers.apply(request);
    } catch (RuntimeException | StackOverflowError e) {
      return HttpAnswer.error(500, "This is a fault of the program.");
    }
  }

  /// Reads up to the empty line.
  ///
  /// @return -1 when the client has nothing more to say
  private static int readHead(InputStream in, StringBuilder head) throws IOException {
    while (head.length() < LONGEST_HEAD) {
      int letter = in.read();
      if (letter < 0) {
        return head.isEmpty() ? -1 : head.length();
      }
      // An empty line before the request is passed over (RFC 9112, section 2.2).
      if (!head.isEmpty() || (letter != '\r' && letter != '\n')) {
        head.append((char) letter);
      }
      int end = head.length();
      if (letter == '\n'
          && end >= 2
          && (head.charAt(end - 2) == '\n'
              || (end >= 4 && head.substring(end - 4).equals("\r\n\r\n")))) {
        return end;
      }
    }
    return head.length();
  }

  private void send(OutputStream out, HttpAnswer answer, boolean keepsAlive, boolean headAlone)
      throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(300);
    head.append("HTTP/1.1 ").append(answer.code()).append(' ').append(answer.reason());
    field(
        head,
        "Date",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atZone(ZoneOffset.UTC)));
    field(head, "Content-Type", answer.type());
    field(head, "Content-Length", Integer.toString(body.length));
    field(head, "Cache-Control", "no-store");
    field(head, "X-Content-Type-Options", "nosniff");
    field(head, "Connection", keepsAlive ? "keep-alive" : "close");
    if (answer.code() == 405) {
      field(head, "Allow", "GET, HEAD");
    }
    if (answer.code() == 401) {
      field(head, "WWW-Authenticate", "Bearer");
    }
    head.append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[start.length + (headAlone ? 0 : body.length)];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, all.length - start.length);
    out.write(all);
    out.flush();
  }

  private static void field(StringBuilder head, String name, String value) {
    head.append("\r\n").append(name).append(": ").append(value);
  }

  /// Stops at once; requests that are being answered are cut.
  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : connections) {
        socket.close();
      }
    } catch (IOException closedAnyway) {
      // Nothing more comes from there.
    }
  }
}
