package dev.migrationsentry.rehearsal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is sent, and in whichever portions, the client gets through the proxy what it gets from
/// the server itself, message by message.
final class SameAnswersTest {
  private static final int SESSIONS = 60;

  private static final List<String> STATEMENTS =
      List.of(
          "begin",
          "commit",
          "rollback",
          "savepoint s",
          "rollback to s",
          "release s",
          "set transaction isolation level serializable",
          "create table if not exists a (id int primary key, b text)",
          "drop table if exists a",
          "alter table a add column if not exists c int default 1",
          "alter table a alter b type varchar(2)",
          "insert into a (id, b) values (1, 'ä'), (2, 'long text')",
          "insert into a select i, 'x' from generate_series(10, 400) as i on conflict do nothing",
          "update a set b = 'y'",
          "delete from a where id = 1",
          "select * from a order by id",
          "select 1; select 2",
          "insert into a (id) values (900); select 1 / 0; select 3",
          "begin; truncate a; commit",
          "create index concurrently if not exists a_b on a (b)",
          "selct 1",
          "select nothing",
          "",
          ";",
          "do $$ begin raise notice 'hello'; update a set b = 'z'; end $$",
          "listen deploys",
          "notify deploys, 'now'",
          "declare k cursor for select * from a order by id",
          "fetch 3 from k",
          "lock table a in share mode",
          "discard all",
          "prepare p as select 5",
          "execute p",
          "copy a (id, b) from stdin",
          "copy a to stdout",
          "set client_min_messages to error",
          "set standard_conforming_strings to on");

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void answersAreTheSameThroughTheProxy(int major) throws Exception {
    try (EmbeddedPostgres server = TestServers.start(major)) {
      for (int seed = 0; seed < SESSIONS; seed++) {
        List<Step> steps = steps(new Random(seed));
        server.createDatabase("same");
        List<String> direct = answers(server, server.port(), steps);
        server.dropDatabase("same");
        server.createDatabase("same");
        List<String> through;
        try (TracedRun run = new TracedRun(server, "same", TraceSettings.FULL)) {
          through = answers(server, run.proxy.port(), steps);
          assertThat(run.events(TraceGap.class)).as("seed %d", seed).isEmpty();
        }
        assertThat(through).as("seed %d: %s", seed, steps).isEqualTo(direct);
        server.dropDatabase("same");
      }
    }
  }

  /// What a client sends before it waits for the server to be ready again.
  ///
  /// @param ready how often the server will be ready
  // Nobody compares steps.
  @SuppressWarnings("ArrayRecordComponent")
  private record Step(String description, byte[] bytes, int ready) {
    @Override
    public String toString() {
      return description;
    }
  }

  private static List<Step> steps(Random random) throws IOException {
    List<Step> steps = new ArrayList<>();
    for (int count = 5 + random.nextInt(25); count > 0; count--) {
      steps.add(random.nextBoolean() ? simple(random) : extended(random));
    }
    return steps;
  }

  private static Step simple(Random random) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StringBuilder description = new StringBuilder();
    int messages = random.nextInt(4) == 0 ? 3 : 1;
    for (int at = 0; at < messages; at++) {
      String sql = STATEMENTS.get(random.nextInt(STATEMENTS.size()));
      description.append("Q ").append(sql).append('\n');
      message(bytes, 'Q', text(sql));
      if (sql.startsWith("copy") && sql.endsWith("stdin")) {
        copyRows(bytes, random);
      }
    }
    return new Step(description.toString(), bytes.toByteArray(), messages);
  }

  private static void copyRows(ByteArrayOutputStream bytes, Random random) throws IOException {
    int start = 1000 + random.nextInt(1000);
    for (int row = 0; row < 5; row++) {
      message(bytes, 'd', ((start + row) + "\tt\n").getBytes(StandardCharsets.UTF_8));
    }
    if (random.nextInt(3) == 0) {
      message(bytes, 'f', text("no more"));
    } else {
      message(bytes, 'c');
    }
  }

  private static Step extended(Random random) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StringBuilder description = new StringBuilder();
    int statements = 1 + random.nextInt(4);
    for (int at = 0; at < statements; at++) {
      String sql = STATEMENTS.get(random.nextInt(STATEMENTS.size()));
      if (sql.startsWith("copy")) {
        sql = "select 7";
      }
      description.append("P ").append(sql).append('\n');
      message(bytes, 'P', text(""), text(sql), new byte[2]);
      if (random.nextBoolean()) {
        message(bytes, 'D', new byte[] {'S'}, text(""));
      }
      message(bytes, 'B', text(""), text(""), new byte[6]);
      message(bytes, 'E', text(""), new byte[] {0, 0, 0, (byte) random.nextInt(3)});
      if (random.nextInt(4) == 0) {
        message(bytes, 'H');
      }
    }
    message(bytes, 'S');
    return new Step(description.toString(), bytes.toByteArray(), 1);
  }

  private static byte[] text(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  private static void message(ByteArrayOutputStream out, int type, byte[]... parts)
      throws IOException {
    WireOutput message = new WireOutput(out);
    message.writeMessage(type, parts);
    message.flush();
  }

  /// All messages of the server behind the log-in, without what differs between two runs of the
  /// same statements: the server's lines of source, process ids and object numbers.
  private static List<String> answers(EmbeddedPostgres server, int port, List<Step> steps)
      throws Exception {
    List<String> answers = new ArrayList<>();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      new ScramLogin(socket, "postgres", server.password()).to("same");
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (Step step : steps) {
        out.write(step.bytes());
        out.flush();
        for (int ready = 0; ready < step.ready(); ) {
          int type = in.readUnsignedByte();
          byte[] body = in.readNBytes(in.readInt() - 4);
          ready += type == 'Z' ? 1 : 0;
          answers.add(shown(type, body));
        }
      }
    }
    return answers;
  }

  private static String shown(int type, byte[] body) {
    return switch (type) {
      case 'A' -> "A";
      case 'T' -> "T " + body.length;
      default -> (char) type + " " + new String(body, StandardCharsets.UTF_8).replace('\0', '|');
    };
  }
}
