package dev.migrationsentry.framework;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the migration environments of Alembic in a project: by `alembic.ini` and other ini files,
/// by `pyproject.toml`, by Flask-Migrate's folder, by `env.py` beside `versions`, and by what the
/// files of a folder look like when its configuration is somewhere else.
final class AlembicEnvironments {
  private static final String LOCATION = "script_location";

  /// What the files of a folder of revisions hold.
  private static final String MARK = "down_revision";

  /// How many files of a folder are looked at.
  private static final int LOOKED_AT = 3;

  private final Project project;
  private final AlembicLocations locations;
  private final List<AlembicEnvironment> found = new ArrayList<>();
  private final Set<List<Folder>> known = new HashSet<>();
  private final List<LeftOut> lost = new ArrayList<>();

  private AlembicEnvironments(Project project) {
    this.project = project;
    this.locations = new AlembicLocations(project);
  }

  /// All environments of a project.
  ///
  /// @param environments in the order in which they were found, each set of folders once
  /// @param lost configurations whose scripts are not in the tree
  record Found(List<AlembicEnvironment> environments, List<LeftOut> lost) {
    Found {
      environments = List.copyOf(environments);
      lost = List.copyOf(lost);
    }

    /// The environment whose first folder is a folder, or null.
    @Nullable AlembicEnvironment at(Folder folder) {
      for (AlembicEnvironment environment : environments) {
        if (environment.versions().getFirst().equals(folder)) {
          return environment;
        }
      }
      return null;
    }
  }

  static Found of(Project project) {
    AlembicEnvironments search = new AlembicEnvironments(project);
    List<Folder> folders = new ArrayList<>(project.folders());
    folders.addAll(project.foldersUp(project.root()).stream().skip(1).toList());
    folders.forEach(search::configured);
    folders.forEach(search::unconfigured);
    project.folders().forEach(search::bare);
    return new Found(search.found, search.lost);
  }

  private void configured(Folder folder) {
    for (String file : folder.files()) {
      if (file.endsWith(".ini") || file.equals("setup.cfg")) {
        String text = project.load(folder.pathOf(file)).text();
        if (text.contains(LOCATION) || file.equals("alembic.ini")) {
          IniText ini = IniText.of(text);
          for (String section : ini.sections()) {
            configured(folder, file, section, ini.values(section, AlembicLocations.HERE));
          }
        }
      } else if (file.equals("pyproject.toml")) {
        pyproject(folder, file);
      }
    }
  }

  private void pyproject(Folder folder, String file) {
    String text = project.load(folder.pathOf(file)).text();
    if (!text.contains("tool.alembic")) {
      return;
    }
    Map<String, String> settings = new LinkedHashMap<>();
    Map<String, String> here = Map.of("here", AlembicLocations.HERE);
    SettingsText.toml(text)
        .forEach((key, value) -> {
          if (key.startsWith("tool.alembic.")) {
            String filled = IniText.fill(value, here, 0);
            String name = key.substring("tool.alembic.".length());
            settings.put(name, filled == null ? value : filled);
          }
        });
    configured(folder, file, "tool.alembic", settings);
  }

  private void configured(
      Folder folder, String file, String section, Map<String, String> settings) {
    String location = settings.getOrDefault(LOCATION, "");
    String path = folder.pathOf(file);
    List<String> scripts;
    if (!location.isBlank()) {
      scripts = locations.candidates(location.strip(), folder.path());
    } else if (section.equals("alembic") && folder.has("env.py")) {
      // Flask-Migrate says at run time that the folder of its alembic.ini is the location.
      scripts = List.of(folder.path());
    } else {
      return;
    }
    String script = locations.holding(scripts, "env.py");
    List<Folder> versions = new ArrayList<>();
    List<String> named = AlembicLocations.split(settings);
    for (String one : named) {
      Folder at = locations.folder(locations.candidates(one, folder.path()));
      if (at != null && !versions.contains(at)) {
        versions.add(at);
      }
    }
    if (named.isEmpty()) {
      for (String one : script == null ? scripts : List.of(script)) {
        String joined = locations.join(one, "versions");
        Folder at = joined == null ? null : project.folder(joined);
        if (at != null && versions.isEmpty()) {
          versions.add(at);
        }
      }
    }
    if (versions.isEmpty()) {
      if (script == null && locations.folder(scripts) == null && !folder.path().startsWith("..")) {
        lost.add(
            new LeftOut(
                path, "names the script_location " + shown(location) + ", which is not here"));
      }
      return;
    }
    boolean recursive = settings.getOrDefault("recursive_version_locations", "").equals("true");
    add(new AlembicEnvironment(path, section, script, versions, recursive, settings));
  }

  private static String shown(String location) {
    return location.replace(AlembicLocations.HERE + "/", "");
  }

  /// `env.py` beside a folder `versions`, without a configuration that leads there.
  private void unconfigured(Folder folder) {
    if (!folder.has("env.py")) {
      return;
    }
    String joined = locations.join(folder.path(), "versions");
    Folder versions = joined == null ? null : project.folder(joined);
    if (versions != null && !isKnown(versions)) {
      add(new AlembicEnvironment(null, "", folder.path(), List.of(versions), false, Map.of()));
    }
  }

  /// A folder whose files look like revisions.
  private void bare(Folder folder) {
    if (!isKnown(folder)
        && !holdsKnown(folder)
        && maybeRevisions(folder)
        && looksLikeRevisions(folder)) {
      add(new AlembicEnvironment(null, "", null, List.of(folder), false, Map.of()));
    }
  }

  private boolean maybeRevisions(Folder folder) {
    if (folder.path().isEmpty()) {
      return true;
    }
    for (String name : folder.path().split("/", -1)) {
      if (name.startsWith("version")
          || name.startsWith("revision")
          || name.contains("migration")
          || name.contains("alembic")) {
        return true;
      }
    }
    return false;
  }

  /// Whether a folder holds a file that sets `down_revision`.
  boolean looksLikeRevisions(Folder folder) {
    int looked = 0;
    for (String file : folder.files()) {
      if (isLoaded(file)) {
        if (project.load(folder.pathOf(file)).text().contains(MARK)) {
          return true;
        }
        looked++;
        if (looked == LOOKED_AT) {
          return false;
        }
      }
    }
    return false;
  }

  /// Whether Alembic loads a file of a folder of revisions (`_only_source_rev_file` in
  /// `alembic/script/base.py`).
  static boolean isLoaded(String file) {
    return file.endsWith(".py") && !file.startsWith(".#") && !file.startsWith("__init__");
  }

  private boolean isKnown(Folder folder) {
    return found.stream()
        .flatMap(environment -> environment.versions().stream())
        .anyMatch(above -> Project.isWithin(/* one= */ folder, /* folder= */ above));
  }

  /// Whether the revisions that are known lie below a folder: then its own files are the scripts
  /// around them.
  private boolean holdsKnown(Folder folder) {
    return found.stream()
        .flatMap(environment -> environment.versions().stream())
        .anyMatch(versions -> Project.isWithin(/* one= */ versions, /* folder= */ folder));
  }

  private void add(AlembicEnvironment environment) {
    List<Folder> versions = environment.versions();
    if (known.add(versions)) {
      boolean first =
          found.stream()
              .noneMatch(other -> other.versions().getFirst().equals(versions.getFirst()));
      if (first) {
        found.add(environment);
      } else {
        lost.add(
            new LeftOut(
                String.valueOf(environment.configuration()),
                "section "
                    + environment.section()
                    + " shares a folder of revisions with another section; only that one is checked"));
      }
    }
  }

  /// The folders of an environment in the order in which Alembic walks them.
  static List<Folder> walked(AlembicEnvironment environment, boolean below) {
    Set<Folder> folders = new LinkedHashSet<>();
    for (Folder versions : environment.versions()) {
      if (below) {
        walk(versions, folders);
      } else {
        folders.add(versions);
      }
    }
    return List.copyOf(folders);
  }

  private static void walk(Folder folder, Set<Folder> found) {
    found.add(folder);
    folder.folders().forEach(inside -> walk(inside, found));
  }
}
