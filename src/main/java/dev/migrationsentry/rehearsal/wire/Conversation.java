package dev.migrationsentry.rehearsal.wire;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one client asked and the server has answered (PostgreSQL manual, section 54.2 "Message
/// Flow"). It knows at each moment what the server works on, because the server answers in order.
///
/// One thread tells what the client sends and another one what the server sends; the methods hold
/// one lock, never during input or output.
final class Conversation {
  private final int connection;
  private final StatementCounter counter;
  private final long epochNanos = System.nanoTime();
  private final Instant epoch = Instant.now();
  private final Deque<Flight> flights = new ArrayDeque<>();
  private final Map<String, BoundStatement> prepared = new HashMap<>();
  private final Map<String, BoundStatement> portals = new HashMap<>();
  private final List<AnsweredStatement> answered = new ArrayList<>();

  /// The number of the statement that the server works on, or that it prepares; 0 for none.
  private long number;

  /// When the server began with it.
  private long began;

  private String lastSql = "";

  private Charset charset = StandardCharsets.UTF_8;
  private boolean ready;
  private boolean skipsToSync;
  private boolean copiesIn;
  private boolean sending;
  private boolean asking;

  Conversation(int connection, StatementCounter counter) {
    this.connection = connection;
    this.counter = counter;
  }

  /// Whether the names or the text in a client's message of this type are needed.
  static boolean isRead(int type) {
    return switch (type) {
      case 'Q', 'P', 'F', 'B', 'E', 'C', 'D' -> true;
      default -> false;
    };
  }

  /// The client is about to send a message. Waits while the proxy itself asks the server something.
  ///
  /// @param head the message's body where [#isRead(int)] says so; its beginning is enough for `B`
  synchronized void sending(int type, byte[] head) throws InterruptedException {
    while (asking) {
      wait();
    }
    sending = true;
    MessageReader reader = new MessageReader(head, charset);
    switch (type) {
      case 'Q' -> enqueue(Flight.Request.QUERY, reader.nextText());
      case 'F' -> enqueue(Flight.Request.FUNCTION_CALL, "function call " + reader.nextInt());
      case 'P' -> {
        String name = reader.nextText();
        BoundStatement statement = BoundStatement.parsed(reader);
        prepared.put(name, statement);
        enqueue(Flight.Request.PARSE, statement);
      }
      case 'B' -> {
        String portal = reader.nextText();
        BoundStatement statement =
            prepared.getOrDefault(reader.nextText(), BoundStatement.NONE).bound(reader, charset);
        portals.put(portal, statement);
        enqueue(Flight.Request.BIND, statement);
      }
      case 'D' -> enqueue(Flight.Request.DESCRIBE, named(reader.nextByte(), reader.nextText()));
      case 'C' -> enqueue(Flight.Request.CLOSE, named(reader.nextByte(), reader.nextText()));
      case 'E' ->
          enqueue(
              Flight.Request.EXECUTE, portals.getOrDefault(reader.nextText(), BoundStatement.NONE));
      case 'S' -> {
        if (!copiesIn) {
          skipsToSync = false;
          enqueue(Flight.Request.SYNC, "");
        }
      }
      case 'c', 'f' -> endCopyIn();
      default -> {
        // Rows, passwords and farewells ask for no answer of their own.
      }
    }
  }

  /// The message is on its way.
  synchronized void sent() {
    sending = false;
  }

  private BoundStatement named(int kind, String name) {
    return (kind == 'S' ? prepared : portals).getOrDefault(name, BoundStatement.NONE);
  }

  private void enqueue(Flight.Request request, String text) {
    enqueue(request, new BoundStatement(text, List.of(), List.of()));
  }

  private void enqueue(Flight.Request request, BoundStatement statement) {
    // After an error the server reads on to the next Sync and ignores all else.
    if (skipsToSync) {
      return;
    }
    boolean begins =
        request == Flight.Request.QUERY
            || request == Flight.Request.EXECUTE
            || request == Flight.Request.FUNCTION_CALL;
    long message = begins ? counter.nextMessage() : 0;
    flights.add(new Flight(request, statement, message));
    if (flights.size() == 1) {
      beginNext();
    }
  }

  /// Sync messages that the client sent while the server waited for rows were ignored by it.
  private void endCopyIn() {
    if (copiesIn) {
      copiesIn = false;
      Iterator<Flight> queue = flights.iterator();
      if (queue.hasNext() && queue.next().request == Flight.Request.EXECUTE) {
        while (queue.hasNext()) {
          queue.next();
          queue.remove();
        }
      }
    }
  }

  /// Whether the body of a server's message of this type is needed.
  static boolean isHeard(int type) {
    return switch (type) {
      case 'C', 'E', 'I', 'K', 'N', 'R', 'S', 'T', 'Z', 'n', 's', 'V', 'G', '1', '2', '3' -> true;
      default -> false;
    };
  }

  /// The server has sent a message other than ReadyForQuery.
  ///
  /// @return whether the client shall see it
  synchronized boolean heard(int type, byte[] body) {
    MessageReader reader = new MessageReader(body, charset);
    Flight head = flights.peek();
    switch (type) {
      case 'S' -> {
        if (reader.nextText().equals("client_encoding")) {
          charset = Encodings.of(reader.nextText());
        }
      }
      case 'N' -> {
        ServerMessage notice = reader.nextServerMessage();
        boolean ours = notice.sqlState().equals(Snapshot.SQLSTATE);
        if (ours && head != null) {
          head.snapshots.add(Snapshot.of(notice.message()));
        } else if (head != null) {
          head.notices.add(notice);
        }
        return !ours;
      }
      case 'E' -> fail(head, reader.nextServerMessage());
      case 'C' -> complete(head, reader.nextText());
      case 'I', 's', 'V' -> complete(head, null);
      case 'G' -> copiesIn = true;
      case '1' -> endOf(Flight.Request.PARSE, head);
      case '2' -> endOf(Flight.Request.BIND, head);
      case '3' -> endOf(Flight.Request.CLOSE, head);
      case 'T', 'n' -> endOf(Flight.Request.DESCRIBE, head);
      default -> {
        // Rows, keys and log-ins end nothing.
      }
    }
    return true;
  }

  private void endOf(Flight.Request request, @Nullable Flight head) {
    if (head != null && head.request == request) {
      flights.remove();
      beginNext();
    }
  }

  private void complete(@Nullable Flight head, @Nullable String tag) {
    copiesIn = false;
    if (head == null || head.request == Flight.Request.SYNC) {
      return;
    }
    answer(head, head.part(), tag, null);
    if (head.request == Flight.Request.EXECUTE) {
      flights.remove();
      beginNext();
    }
  }

  private void fail(@Nullable Flight head, ServerMessage error) {
    boolean whileCopying = copiesIn;
    copiesIn = false;
    if (head == null || head.request == Flight.Request.SYNC) {
      // Of the log-in, or the commit at a Sync: of the last statement, if there was one.
      failAtSync(error);
      return;
    }
    answer(head, failing(head, error), null, error);
    if (!head.request.endsWithReady()) {
      // A Sync that came while the server waited for rows is lost: another one will follow.
      while (!flights.isEmpty()
          && (whileCopying || flights.peek().request != Flight.Request.SYNC)) {
        flights.remove();
      }
      skipsToSync = flights.isEmpty();
    }
  }

  /// Deferred constraints are checked at the end of the implicit transaction.
  private void failAtSync(ServerMessage error) {
    if (!answered.isEmpty()) {
      AnsweredStatement last = answered.removeLast();
      answered.add(
          new AnsweredStatement(
              last.connection(),
              last.number(),
              last.message(),
              last.protocol(),
              last.text(),
              last.parameters(),
              last.start(),
              last.duration(),
              null,
              error,
              last.notices(),
              last.snapshots()));
    }
  }

  /// A text that cannot be parsed fails as a whole, before its first statement: the place tells
  /// which one it is.
  private static StatementText failing(Flight head, ServerMessage error) {
    StatementText part = head.part();
    if (head.done == 0 && error.position() > 0) {
      for (StatementText other : head.parts()) {
        if (other.offset() < error.position()) {
          part = other;
        }
      }
    }
    return part;
  }

  private void answer(
      Flight head, StatementText text, @Nullable String tag, @Nullable ServerMessage error) {
    long now = System.nanoTime();
    lastSql = text.sql();
    if (number == 0) {
      beginStatement();
    }
    answered.add(
        new AnsweredStatement(
            connection,
            number,
            head.message == 0 ? counter.nextMessage() : head.message,
            head.protocol(),
            text,
            head.values,
            epoch.plusNanos(began - epochNanos),
            Duration.ofNanos(now - began),
            tag,
            error,
            head.notices,
            head.snapshots));
    head.notices = new ArrayList<>();
    head.snapshots = new ArrayList<>();
    head.done++;
    number = 0;
    if (head.request == Flight.Request.QUERY && head.done < head.parts().size()) {
      beginStatement();
    }
  }

  private void beginNext() {
    Flight next = flights.peek();
    if (next != null && next.request != Flight.Request.SYNC && number == 0) {
      beginStatement();
    }
  }

  private void beginStatement() {
    number = counter.nextStatement();
    began = System.nanoTime();
  }

  /// The server is ready for the next message.
  ///
  /// @return the statements that are done since the last time
  synchronized List<AnsweredStatement> heardReady() {
    ready = true;
    copiesIn = false;
    Flight head = flights.poll();
    while (head != null && !head.request.endsWithReady()) {
      head = flights.poll();
    }
    number = 0;
    beginNext();
    List<AnsweredStatement> done = List.copyOf(answered);
    answered.clear();
    return done;
  }

  /// The connection is over.
  ///
  /// @return the statements whose end was not told, the one that ran last
  synchronized List<AnsweredStatement> ended() {
    Flight head = flights.peek();
    if (ready && head != null && head.request != Flight.Request.SYNC && number != 0) {
      answer(head, head.part(), null, null);
    }
    flights.clear();
    List<AnsweredStatement> done = List.copyOf(answered);
    answered.clear();
    return done;
  }

  /// Begins a question of the proxy's own, if the client waits for nothing but the end of its
  /// message and has sent nothing since.
  synchronized boolean mayAsk() {
    asking = flights.isEmpty() && !sending && !skipsToSync;
    return asking;
  }

  /// The proxy's own question is answered.
  synchronized void asked() {
    asking = false;
    notifyAll();
  }

  /// The statement that the server works on, else the last one that it answered, or empty.
  synchronized String lastSql() {
    RunningStatement running = running();
    return running == null ? lastSql : running.sql();
  }

  /// The statement that the server works on, or null.
  synchronized @Nullable RunningStatement running() {
    Flight head = flights.peek();
    if (head == null || head.request == Flight.Request.SYNC || number == 0) {
      return null;
    }
    return new RunningStatement(
        number, head.part().sql(), Duration.ofNanos(System.nanoTime() - began));
  }
}
