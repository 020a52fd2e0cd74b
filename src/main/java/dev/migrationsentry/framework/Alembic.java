package dev.migrationsentry.framework;

import dev.migrationsentry.framework.Sighting.Certainty;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.TransactionMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Alembic and Flask-Migrate: Python files that name their parents, all pending ones in one
/// transaction unless `env.py` says `transaction_per_migration=True` (Alembic's
/// `alembic/script/base.py`, `alembic/script/revision.py` and `alembic/runtime/migration.py`).
final class Alembic implements Framework {
  private static final Runner RUNNER =
      new Runner(
          "alembic",
          "Alembic",
          OrderBy.GRAPH,
          TransactionMode.PER_RUN,
          false,
          "put \"with op.get_context().autocommit_block():\" around the statement",
          "only warns that the revision \"is present more than once\": the file that it loads last"
              + " wins, the other one never runs. \"alembic upgrade head\" then refuses with"
              + " \"Multiple head revisions are present\"",
          ConnectionReset.NOTHING,
          List.of());

  @Override
  public Runner runner() {
    return RUNNER;
  }

  @Override
  public String pattern() {
    return "alembic: alembic.ini with a script_location, or env.py beside versions/*.py";
  }

  @Override
  public @Nullable Sighting sight(Folder folder, Project project, boolean named) {
    AlembicEnvironment environment = project.alembic().at(folder);
    return environment == null
        ? null
        : Sighting.of(
            this,
            common(environment.versions(), project),
            environment.versions(),
            Certainty.MARKED);
  }

  /// The folder that holds all of some folders.
  private static Folder common(List<Folder> folders, Project project) {
    Folder common = folders.getFirst();
    for (Folder folder : folders) {
      while (!Project.isWithin(folder, common)) {
        Folder parent = project.parent(common);
        common = parent == null ? project.root() : parent;
      }
    }
    return common;
  }

  @Override
  public History read(Sighting sighting, Project project) {
    AlembicEnvironment environment = project.alembic().at(sighting.folders().getFirst());
    if (environment == null) {
      return new History(sighting.shown(), RUNNER, List.of(), List.of(), List.of(), null);
    }
    return new AlembicReader(project, environment, RUNNER).read(sighting.shown());
  }
}
