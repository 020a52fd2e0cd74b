package dev.migrationsentry.cli;

import dev.migrationsentry.server.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/// A project whose migrations pass through the gate, and the database that they are for.
abstract class GatedFolder {
  /// The project's folder.
  @TempDir Path folder;

  /// What the gate finds in its environment.
  final Map<String, String> environment = new HashMap<>(System.getenv());

  /// Makes a database and points the environment to it.
  final void database(EmbeddedPostgres server, String name) throws Exception {
    server.createDatabase(name);
    environment.put(
        "DATABASE_URL",
        "postgresql://postgres:" + server.password() + "@127.0.0.1:" + server.port() + "/" + name);
  }

  /// Runs the gate.
  ///
  /// @param options ours
  /// @param command what stands behind `--`
  final CommandRun gate(List<String> options, String... command) {
    List<String> words = new ArrayList<>(List.of("gate", folder.toString()));
    words.addAll(options);
    words.add("--");
    words.addAll(List.of(command));
    return CommandRun.of(environment, words.toArray(String[]::new));
  }

  /// Runs the gate with a shell script as the command.
  final CommandRun script(String script, String... options) {
    return gate(List.of(options), "sh", "-c", script);
  }

  /// Writes a file of the project.
  final void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /// Whether a process lives whose number a file of the project holds.
  final boolean isAlive(String file) throws IOException {
    String number = Files.readString(folder.resolve(file)).strip();
    Path state = Path.of("/proc", number, "stat");
    // One that ended and that nobody has asked about yet is still listed.
    return Files.exists(state) && !Files.readString(state).contains(") Z ");
  }

  /// A project of Alembic with a first revision.
  final void alembic() throws Exception {
    RehearsedProject.needs("/usr/bin/python3", "-c", "import alembic, psycopg2");
    write("alembic.ini", "[alembic]\nscript_location = migrations\n");
    write(
        "migrations/env.py",
        """
        import os
        from alembic import context
        from sqlalchemy import create_engine

        with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
            context.configure(connection=connection)
            with context.begin_transaction():
                context.run_migrations()
        """);
    revision(
        "a1",
        null,
        "op.create_table('orders', sa.Column('id', sa.Integer, primary_key=True), sa.Column('state', sa.String(20)))");
  }

  final void revision(String id, @Nullable String before, String upgrade) throws IOException {
    write(
        "migrations/versions/" + id + "_step.py",
        """
        import sqlalchemy as sa
        from alembic import op

        revision = "%s"
        down_revision = %s


        def upgrade():
            %s


        def downgrade():
            pass
        """
            .formatted(id, before == null ? "None" : "\"" + before + "\"", upgrade));
  }

  /// The command of Alembic with some words behind it.
  static String[] alembic(String... words) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-m", "alembic"));
    command.addAll(List.of(words));
    return command.toArray(String[]::new);
  }

  static void run(EmbeddedPostgres server, String database, String... statements) throws Exception {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  static @Nullable String ask(EmbeddedPostgres server, String database, String query)
      throws Exception {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }
}
