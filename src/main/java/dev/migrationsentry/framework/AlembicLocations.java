package dev.migrationsentry.framework;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns the locations in Alembic's configuration into folders of the checked tree.
final class AlembicLocations {
  /// Stands for the configuration's own folder in the values of `%(here)s`.
  static final String HERE = "\u0001";

  private static final Map<String, String> SEPARATORS =
      Map.of("space", " ", "newline", "\n", "os", ":", ":", ":", ";", ";");

  private final Project project;
  private final List<String> root;

  AlembicLocations(Project project) {
    this.project = project;
    List<String> names = new ArrayList<>(project.namesUp(project.root()));
    this.root = names.reversed();
  }

  /// Takes a list of locations apart (`ScriptDirectory.from_config` and
  /// `Config.get_version_locations_list`).
  static List<String> split(Map<String, String> settings) {
    String locations = settings.getOrDefault("version_locations", "");
    String named =
        settings.getOrDefault(
            "path_separator", settings.getOrDefault("version_path_separator", ""));
    String word = named.split("[\\s#]", 2)[0];
    String separator = SEPARATORS.get(word);
    List<String> found = new ArrayList<>();
    String list = separator == null ? locations.replace(',', ' ').replace('\n', ' ') : locations;
    for (String location : list.split(separator == null ? " " : separator, -1)) {
      if (!location.isBlank()) {
        found.add(location.strip());
      }
    }
    return found;
  }

  /// The path of a location relative to the checked folder, with `..` where it lies above; the
  /// candidates in the order in which they are likely.
  ///
  /// @param location as configured: relative, absolute with [#HERE], or `package:path`
  /// @param base the path of the folder that holds the configuration
  List<String> candidates(String location, String base) {
    Set<String> found = new LinkedHashSet<>();
    String path = location.replace('\\', '/');
    if (path.startsWith(HERE)) {
      add(found, base, path.substring(HERE.length()));
      return List.copyOf(found);
    }
    int colon = path.indexOf(':');
    if (colon > 1 && !path.startsWith("/")) {
      String inside = path.substring(0, colon).replace('.', '/');
      String rest = path.substring(colon + 1);
      for (Folder folder : project.folders()) {
        if (folder.path().equals(inside) || folder.path().endsWith("/" + inside)) {
          add(found, folder.path(), rest);
        }
      }
      for (String at = base; at != null; at = above(at)) {
        add(found, at, inside + "/" + rest);
      }
      return List.copyOf(found);
    }
    for (String at = base; at != null; at = above(at)) {
      add(found, at, path);
    }
    return List.copyOf(found);
  }

  /// The folder of the checked tree at one of the paths, or null.
  @Nullable Folder folder(List<String> paths) {
    for (String path : paths) {
      Folder folder = project.folder(path);
      if (folder != null) {
        return folder;
      }
    }
    return null;
  }

  /// The path of a folder of the checked tree or above it that holds a file, or null.
  @Nullable String holding(List<String> paths, String file) {
    for (String path : paths) {
      for (Folder folder : project.foldersUp(project.root())) {
        if (folder.path().equals(path) && folder.has(file)) {
          return path;
        }
      }
      Folder folder = project.folder(path);
      if (folder != null && folder.has(file)) {
        return path;
      }
    }
    return null;
  }

  private void add(Set<String> found, String base, String path) {
    String joined = join(base, path);
    if (joined != null) {
      found.add(joined);
    }
  }

  /// A path below another one, or null when it goes beyond what is known. Paths that lead above the
  /// checked folder and back into it are those of the checked tree.
  @Nullable String join(String base, String path) {
    List<String> at = absolute(base);
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        if (at.isEmpty()) {
          return null;
        }
        at.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        at.add(part);
      }
    }
    int shared = 0;
    while (shared < at.size() && shared < root.size() && at.get(shared).equals(root.get(shared))) {
      shared++;
    }
    List<String> relative = new ArrayList<>();
    for (int i = shared; i < root.size(); i++) {
      relative.add("..");
    }
    relative.addAll(at.subList(shared, at.size()));
    return String.join("/", relative);
  }

  private List<String> absolute(String path) {
    List<String> at = new ArrayList<>(root);
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        if (!at.isEmpty()) {
          at.removeLast();
        }
      } else if (!part.isEmpty()) {
        at.add(part);
      }
    }
    return at;
  }

  /// The path of the folder above one of the checked tree, or null for the checked folder and what
  /// lies above it.
  private static @Nullable String above(String path) {
    if (path.isEmpty() || path.startsWith("..")) {
      return null;
    }
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
