package dev.migrationsentry.server;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands between clients and a server, passes on whole messages, counts those of the clients, and
/// at one of them does something that networks, servers and operators do. Without encryption only.
public final class CuttingProxy implements AutoCloseable {
  /// What happens at the message.
  public enum Fault {
    /// Nothing.
    NONE,
    /// The connection breaks before the message arrives.
    CUT_BEFORE,
    /// The message arrives and is answered, and the connection breaks instead of the answer.
    CUT_AFTER,
    /// The message is lost, and the connection stays open and silent.
    SILENT_BEFORE,
    /// The message arrives and is answered; the answer is lost, and the connection stays open and
    /// silent.
    SILENT_AFTER,
    /// Something is done on the server before the message arrives.
    ON_SERVER
  }

  /// A message of a client.
  ///
  /// @param connection the number of its connection, from 0
  /// @param message its number in the connection, from 0
  public record Point(int connection, int message) {}

  /// Is done to the server's process of a connection.
  @FunctionalInterface
  public interface Deed {
    /// Does it.
    ///
    /// @param process the process of the server
    void to(int process) throws Exception;
  }

  private final ServerSocket listener;
  private final int server;
  private final Point point;
  private final Fault fault;
  private final Deed deed;
  private final AtomicBoolean struck = new AtomicBoolean();
  private final List<AtomicInteger> counts = Collections.synchronizedList(new ArrayList<>());
  private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());

  private final byte[] words;

  private CuttingProxy(
      ServerSocket listener, int server, Point point, Fault fault, Deed deed, String words) {
    this.words = words.getBytes(StandardCharsets.UTF_8);
    this.listener = listener;
    this.server = server;
    this.point = point;
    this.fault = fault;
    this.deed = deed;
  }

  /// Starts one.
  ///
  /// @param server the port of the server on 127.0.0.1
  /// @param deed what [Fault#ON_SERVER] does
  public static CuttingProxy start(int server, Point point, Fault fault, Deed deed)
      throws IOException {
    return start(server, point, fault, deed, "");
  }

  /// Starts one that is silent after the first message with some words.
  ///
  /// @param server the port of the server on 127.0.0.1
  public static CuttingProxy silencing(int server, String words) throws IOException {
    return start(server, new Point(-1, -1), Fault.SILENT_AFTER, process -> {}, words);
  }

  private static CuttingProxy start(int server, Point point, Fault fault, Deed deed, String words)
      throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    CuttingProxy proxy = new CuttingProxy(listener, server, point, fault, deed, words);
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  /// The port on 127.0.0.1.
  public int port() {
    return listener.getLocalPort();
  }

  /// How many messages each connection has sent, in the order in which they were opened.
  public List<Integer> counts() {
    synchronized (counts) {
      return counts.stream().map(AtomicInteger::get).toList();
    }
  }

  /// Whether the message was sent.
  public boolean struck() {
    return struck.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket behind;
        try {
          behind = new Socket(InetAddress.getLoopbackAddress(), server);
        } catch (IOException down) {
          client.close();
          continue;
        }
        client.setTcpNoDelay(true);
        behind.setTcpNoDelay(true);
        open.add(client);
        open.add(behind);
        AtomicInteger count = new AtomicInteger();
        int number;
        synchronized (counts) {
          number = counts.size();
          counts.add(count);
        }
        Link link = new Link(number, count, client, behind);
        Thread.ofVirtual().start(link::fromClient);
        Thread.ofVirtual().start(link::fromServer);
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : List.copyOf(open)) {
      socket.close();
    }
  }

  private enum Answers {
    PASS,
    SWALLOW_THEN_CUT,
    SWALLOW
  }

  private final class Link {
    private final int number;
    private final AtomicInteger count;
    private final Socket client;
    private final Socket behind;
    private volatile Answers answers = Answers.PASS;
    private volatile int process;

    Link(int number, AtomicInteger count, Socket client, Socket behind) {
      this.number = number;
      this.count = count;
      this.client = client;
      this.behind = behind;
    }

    void fromClient() {
      try {
        DataInputStream in =
            new DataInputStream(new BufferedInputStream(client.getInputStream(), 1 << 16));
        OutputStream out = behind.getOutputStream();
        int length = in.readInt();
        byte[] startup = in.readNBytes(length - 4);
        if (!pass(out, ByteBuffer.allocate(length).putInt(length).put(startup).array())) {
          return;
        }
        while (true) {
          int type = in.read();
          if (type < 0) {
            cut();
            return;
          }
          int size = in.readInt();
          byte[] body = in.readNBytes(size - 4);
          byte[] message =
              ByteBuffer.allocate(size + 1).put((byte) type).putInt(size).put(body).array();
          if (!pass(out, message)) {
            return;
          }
        }
      } catch (Exception broken) {
        cut();
      }
    }

    /// @return whether the next message is to be read
    private boolean pass(OutputStream out, byte[] message) throws Exception {
      boolean here =
          number == point.connection()
              && count.getAndIncrement() == point.message()
              && fault != Fault.NONE;
      if (number != point.connection()) {
        count.incrementAndGet();
      }
      here |= words.length > 0 && contains(message) && struck.compareAndSet(false, true);
      if (here) {
        struck.set(true);
        switch (fault) {
          case NONE -> {}
          case CUT_BEFORE -> {
            cut();
            return false;
          }
          case CUT_AFTER -> answers = Answers.SWALLOW_THEN_CUT;
          case SILENT_BEFORE -> {
            answers = Answers.SWALLOW;
            return false;
          }
          case SILENT_AFTER -> answers = Answers.SWALLOW;
          case ON_SERVER -> deed.to(process);
        }
      }
      if (answers == Answers.SWALLOW && !here) {
        return false;
      }
      out.write(message);
      out.flush();
      return true;
    }

    private boolean contains(byte[] message) {
      return new String(message, StandardCharsets.ISO_8859_1)
          .contains(new String(words, StandardCharsets.ISO_8859_1));
    }

    void fromServer() {
      try {
        DataInputStream in =
            new DataInputStream(new BufferedInputStream(behind.getInputStream(), 1 << 16));
        OutputStream out = client.getOutputStream();
        while (true) {
          int type = in.read();
          if (type < 0) {
            if (answers != Answers.SWALLOW) {
              cut();
            }
            return;
          }
          int size = in.readInt();
          byte[] body = in.readNBytes(size - 4);
          if (type == 'K') {
            process = ByteBuffer.wrap(body).getInt();
          }
          switch (answers) {
            case PASS -> {
              out.write(
                  ByteBuffer.allocate(size + 1).put((byte) type).putInt(size).put(body).array());
              if (type == 'Z' || in.available() == 0) {
                out.flush();
              }
            }
            case SWALLOW_THEN_CUT -> {
              if (type == 'Z' || type == 'R') {
                cut();
                return;
              }
            }
            case SWALLOW -> {
              // Silence.
            }
          }
        }
      } catch (IOException broken) {
        if (answers != Answers.SWALLOW) {
          cut();
        }
      }
    }

    private void cut() {
      try {
        client.close();
        behind.close();
      } catch (IOException alreadyClosed) {
        // Nothing is left to close.
      }
    }
  }
}
