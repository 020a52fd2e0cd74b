package dev.migrationsentry.rehearsal.wire;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Prints what tracing costs: `alembic upgrade head` of many small revisions, directly and through
/// the proxy at both levels, from an empty database and from one with 150 tables.
final class TraceCost {
  private static final int REVISIONS = 434;
  private static final int TABLES = 150;
  private static final int RUNS = 5;

  private TraceCost() {}

  static void main() throws Exception {
    String python = AlembicProject.python().orElseThrow();
    try (EmbeddedPostgres server = TestServers.start(18)) {
      int run = 0;
      for (boolean filled : List.of(false, true)) {
        AlembicProject project =
            AlembicProject.write(Files.createTempDirectory("trace-cost"), revisions(filled));
        double direct = Double.MAX_VALUE;
        double statements = Double.MAX_VALUE;
        double effects = Double.MAX_VALUE;
        for (int round = 0; round < RUNS; round++) {
          direct = Math.min(direct, seconds(project, python, prepared(server, ++run, filled)));
          statements =
              Math.min(
                  statements,
                  traced(project, python, prepared(server, ++run, filled), TraceLevel.STATEMENTS));
          effects =
              Math.min(
                  effects,
                  traced(project, python, prepared(server, ++run, filled), TraceLevel.EFFECTS));
        }
        IO.println(
            String.format(
                Locale.ROOT,
                "%d revisions, %s: direct %.2f s, statements %.2f s (x%.2f), effects %.2f s (x%.2f)",
                REVISIONS,
                filled ? TABLES + " tables before, which they change" : "empty before",
                direct,
                statements,
                statements / direct,
                effects,
                effects / direct));
      }
    }
  }

  private static double traced(
      AlembicProject project, String python, DatabaseUrl database, TraceLevel level)
      throws Exception {
    try (WireProxy proxy =
        WireProxy.start(database, TraceSettings.FULL.at(level), TraceCost::ignore)) {
      return seconds(project, python, proxy.url());
    }
  }

  private static void ignore(TraceEvent event) {
    if (event instanceof TraceGap gap) {
      throw new IllegalStateException(gap.reason());
    }
  }

  private static double seconds(AlembicProject project, String python, DatabaseUrl database)
      throws Exception {
    long start = System.nanoTime();
    if (project.upgrade(python, database, "") != 0) {
      throw new IllegalStateException(project.output());
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static DatabaseUrl prepared(EmbeddedPostgres server, int run, boolean filled)
      throws Exception {
    String name = "cost" + run;
    server.createDatabase(name);
    if (filled) {
      try (Connection connection = server.connect(name);
          Statement statement = connection.createStatement()) {
        for (int table = 0; table < TABLES; table++) {
          statement.execute("create table t" + table + " (id int primary key, a text)");
        }
      }
    }
    return server.address(name);
  }

  /// Tables with an index, columns, and rows, in turn; new tables or those that are there.
  private static List<String> revisions(boolean filled) {
    List<String> bodies = new ArrayList<>();
    for (int at = 0; at < REVISIONS; at++) {
      int table = at / 4 % TABLES;
      bodies.add(
          switch (at % 4) {
            case 0 ->
                filled
                    ? "op.add_column('t%d', sa.Column('c', sa.Integer))".formatted(table)
                    : "op.create_table('t%d', sa.Column('id', sa.Integer), sa.Column('a', sa.Text))"
                        .formatted(table);
            case 1 -> "op.add_column('t%d', sa.Column('b', sa.Integer))".formatted(table);
            case 2 -> "op.create_index('i%d', 't%d', ['b'])".formatted(table, table);
            default -> "op.execute('update t%d set a = 1')".formatted(table);
          });
    }
    return bodies;
  }
}
