package dev.migrationsentry.framework;

import dev.migrationsentry.migration.History;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds and reads all histories of a project.
public final class Histories {
  private final Project project;
  private final List<Sighting> sightings = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final Map<String, Integer> inTests = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final @Nullable Framework wanted;
  private int folders;

  private Histories(Project project, @Nullable Framework wanted) {
    this.project = project;
    this.wanted = wanted;
  }

  /// Looks through a project and reads what is there.
  ///
  /// @throws IllegalArgumentException when `options` name a framework that is not known; the
  ///   message is a sentence for people
  public static Discovery find(ProjectFiles files, Options options) {
    Framework wanted = null;
    if (options.framework() != null) {
      wanted = Frameworks.named(options.framework());
      if (wanted == null) {
        throw new IllegalArgumentException(
            "There is no framework "
                + options.framework()
                + ". Known are: "
                + String.join(", ", Frameworks.names())
                + ".");
      }
    }
    Project project = new Project(files, options);
    Histories search = new Histories(project, wanted);
    search.visit(project.root(), "", null);
    search.sayTests();
    if (wanted == null) {
      search.leftOut.addAll(project.alembic().lost());
    }
    if (search.sightings.isEmpty()) {
      search.lastResort();
    }
    List<History> histories = new ArrayList<>();
    for (Sighting sighting : search.sightings) {
      History history = sighting.framework().read(sighting, project);
      if (!history.isEmpty() && histories.stream().noneMatch(other -> isPartOf(history, other))) {
        histories.add(history);
      }
    }
    search.leftOut.addAll(files.unseen());
    if (histories.isEmpty()) {
      List<Framework> looked = wanted == null ? Frameworks.ALL : List.of(wanted);
      return new Discovery.Nothing(
          files.shownRoot(),
          search.folders,
          looked.stream().map(Framework::pattern).toList(),
          search.leftOut,
          files.skipped());
    }
    return new Discovery.Found(
        SchemaSources.attach(project, histories), search.leftOut, files.skipped());
  }

  /// Whether a history is one that was found already, by another way to its folder: by a
  /// configuration file and by the layout.
  private static boolean isPartOf(History history, History other) {
    return history.framework().equals(other.framework())
        && !history.migrations().isEmpty()
        && paths(other).containsAll(paths(history));
  }

  private static Set<String> paths(History history) {
    Set<String> paths = new HashSet<>();
    history.migrations().forEach(migration -> paths.add(migration.file().path()));
    return paths;
  }

  /// Looks at a folder and at those below it.
  ///
  /// @param test the folder above that holds tests, or an empty text
  /// @param inside the history that was recognised in a folder above, or null
  private void visit(Folder folder, String test, @Nullable Sighting inside) {
    folders++;
    Sighting sighting = taken.contains(folder.path()) ? null : best(folder);
    if (sighting == null && wanted == null && !taken.contains(folder.path())) {
      String code = CodeHistories.in(folder);
      if (!code.isEmpty()) {
        leaveOut(folder.shown(), code, test);
      }
    }
    Sighting around = inside;
    if (sighting != null) {
      String why = whyNot(sighting, inside);
      if (!test.isEmpty() && wanted == null) {
        leaveOut(sighting.shown(), why, test);
      } else if (why.isEmpty()) {
        sightings.add(sighting);
        around = sighting;
      } else {
        leftOut.add(new LeftOut(sighting.shown(), why));
      }
      for (Folder one : sighting.folders()) {
        taken.add(one.path());
      }
      if (ownsAllBelow(sighting)) {
        return;
      }
    }
    for (Folder below : folder.folders()) {
      boolean opens = test.isEmpty() && SkippedFolders.isForTests(below.name());
      visit(below, opens ? below.path() : test, around);
    }
  }

  /// Notes a folder that is not checked; those inside of a folder for tests count as one.
  private void leaveOut(String path, String why, String test) {
    if (test.isEmpty()) {
      leftOut.add(new LeftOut(path, why));
    } else {
      inTests.merge(test, 1, Integer::sum);
    }
  }

  private void sayTests() {
    inTests.forEach((test, count) ->
        leftOut.add(
            new LeftOut(
                test,
                "holds "
                    + (count == 1 ? "a history" : count + " histories")
                    + " for tests; name the folder to check it")));
  }

  /// Whether the folders below are parts of the history itself, one for each migration.
  private static boolean ownsAllBelow(Sighting sighting) {
    return sighting.framework() instanceof Prisma
        || sighting.framework() instanceof Diesel
        || sighting.framework() instanceof Pop;
  }

  private @Nullable Sighting best(Folder folder) {
    if (wanted != null) {
      return wanted.sight(folder, project, true);
    }
    Sighting best = null;
    for (Framework framework : Frameworks.ALL) {
      Sighting sighting = framework.sight(folder, project, false);
      if (sighting != null
          && (best == null || sighting.certainty().compareTo(best.certainty()) > 0)) {
        best = sighting;
      }
    }
    return best;
  }

  /// Why a recognised history is not checked, or an empty text.
  private String whyNot(Sighting sighting, @Nullable Sighting inside) {
    if (wanted != null) {
      return "";
    }
    String provider = Prisma.provider(sighting.folder(), project);
    if (!provider.isEmpty()) {
      return provider.equals("postgresql") || provider.equals("postgres")
          ? ""
          : "is for " + provider + " (" + Prisma.LOCK + ")";
    }
    String path = sighting.folders().getFirst().path();
    String engine =
        path.isEmpty() ? Engines.foreign(sighting.folder().name()) : Engines.foreignInPath(path);
    if (!engine.isEmpty()) {
      return "is for " + engine;
    }
    if (sighting.notChecked() != null) {
      return sighting.notChecked();
    }
    if (inside != null && sighting.certainty() == Sighting.Certainty.PLAIN) {
      return "lies inside of the history "
          + inside.shown()
          + ", whose runner ("
          + inside.framework().runner().name()
          + ") does not read it";
    }
    return foreignInText(sighting);
  }

  /// Words of another engine in the first scripts, where no name says PostgreSQL.
  private String foreignInText(Sighting sighting) {
    Folder folder = sighting.folders().getFirst();
    for (String name : project.namesUp(folder)) {
      if (Engines.namesPostgres(name)) {
        return "";
      }
    }
    int looked = 0;
    for (Folder at : sighting.folders()) {
      for (Folder inside : at.withAllBelow()) {
        for (String file : inside.sqlFiles()) {
          String path = inside.pathOf(file);
          String engine = Engines.foreignInText(project.load(path).text());
          if (!engine.isEmpty()) {
            return "is for " + engine + ", by the words of " + path;
          }
          looked++;
          if (looked == 3) {
            return "";
          }
        }
      }
    }
    return "";
  }

  /// Nothing was recognised: SQL files of the checked folder itself are a history then.
  private void lastResort() {
    Folder root = project.root();
    Framework plain = Frameworks.ALL.getLast();
    Sighting sighting = plain.sight(root, project, true);
    if (wanted == null && sighting != null) {
      String why = whyNot(sighting, null);
      if (why.isEmpty()) {
        sightings.add(sighting);
      } else if (leftOut.isEmpty()) {
        leftOut.add(new LeftOut(root.shown(), why));
      }
    }
  }
}
