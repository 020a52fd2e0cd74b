package dev.migrationsentry.alembic;

import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Link;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.program.Modules;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.python.PythonReader;
import dev.migrationsentry.python.ast.Constant;
import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.timeline.Replay;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Replays folders of revisions outside of the repository and prints what was not understood, and
/// what fails: `ROOT VERSIONS [MODULE-ROOT] …` with the options `--fails`, `--opaque N`, `--from
/// REVISION`, `--prelude FILE`.
final class CorpusRun {
  private CorpusRun() {}

  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    Path versions = root.resolve(arguments[1]);
    int shown = 15;
    boolean fails = false;
    boolean unknowns = false;
    boolean print = false;
    String only = "";
    World world = World.empty(15);
    List<String> from = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--fails" -> fails = true;
        case "--unknown" -> unknowns = true;
        case "--print" -> {
          print = true;
          only = arguments[++i];
        }
        case "--opaque" -> shown = Integer.parseInt(arguments[++i]);
        case "--from" -> from.add(arguments[++i]);
        case "--prelude" ->
            world =
                world.after(
                    SqlReader.read(
                        new SourceFile("prelude.sql", Files.readString(Path.of(arguments[++i])))));
        default -> throw new IllegalArgumentException(arguments[i]);
      }
    }
    History history = history(root, versions);
    World start = from.isEmpty() ? world : world.at(history, from);
    long began = System.nanoTime();
    if (unknowns) {
      System.out.println("  uncertain: " + start.database().schema().uncertainNames());
    }
    List<Step> steps = new ArrayList<>();
    Timeline timeline = Replay.of(history, start, (step, soFar) -> steps.add(step));
    long took = (System.nanoTime() - began) / 1_000_000;
    report(root, history, timeline, steps, took, shown, fails, unknowns, print, only);
  }

  private static void report(
      Path root,
      History history,
      Timeline timeline,
      List<Step> steps,
      long took,
      int shown,
      boolean fails,
      boolean unknowns,
      boolean print,
      String only) {
    Map<String, Integer> reasons = new TreeMap<>();
    Map<String, String> example = new HashMap<>();
    int statements = 0;
    int opaque = 0;
    int unknown = 0;
    for (var sent : timeline.sent()) {
      for (var statement : sent.statements()) {
        statements++;
        if (print && statement.span().file().path().contains(only)) {
          System.out.println(statement.span().line() + ": " + statement.span().text().strip());
        }
        if (statement instanceof Opaque one && one.failure() == null) {
          opaque++;
          String reason =
              one.reason().length() > 110 ? one.reason().substring(0, 110) : one.reason();
          reasons.merge(reason, 1, Integer::sum);
          example.put(reason, one.span().toString());
        }
      }
    }
    int failed = 0;
    for (Step step : steps) {
      if (step.outcome() instanceof Outcome.Unknown(String why, var after, var changes)) {
        unknown++;
        if (unknowns) {
          System.out.println("  ? " + step.statement().span() + " " + why + " | " + first(step));
        }
      }
      if (step.outcome() instanceof Outcome.Fails(ServerError error)) {
        failed++;
        if (fails) {
          System.out.println(
              "  "
                  + (step.followUp() ? "(follow-up) " : "")
                  + step.statement().span()
                  + " "
                  + error.sqlState()
                  + " "
                  + error.message()
                  + " | "
                  + first(step));
        }
      }
    }
    System.out.printf(
        "%-18s %4d revisions %5d statements %5d not understood %5d unpredictable %4d failing  %.1f %% understood  %d ms%n",
        root.getFileName(),
        history.migrations().size(),
        statements,
        opaque,
        unknown,
        failed,
        statements == 0 ? 0.0 : 100.0 * (statements - opaque) / statements,
        took);
    reasons.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(shown)
        .forEach(each ->
            System.out.println(
                "    "
                    + each.getValue()
                    + " × "
                    + each.getKey()
                    + "   ("
                    + example.get(each.getKey())
                    + ")"));
  }

  private static String first(Step step) {
    String text = step.statement().span().text().strip().replace('\n', ' ');
    return text.length() > 100 ? text.substring(0, 100) : text;
  }

  static History history(Path root, Path versions) throws IOException {
    List<Revision> revisions = new ArrayList<>();
    Map<String, Module> modules = new LinkedHashMap<>();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(versions)) {
      files = walk.filter(path -> path.toString().endsWith(".py")).sorted().toList();
    }
    for (Path file : files) {
      SourceFile source = new SourceFile(root.relativize(file).toString(), Files.readString(file));
      Module module = PythonReader.read(source);
      if (module.failure() != null) {
        System.out.println("  broken: " + file + " " + module.failure());
        continue;
      }
      Revision revision = revision(module);
      if (revision != null) {
        revisions.add(revision);
        modules.put(revision.id(), module);
      }
    }
    Modules repository = files(root);
    RevisionGraph graph = RevisionGraph.of(revisions, List.of(), List.of());
    Map<String, List<Value.Text>> ledger = Ledger.along(graph, null, "alembic_version");
    Runner runner =
        new Runner(
                "alembic",
                "Alembic",
                OrderBy.GRAPH,
                TransactionMode.PER_RUN,
                false,
                "",
                "",
                ConnectionReset.NOTHING,
                List.of())
            .recordingIn(
                "create table if not exists alembic_version (version_num varchar(32) not null, constraint alembic_version_pkc primary key (version_num));");
    List<Migration> migrations = new ArrayList<>();
    CreatedTypes createdTypes = new CreatedTypes();
    for (Revision revision : graph.order()) {
      Module module = Objects.requireNonNull(modules.get(revision.id()));
      migrations.add(
          new Migration(
              revision.id(),
              revision.title(),
              MigrationKind.VERSIONED,
              null,
              revision.parentIds(),
              new Script(
                  module.span(),
                  new RevisionProgram(
                      module,
                      "upgrade",
                      ledger.getOrDefault(revision.id(), List.of()),
                      repository,
                      createdTypes)),
              null,
              TransactionMode.PER_RUN,
              null,
              null));
    }
    return new History("versions", runner, migrations, List.of(), List.of(), null, graph);
  }

  static Modules files(Path root) {
    Map<String, Module> read = new HashMap<>();
    return new Modules() {
      @Override
      public @Nullable Module module(String name) {
        return read.computeIfAbsent(
            name,
            asked -> {
              SourceFile file = source(asked);
              return file == null ? null : PythonReader.read(file);
            });
      }

      private @Nullable SourceFile source(String name) {
        for (String prefix : List.of("", "backend/", "src/")) {
          String path = prefix + name.replace('.', '/');
          SourceFile found = file(path + ".py");
          found = found == null ? file(path + "/__init__.py") : found;
          if (found != null) {
            return found;
          }
        }
        return null;
      }

      @Override
      public @Nullable SourceFile file(String path) {
        Path file = root.resolve(path);
        try {
          return Files.isRegularFile(file) ? new SourceFile(path, Files.readString(file)) : null;
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  private static @Nullable Revision revision(Module module) {
    Constant.StringConstant id = null;
    List<Link> parents = new ArrayList<>();
    List<Link> dependencies = new ArrayList<>();
    for (var statement : module.body()) {
      List<Expression> targets = List.of();
      Expression value = null;
      if (statement instanceof dev.migrationsentry.python.ast.Statement.Assign assign) {
        targets = assign.targets();
        value = assign.value();
      } else if (statement
          instanceof dev.migrationsentry.python.ast.Statement.AnnotatedAssign assign) {
        targets = List.of(assign.target());
        value = assign.value();
      }
      for (Expression target : targets) {
        if (!(target instanceof Expression.Name name) || value == null) {
          continue;
        }
        switch (name.identifier()) {
          case "revision" -> id = value instanceof Constant.StringConstant string ? string : null;
          case "down_revision" -> links(value, parents);
          case "depends_on" -> links(value, dependencies);
          default -> {}
        }
      }
    }
    return id == null
        ? null
        : new Revision(
            id.value(),
            module.span().file().path(),
            "",
            parents,
            dependencies,
            List.of(),
            id.span(),
            List.of());
  }

  private static void links(Expression value, List<Link> links) {
    switch (value) {
      case Constant.StringConstant string -> links.add(new Link(string.value(), string.span()));
      case Expression.TupleDisplay tuple -> tuple.elements().forEach(each -> links(each, links));
      case Expression.ListDisplay list -> list.elements().forEach(each -> links(each, links));
      default -> {}
    }
  }
}
