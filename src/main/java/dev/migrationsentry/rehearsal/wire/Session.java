package dev.migrationsentry.rehearsal.wire;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One client and its connection to the server.
///
/// Two threads pass messages on, one in each direction. Each flushes before it may have to wait.
/// They are threads of the system: a virtual one wakes up through a third one, for each message.
final class Session {
  /// Names stand in the first bytes of a message that may have long values behind them.
  private static final int NAMES = 8192;

  private static final int SCRAM_SHA_256 = 10;

  private final ClientStart client;
  private final Socket server;
  private final WireInput clientIn;
  private final WireOutput clientOut;
  private final WireInput serverIn;
  private final WireOutput serverOut;
  private final Conversation conversation;
  private final int number;
  private final TransactionTracker transactions;
  private final @Nullable RelationEffects effects;
  private final Consumer<List<? extends TraceEvent>> listener;
  private volatile int serverProcess;

  Session(
      int number,
      ClientStart client,
      Socket server,
      Conversation conversation,
      @Nullable RelationEffects effects,
      Consumer<List<? extends TraceEvent>> listener)
      throws IOException {
    this.client = client;
    this.server = server;
    this.clientIn = client.in();
    this.clientOut = client.out();
    this.serverIn = new WireInput(server.getInputStream());
    this.serverOut = new WireOutput(server.getOutputStream());
    this.conversation = conversation;
    this.number = number;
    this.transactions =
        new TransactionTracker(number, effects == null ? EffectTracker.NONE : effects);
    this.effects = effects;
    this.listener = listener;
  }

  /// Passes messages on until either side ends.
  void run() throws InterruptedException {
    Thread fromClient = Thread.ofPlatform().daemon().unstarted(this::passFromClient);
    try {
      serverOut.write(client.startup().packet(effects != null));
      serverOut.flush();
      fromClient.start();
      passFromServer();
    } catch (IOException gone) {
      // Either side has gone; the other one is told below.
    } finally {
      close();
      fromClient.join();
      listener.accept(transactions.settle(conversation.ended(), TransactionStatus.UNKNOWN));
    }
  }

  /// Ends both connections; the threads then end by themselves.
  void close() {
    closeQuietly(client.socket());
    closeQuietly(server);
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed all the same.
    }
  }

  /// The process of the server, or 0 before the client has logged in.
  int serverProcess() {
    return serverProcess;
  }

  /// The number of the connection.
  int number() {
    return number;
  }

  /// Another connection saw a lock of this one.
  void see(long statement, long relation, String mode) {
    if (effects != null) {
      effects.see(statement, relation, mode);
    }
  }

  Conversation conversation() {
    return conversation;
  }

  private void passFromClient() {
    try {
      while (true) {
        if (clientIn.isEmpty()) {
          serverOut.flush();
        }
        int type = clientIn.read();
        if (type < 0) {
          break;
        }
        int length = clientIn.readInt() - 4;
        int known = headLength(type, length);
        byte[] head = clientIn.readExactly(known);
        conversation.sending(type, head);
        serverOut.writeHead(type, length);
        serverOut.write(head);
        clientIn.pass(length - known, serverOut);
        conversation.sent();
      }
      serverOut.flush();
      server.shutdownOutput();
    } catch (IOException gone) {
      closeQuietly(server);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      closeQuietly(server);
    }
  }

  private static int headLength(int type, int length) {
    if (!Conversation.isRead(type)) {
      return 0;
    }
    return type == 'Q' || type == 'P' ? length : Math.min(length, NAMES);
  }

  private void passFromServer() throws IOException {
    while (true) {
      if (serverIn.isEmpty()) {
        clientOut.flush();
      }
      int type = serverIn.read();
      if (type < 0) {
        clientOut.flush();
        return;
      }
      int length = serverIn.readInt() - 4;
      if (!Conversation.isHeard(type)) {
        clientOut.writeHead(type, length);
        serverIn.pass(length, clientOut);
        continue;
      }
      byte[] body = serverIn.readExactly(length);
      if (type == 'Z') {
        settle(TransactionStatus.of(body[0]));
        clientOut.writeMessage(type, body);
      } else if (type == 'R') {
        clientOut.writeMessage(type, client.encrypted() ? withoutChannelBinding(body) : body);
      } else {
        if (type == 'K') {
          serverProcess = new MessageReader(body, StandardCharsets.UTF_8).nextInt();
        }
        if (conversation.heard(type, body)) {
          clientOut.writeMessage(type, body);
        }
      }
    }
  }

  private void settle(TransactionStatus status) throws IOException {
    List<AnsweredStatement> answered = conversation.heardReady();
    if (!answered.isEmpty()) {
      if (effects != null && SnapshotQuestion.isWorthwhile(answered, status)) {
        ask(answered.getLast());
      }
      listener.accept(transactions.settle(answered, status));
    }
  }

  private void ask(AnsweredStatement statement) throws IOException {
    if (!conversation.mayAsk()) {
      return;
    }
    try {
      Snapshot snapshot = new SnapshotQuestion(serverIn, serverOut, clientOut).ask();
      if (snapshot == null) {
        listener.accept(
            List.of(
                new TraceGap(
                    number,
                    "the server refused to tell the locks of a transaction, and the transaction failed for that")));
      } else {
        statement.snapshots().add(snapshot);
      }
    } finally {
      conversation.asked();
    }
  }

  /// The log-in that is bound to the TLS between server and client: the client's TLS ends here.
  private static byte[] withoutChannelBinding(byte[] body) {
    MessageReader reader = new MessageReader(body, StandardCharsets.US_ASCII);
    if (reader.nextInt() != SCRAM_SHA_256) {
      return body;
    }
    List<Byte> kept = new ArrayList<>();
    for (String mechanism = reader.nextText();
        !mechanism.isEmpty();
        mechanism = reader.nextText()) {
      if (!mechanism.endsWith("-PLUS")) {
        for (byte letter : (mechanism + "\0").getBytes(StandardCharsets.US_ASCII)) {
          kept.add(letter);
        }
      }
    }
    byte[] result = Arrays.copyOf(body, 4 + kept.size() + 1);
    result[result.length - 1] = 0;
    for (int at = 0; at < kept.size(); at++) {
      result[4 + at] = kept.get(at);
    }
    return result;
  }
}
