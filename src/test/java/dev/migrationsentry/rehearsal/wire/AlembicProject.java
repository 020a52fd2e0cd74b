package dev.migrationsentry.rehearsal.wire;

import dev.migrationsentry.catalog.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A project with Alembic revisions in a folder, run by the Alembic of the machine.
///
/// @param folder where it is
record AlembicProject(Path folder) {
  /// The Python that has Alembic and a driver for PostgreSQL, if there is one: Debian's packages
  /// `alembic` and `python3-psycopg2`.
  static Optional<String> python() {
    return List.of("/usr/bin/python3", "python3").stream().filter(AlembicProject::has).findFirst();
  }

  private static boolean has(String python) {
    try {
      return new ProcessBuilder(python, "-c", "import alembic, psycopg2")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Writes a project.
  ///
  /// @param bodies what the `upgrade` of each revision does; revision `r1` first
  static AlembicProject write(Path folder, List<String> bodies) throws IOException {
    Path versions = Files.createDirectories(folder.resolve("migrations/versions"));
    Files.writeString(folder.resolve("alembic.ini"), "[alembic]\nscript_location = migrations\n");
    Files.writeString(
        folder.resolve("migrations/env.py"),
        """
        import os
        from alembic import context
        from sqlalchemy import create_engine, pool

        engine = create_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)
        with engine.connect() as connection:
            context.configure(connection=connection)
            with context.begin_transaction():
                context.run_migrations()
        """);
    for (int at = 0; at < bodies.size(); at++) {
      String before = at == 0 ? "None" : "'r" + at + "'";
      String body = bodies.get(at).strip().indent(4);
      Files.writeString(
          versions.resolve("r" + (at + 1) + ".py"),
          """
          from alembic import op
          import sqlalchemy as sa

          revision = 'r%d'
          down_revision = %s
          branch_labels = None
          depends_on = None


          def upgrade():
          %s

          def downgrade():
              pass
          """
              .formatted(at + 1, before, body));
    }
    return new AlembicProject(folder);
  }

  /// Runs `alembic upgrade head`.
  ///
  /// @param parameters more parameters of the URL, such as `?sslmode=require`
  /// @return its exit code
  int upgrade(String python, DatabaseUrl database, String parameters)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(python, "-m", "alembic", "upgrade", "head")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("DATABASE_URL", database.withSecret() + parameters);
    return builder.start().waitFor();
  }

  /// What it printed last.
  String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }
}
