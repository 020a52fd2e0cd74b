package dev.migrationsentry.cli;

import dev.migrationsentry.ProductClasses;
import dev.migrationsentry.server.CuttingProxy;
import dev.migrationsentry.server.CuttingProxy.Deed;
import dev.migrationsentry.server.CuttingProxy.Fault;
import dev.migrationsentry.server.CuttingProxy.Point;
import dev.migrationsentry.server.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A history of migrations that tells how often each of its statements has run, and one run of it
/// that something happens to.
enum FaultyMigration {
  /// Each migration is one transaction.
  TRANSACTIONAL(
      "create table runs (n int);\ninsert into runs values (1);\n",
      "create table b (id int);\ninsert into runs values (2);\n",
      "alter table b add c text;\ninsert into runs values (3);\n"),

  /// One of them is a single statement that no transaction allows.
  CONCURRENT(
      "create table runs (n int);\ninsert into runs values (1);\n",
      "create index concurrently runs_n on runs (n);\n",
      "insert into runs values (3);\n"),

  /// One of them asks for no transaction and has statements of both kinds.
  MIXED(
      "create table runs (n int);\ninsert into runs values (1);\n",
      """
      -- no_tx
      insert into runs values (2);
      create unique index concurrently runs_n on runs (n);
      insert into runs values (20);
      vacuum runs;
      insert into runs values (21);
      """,
      "insert into runs values (3);\n");

  private static final String PLAIN = "?sslmode=disable&gssEncMode=disable";

  /// The exit code of a process that was killed (128 and the number of the signal).
  private static final int KILLED = 137;

  @SuppressWarnings("ImmutableEnumChecker") // It is a copy that nothing changes.
  private final List<String> texts;

  FaultyMigration(String... texts) {
    this.texts = List.of(texts);
  }

  private boolean isAtomic(int file) {
    return this == TRANSACTIONAL || file != 2;
  }

  private List<Integer> rows(int file) {
    if (file != 2) {
      return List.of(file);
    }
    return switch (this) {
      case TRANSACTIONAL -> List.of(2);
      case CONCURRENT -> List.of();
      case MIXED -> List.of(2, 20, 21);
    };
  }

  private static String name(int file) {
    return "00" + file + "_step.sql";
  }

  MigratedProject project(Path folder, EmbeddedPostgres server) throws Exception {
    MigratedProject project = new MigratedProject(folder, server);
    for (int file = 1; file <= 3; file++) {
      project.migration(name(file), texts.get(file - 1));
    }
    return project;
  }

  /// How many messages each connection of an undisturbed run sends.
  List<Integer> messages(Path folder, EmbeddedPostgres server) throws Exception {
    return messages(folder, server, server.port());
  }

  /// The same through a pooler.
  ///
  /// @param port the pooler's
  List<Integer> messages(Path folder, EmbeddedPostgres server, int port) throws Exception {
    MigratedProject project = project(folder, server);
    try (CuttingProxy proxy =
        CuttingProxy.start(port, new Point(-1, -1), Fault.NONE, process -> {})) {
      CommandRun run = migrate(project, proxy.port());
      if (run.code() != 0) {
        throw new IllegalStateException(run.out() + run.err());
      }
      return proxy.counts();
    }
  }

  /// Runs it with a fault, looks at what is there, runs it again, and looks again.
  ///
  /// @return what is not as it must be, as sentences
  List<String> wrong(Path folder, EmbeddedPostgres server, Point point, Fault fault, Deed deed)
      throws Exception {
    return wrong(folder, server, server.port(), point, fault, deed);
  }

  /// The same through a pooler.
  ///
  /// @param port the pooler's
  List<String> wrong(
      Path folder, EmbeddedPostgres server, int port, Point point, Fault fault, Deed deed)
      throws Exception {
    MigratedProject project = project(folder, server);
    List<String> wrong = new ArrayList<>();
    CommandRun run;
    try (CuttingProxy proxy = CuttingProxy.start(port, point, fault, deed)) {
      run = migrate(project, proxy.port());
    }
    int recorded = afterwards(project, run, wrong);
    CommandRun again = project.migrateIn(project.url(), "--wait", "60s", "--take-over");
    finished(project, again, wrong);
    if (!wrong.isEmpty()) {
      wrong.add("first run: " + run + "; second: " + again + "; recorded " + recorded);
    }
    return wrong;
  }

  /// The same with a process of its own that is killed at the point.
  List<String> wrongAfterKill(Path folder, EmbeddedPostgres server, Point point) throws Exception {
    MigratedProject project = project(folder, server);
    List<String> wrong = new ArrayList<>();
    CompletableFuture<Process> process = new CompletableFuture<>();
    CommandRun run;
    try (CuttingProxy proxy =
        CuttingProxy.start(
            server.port(),
            point,
            Fault.ON_SERVER,
            ignored -> {
              process.get().destroyForcibly().waitFor();
              throw new IOException("its process was killed");
            })) {
      Process started = start(folder, project, proxy);
      process.complete(started);
      run = new CommandRun(started.waitFor(), "", "killed");
      if (run.code() != KILLED && (run.code() != 0 || proxy.struck())) {
        wrong.add("the process was not killed, and ended with " + run.code());
      }
    }
    afterwards(project, run, wrong);
    CommandRun again = project.migrateIn(project.url(), "--wait", "60s", "--take-over");
    finished(project, again, wrong);
    if (!wrong.isEmpty()) {
      wrong.add("first run: " + run + "; second: " + again);
    }
    return wrong;
  }

  /// The same with a process of its own that is frozen at the point. Every limit passes meanwhile:
  /// the server has ended all its sessions, and another run has done the work. Then it wakes.
  List<String> wrongAfterFreezing(Path folder, EmbeddedPostgres server, Point point)
      throws Exception {
    MigratedProject project = project(folder, server);
    List<String> wrong = new ArrayList<>();
    CompletableFuture<Process> process = new CompletableFuture<>();
    CompletableFuture<CommandRun> other = new CompletableFuture<>();
    try (CuttingProxy proxy =
        CuttingProxy.start(
            server.port(),
            point,
            Fault.ON_SERVER,
            ignored -> {
              signal(process.get(), "STOP");
              try {
                project.query(
                    "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
                other.complete(project.migrateIn(project.url(), "--wait", "60s", "--take-over"));
              } catch (Exception e) {
                other.completeExceptionally(e);
              } finally {
                signal(process.get(), "CONT");
              }
            })) {
      Process started = start(folder, project, proxy);
      process.complete(started);
      CommandRun woken = new CommandRun(started.waitFor(), "", "frozen and woken");
      if (proxy.struck()) {
        finished(project, other.get(), wrong);
      }
      afterwards(project, woken, wrong);
    }
    CommandRun again = project.migrateIn(project.url(), "--wait", "60s", "--take-over");
    finished(project, again, wrong);
    return wrong;
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  private static Process start(Path folder, MigratedProject project, CuttingProxy proxy)
      throws IOException {
    return new ProcessBuilder(
            ProductClasses.command(
                Main.class.getName(),
                "migrate",
                folder.toString(),
                project.url(proxy.port()) + PLAIN,
                "--timeout",
                "2"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  static CommandRun migrate(MigratedProject project, int port) {
    return project.migrateIn(project.url(port) + PLAIN, "--timeout", "2", "--wait", "5s");
  }

  /// What must hold after a run that something happened to.
  ///
  /// @return how many migrations are recorded
  int afterwards(MigratedProject project, CommandRun run, List<String> wrong) throws Exception {
    await(project);
    int all = 0;
    for (int file = 1; file <= 3; file++) {
      boolean recorded =
          project.has("migration_sentry_migrations")
              && project
                  .query(
                      "select count(*) from migration_sentry_migrations where filename = '"
                          + name(file)
                          + "'")
                  .equals("1");
      all += recorded ? 1 : 0;
      for (int row : rows(file)) {
        int count = count(project, row);
        if (count > 1) {
          wrong.add(row + " ran " + count + " times");
        }
        if (isAtomic(file) && recorded != (count == 1)) {
          wrong.add(name(file) + (recorded ? " is recorded and did not run" : " ran unrecorded"));
        }
        if (!isAtomic(file) && recorded && count != 1) {
          wrong.add(name(file) + " is recorded and " + row + " is not there");
        }
      }
      if (!isAtomic(file)) {
        boolean index = project.has("runs_n");
        if (recorded && !isValid(project)) {
          wrong.add(name(file) + " is recorded and its index is not valid");
        }
        boolean named =
            project.has("migration_sentry_progress")
                && !project.query("select count(*) from migration_sentry_progress").equals("0");
        if (!recorded && index && !named) {
          wrong.add("there is an index, and nothing is recorded of it");
        }
      }
    }
    if (run.code() == 0 && all < 3) {
      wrong.add("success was reported with " + all + " migrations");
    }
    if (run.code() != 0 && run.err().isBlank() && run.out().isBlank()) {
      wrong.add("nothing was said");
    }
    if ((run.out() + run.err()).contains("fault of the program")) {
      wrong.add("the program has failed");
    }
    return all;
  }

  /// What must hold after the run that follows.
  void finished(MigratedProject project, CommandRun again, List<String> wrong) throws Exception {
    if (again.code() != 0) {
      wrong.add("the next run ends with " + again.code());
      return;
    }
    for (int file = 1; file <= 3; file++) {
      for (int row : rows(file)) {
        if (count(project, row) != 1) {
          wrong.add("in the end " + row + " has run " + count(project, row) + " times");
        }
      }
    }
    if (this != TRANSACTIONAL && !isValid(project)) {
      wrong.add("in the end the index is not valid");
    }
    if (!project.query("select count(*) from migration_sentry_migrations").equals("3")) {
      wrong.add("in the end not all is recorded");
    }
    if (project.has("migration_sentry_progress")
        && !project.query("select count(*) from migration_sentry_progress").equals("0")) {
      wrong.add("in the end there is progress left");
    }
  }

  private static int count(MigratedProject project, int row) throws Exception {
    return project.has("runs")
        ? Integer.parseInt(project.query("select count(*) from runs where n = " + row))
        : 0;
  }

  private static boolean isValid(MigratedProject project) throws Exception {
    return project
        .query("select indisvalid from pg_index where indexrelid = to_regclass('runs_n')")
        .equals("t");
  }

  /// Waits until the server is there, and does nothing any more for the run.
  private static void await(MigratedProject project) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < end) {
      try {
        String busy =
            project.query(
                "select count(*) from pg_stat_activity where datname = current_database()"
                    + " and application_name like 'migration-sentry%' and state <> 'idle'");
        if (busy.equals("0")) {
          return;
        }
      } catch (java.sql.SQLException starting) {
        // It is asked again.
      }
      Thread.onSpinWait();
    }
  }
}
