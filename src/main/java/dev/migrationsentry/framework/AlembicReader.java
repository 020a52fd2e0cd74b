package dev.migrationsentry.framework;

import dev.migrationsentry.alembic.CreatedTypes;
import dev.migrationsentry.alembic.Ledger;
import dev.migrationsentry.alembic.RevisionProgram;
import dev.migrationsentry.migration.BrokenRevision;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ignored;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.Note;
import dev.migrationsentry.migration.NoteKind;
import dev.migrationsentry.migration.Program;
import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.migration.Unresolved;
import dev.migrationsentry.program.Modules;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.Quoting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads the revisions of one Alembic environment and puts them in the order of an upgrade.
final class AlembicReader {
  /// Words in the names of folders that keep what is no longer used.
  private static final List<String> RETIRED =
      List.of("archive", "old", "disabled", "deprecated", "backup", "unused", "obsolete");

  private final Project project;
  private final AlembicEnvironment environment;
  private final Runner habits;
  private final List<Note> notes = new ArrayList<>();
  private final List<Ignored> ignored = new ArrayList<>();

  AlembicReader(Project project, AlembicEnvironment environment, Runner habits) {
    this.project = project;
    this.environment = environment;
    this.habits = habits;
  }

  History read(String shown) {
    List<AlembicFile> files =
        load(AlembicEnvironments.walked(environment, environment.recursive()));
    files.addAll(below(files));
    RevisionGraph graph = graph(files);
    AlembicContext context = context();
    Runner runner =
        habits
            .running(
                context.transactionPerMigration()
                    ? TransactionMode.PER_MIGRATION
                    : habits.transaction())
            .recordingIn(ledger(context));
    Map<String, AlembicFile> modules = new HashMap<>();
    files.forEach(file -> modules.put(file.module().span().file().path(), file));
    Map<String, List<Value.Text>> ledger =
        runner.ledger().isEmpty()
            ? Map.of()
            : Ledger.along(graph, context.versionTableSchema(), context.versionTable());
    Modules imported = new AlembicModules(project, environment);
    CreatedTypes createdTypes = new CreatedTypes();
    List<Migration> migrations = new ArrayList<>();
    for (Revision revision : graph.order()) {
      AlembicFile file = modules.get(revision.path());
      if (file != null) {
        Program program =
            new RevisionProgram(
                file.module(),
                "upgrade",
                ledger.getOrDefault(revision.id(), List.of()),
                imported,
                createdTypes);
        migrations.add(migration(revision, runner, new Script(file.module().span(), program)));
      }
    }
    sayUnordered(graph);
    return new History(shown, runner, migrations, notes, ignored, null, graph);
  }

  private List<AlembicFile> load(List<Folder> folders) {
    record Source(Folder folder, String name) {}
    List<Source> sources = new ArrayList<>();
    for (Folder folder : folders) {
      for (String name : folder.files()) {
        if (AlembicEnvironments.isLoaded(name)) {
          sources.add(new Source(folder, name));
        } else if (environment.setting("sourceless", "").equals("true") && name.endsWith(".pyc")) {
          ignored.add(new Ignored(folder.pathOf(name), "is compiled; its source is needed"));
        }
      }
    }
    return new ArrayList<>(
        sources.parallelStream()
            .map(source -> load(source.folder().pathOf(source.name()), source.name()))
            .toList());
  }

  private AlembicFile load(String path, String name) {
    LoadedText loaded = project.take(path);
    SourceFile file = new SourceFile(path, loaded.text());
    if (!loaded.isReadable()) {
      return AlembicFile.undecodable(name, file, loaded.problem());
    }
    if (!loaded.notUtf8().isEmpty() && !namesItsEncoding(loaded.text())) {
      return AlembicFile.undecodable(name, file, loaded.notUtf8());
    }
    return AlembicFile.read(name, file);
  }

  /// Whether one of the first two lines is a comment that names an encoding (PEP 263).
  private static boolean namesItsEncoding(String text) {
    return text.lines().limit(2).anyMatch(line -> line.startsWith("#") && line.contains("coding"));
  }

  /// The revisions in folders below the ones that Alembic is configured to read: they belong to the
  /// history when the project's own code sets the locations, or when a revision names one of them
  /// as its parent.
  private List<AlembicFile> below(List<AlembicFile> files) {
    if (environment.recursive()) {
      return List.of();
    }
    List<Folder> inside = new ArrayList<>(AlembicEnvironments.walked(environment, true));
    inside.removeAll(AlembicEnvironments.walked(environment, false));
    inside.removeIf(folder -> folder.files().stream().noneMatch(AlembicEnvironments::isLoaded));
    if (inside.isEmpty()) {
      return List.of();
    }
    List<AlembicFile> more = load(inside);
    if (files.isEmpty() || setsLocations() || continues(graph(files), more)) {
      return more;
    }
    for (Folder folder : inside) {
      ignored.add(
          new Ignored(
              folder.path(),
              "holds revisions that Alembic does not load: recursive_version_locations is not set"));
    }
    return List.of();
  }

  /// Whether revisions in folders below belong to a graph: one of them is missing in it, or they
  /// follow it without claiming its ids. Nobody puts what is retired below and lets it follow.
  private static boolean continues(RevisionGraph graph, List<AlembicFile> more) {
    Set<String> missing = new HashSet<>();
    graph.missing().forEach(reference -> missing.add(reference.link().to()));
    boolean follows = false;
    for (AlembicFile file : more) {
      Revision revision = file.revision();
      if (revision == null) {
        continue;
      }
      if (missing.contains(revision.id())) {
        return true;
      }
      if (graph.revision(revision.id()) != null || isRetired(revision.path())) {
        return false;
      }
      for (String parent : revision.parentIds()) {
        follows |= graph.revision(parent) != null;
      }
    }
    return follows;
  }

  private static boolean isRetired(String path) {
    for (String name : path.toLowerCase(Locale.ROOT).split("/", -1)) {
      for (String word : RETIRED) {
        if (name.contains(word)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether Python code beside `env.py`, or one folder above it, sets the locations.
  private boolean setsLocations() {
    String script = environment.script();
    if (script == null) {
      return true;
    }
    for (Folder folder : project.folders()) {
      boolean near =
          folder.path().equals(script)
              || (script.startsWith(folder.path().isEmpty() ? "" : folder.path() + "/")
                  && script.indexOf('/', folder.path().length() + 1) < 0);
      if (near) {
        for (String name : folder.files()) {
          if (name.endsWith(".py")
              && project.load(folder.pathOf(name)).text().contains("version_locations")) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static RevisionGraph graph(List<AlembicFile> files) {
    List<Revision> revisions = new ArrayList<>();
    List<BrokenRevision> broken = new ArrayList<>();
    List<Unresolved> unresolved = new ArrayList<>();
    for (AlembicFile file : files) {
      Revision revision = file.revision();
      if (revision != null) {
        revisions.add(revision);
      }
      BrokenRevision fault = file.broken();
      if (fault != null) {
        broken.add(fault);
      }
      Unresolved open = file.unresolved();
      if (open != null) {
        unresolved.add(open);
      }
    }
    return RevisionGraph.of(revisions, broken, unresolved);
  }

  private AlembicContext context() {
    String path = environment.beside("env.py");
    if (path == null) {
      return AlembicContext.USUAL;
    }
    LoadedText loaded = project.load(path);
    SourceFile file = new SourceFile(path, loaded.text());
    AlembicContext context = AlembicContext.of(file);
    for (AlembicContext.Unclear open : context.unresolved()) {
      if (open.name().equals("transaction_per_migration")) {
        notes.add(
            new Note(
                NoteKind.HINT,
                List.of(open.where()),
                path
                    + " sets transaction_per_migration to something that only run time knows: "
                    + open.why()
                    + "; one transaction for all is assumed"));
      }
    }
    return context;
  }

  /// The table in which Alembic records the current revisions (`MigrationContext._version` in
  /// `alembic/runtime/migration.py`); empty where it lies in a schema of its own, which has to be
  /// there before.
  private static String ledger(AlembicContext context) {
    String schema = context.versionTableSchema();
    if (schema != null && !schema.equals("public")) {
      return "";
    }
    return "create table if not exists "
        + Quoting.name(context.versionTable())
        + " (version_num varchar(32) not null, constraint "
        + Quoting.name(context.versionTable() + "_pkc")
        + " primary key (version_num));";
  }

  private static Migration migration(Revision revision, Runner runner, Script script) {
    return new Migration(
        revision.id(),
        revision.title(),
        MigrationKind.VERSIONED,
        null,
        revision.parentIds(),
        script,
        null,
        runner.transaction(),
        null,
        null);
  }

  private void sayUnordered(RevisionGraph graph) {
    Set<String> unordered = graph.unordered();
    if (unordered.isEmpty()) {
      return;
    }
    List<String> titles = new ArrayList<>();
    for (Revision revision : graph.revisions()) {
      if (unordered.contains(revision.id())) {
        titles.add(revision.title());
      }
    }
    Revision first = graph.revision(unordered.iterator().next());
    if (first != null) {
      String shown = String.join(", ", titles.subList(0, Math.min(3, titles.size())));
      notes.add(
          new Note(
              NoteKind.REFUSED,
              List.of(first.where()),
              (titles.size() == 1
                      ? "1 revision has no place in the order and is not replayed: "
                      : titles.size()
                          + " revisions have no place in the order and are not replayed: ")
                  + shown
                  + (titles.size() > 3 ? ", …" : "")));
    }
  }
}
