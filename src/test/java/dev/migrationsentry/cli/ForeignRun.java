package dev.migrationsentry.cli;

import dev.migrationsentry.ProductClasses;
import dev.migrationsentry.server.CuttingProxy;
import dev.migrationsentry.server.CuttingProxy.Deed;
import dev.migrationsentry.server.CuttingProxy.Fault;
import dev.migrationsentry.server.CuttingProxy.Point;
import dev.migrationsentry.server.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A gate before somebody else's runner, each with a proxy of its own before the server, and what
/// must hold when something has happened to one of them.
final class ForeignRun {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  /// The exit code of a process that was killed (128 and the number of the signal).
  private static final int KILLED = 137;

  private static final Point NOWHERE = new Point(-1, -1);

  private final GatedFolder folder;
  private final EmbeddedPostgres server;
  private final ForeignRunner runner;
  private final String database = "gated" + DATABASES.incrementAndGet();

  /// Whose connection is disturbed.
  enum Side {
    GATE,
    RUNNER
  }

  /// Makes a database for it.
  ForeignRun(GatedFolder folder, EmbeddedPostgres server, ForeignRunner runner) throws Exception {
    this.folder = folder;
    this.server = server;
    this.runner = runner;
    server.createDatabase(database);
  }

  /// How many messages each connection of an undisturbed run sends.
  List<Integer> messages(Side side) throws Exception {
    try (CuttingProxy proxy = CuttingProxy.start(server.port(), NOWHERE, Fault.NONE, any -> {})) {
      CommandRun run = gate(environment(side, proxy));
      if (run.code() != 0) {
        throw new IllegalStateException(run.out() + run.err());
      }
      return proxy.counts();
    }
  }

  private Map<String, String> environment(Side side, CuttingProxy proxy) {
    Map<String, String> environment = direct();
    environment.put(side == Side.GATE ? "DATABASE_URL" : "RUNNER_URL", url(proxy.port()));
    return environment;
  }

  private Map<String, String> direct() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("DATABASE_URL", url(server.port()));
    environment.put("RUNNER_URL", url(server.port()));
    return environment;
  }

  private String url(int port) {
    return "postgresql://postgres:"
        + server.password()
        + "@127.0.0.1:"
        + port
        + "/"
        + database
        + runner.plain();
  }

  private List<String> words() {
    List<String> words = new ArrayList<>(List.of("gate", folder.folder.toString(), "--no-server"));
    words.addAll(List.of("--timeout", "2", "--wait", "60", "--take-over", "--"));
    words.addAll(runner.command());
    return words;
  }

  private CommandRun gate(Map<String, String> environment) {
    return CommandRun.of(environment, words().toArray(String[]::new));
  }

  /// Runs it with a fault, looks at what is there, runs it again, and looks again.
  ///
  /// @return what is not as it must be, as sentences
  List<String> wrong(Side side, Point point, Fault fault, Deed deed) throws Exception {
    CommandRun run;
    try (CuttingProxy proxy = CuttingProxy.start(server.port(), point, fault, deed)) {
      run = gate(environment(side, proxy));
    }
    return wrong(run);
  }

  /// The same with a gate in a process of its own that is killed at the point.
  List<String> wrongAfterKill(Side side, Point point) throws Exception {
    CompletableFuture<Process> process = new CompletableFuture<>();
    CommandRun run;
    try (CuttingProxy proxy =
        CuttingProxy.start(
            server.port(),
            point,
            Fault.ON_SERVER,
            ignored -> {
              process.get().destroyForcibly().waitFor();
              if (side == Side.GATE) {
                throw new IOException("its process was killed");
              }
            })) {
      Process started = start(environment(side, proxy));
      process.complete(started);
      run = ended(started, proxy);
      // The proxy stays until the watch has ended the runner.
      settle();
    }
    return wrong(run);
  }

  /// The same with a gate in a process of its own that is frozen at the point. Every limit passes
  /// meanwhile: the server has ended its sessions, and another gate has come to its end. Then it
  /// wakes. Its runner is not frozen.
  List<String> wrongAfterFreezing(Side side, Point point) throws Exception {
    CompletableFuture<Process> process = new CompletableFuture<>();
    CompletableFuture<CommandRun> other = new CompletableFuture<>();
    CommandRun run;
    try (CuttingProxy proxy =
        CuttingProxy.start(
            server.port(),
            point,
            Fault.ON_SERVER,
            ignored -> {
              signal(process.get(), "STOP");
              try {
                ask(
                    "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and application_name like 'migration-sentry%'");
                other.complete(gate(direct()));
              } catch (Exception e) {
                other.completeExceptionally(e);
              } finally {
                signal(process.get(), "CONT");
              }
            })) {
      Process started = start(environment(side, proxy));
      process.complete(started);
      run = ended(started, proxy);
      settle();
      if (proxy.struck() && other.get().code() == 0 && look(new ArrayList<>()) < 3) {
        return List.of("success was reported while another one was frozen: " + other.get());
      }
    }
    return wrong(run);
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  private Process start(Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                ProductClasses.command(Main.class.getName(), words().toArray(String[]::new)))
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static CommandRun ended(Process started, CuttingProxy proxy) throws Exception {
    String out = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = started.waitFor();
    boolean killed = code == KILLED && proxy.struck();
    return new CommandRun(code, killed ? "killed" : out, "");
  }

  private List<String> wrong(CommandRun run) throws Exception {
    settle();
    List<String> wrong = new ArrayList<>();
    int there = look(wrong);
    if (run.code() == 0 && there < 3) {
      wrong.add("success was reported with " + there + " migrations");
    }
    boolean killed = run.out().equals("killed");
    if (!killed && run.code() != 0 && !run.out().contains("MIGRATION SENTRY: stopped at ")) {
      wrong.add("the gate did not say where it stopped");
    }
    if ((run.out() + run.err()).contains("fault of the program")) {
      wrong.add("the program has failed");
    }
    CommandRun again = gate(direct());
    int finished = look(wrong);
    if (again.code() == 0 && finished < 3) {
      wrong.add("in the end success was reported with " + finished + " migrations");
    }
    if (again.code() != 0 && (runner.isAtomic() || !again.out().contains("already exists"))) {
      wrong.add("the next gate ends with " + again.code() + " and names no disagreement");
    }
    if (!wrong.isEmpty()) {
      wrong.add("first gate: " + run + "; second: " + again);
    }
    return wrong;
  }

  /// Waits until nobody works in the database any more.
  private void settle() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    String busy = "?";
    while (System.nanoTime() < end) {
      try {
        busy =
            ask(
                "select string_agg(concat_ws(' ', application_name, state, query), '; ') from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        if (busy.isEmpty()) {
          return;
        }
      } catch (SQLException starting) {
        // It is asked again.
      }
    }
    throw new IllegalStateException("still at work: " + busy);
  }

  /// @return how many migrations are there and recorded
  private int look(List<String> wrong) throws Exception {
    boolean ledger = !ask("select to_regclass('" + runner.ledger() + "')").isEmpty();
    boolean table = !ask("select to_regclass('runs')").isEmpty();
    int there = 0;
    for (int i = 1; i <= 3; i++) {
      boolean recorded = ledger && !ask(runner.recorded(i)).equals("0");
      int runs = table ? Integer.parseInt(ask("select count(*) from runs where n = " + i)) : 0;
      if (runs > 1) {
        wrong.add(i + " ran " + runs + " times");
      }
      if (recorded && runs == 0) {
        wrong.add(i + " is recorded and did not run");
      }
      if (runner.isAtomic() && runs > 0 && !recorded) {
        wrong.add(i + " ran unrecorded");
      }
      there += recorded && runs == 1 ? 1 : 0;
    }
    return there;
  }

  private String ask(String query) throws Exception {
    String answer = GatedFolder.ask(server, database, query);
    return answer == null ? "" : answer;
  }
}
