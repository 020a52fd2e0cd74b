package dev.migrationsentry.framework;

import dev.migrationsentry.program.Modules;
import dev.migrationsentry.python.PythonReader;
import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.source.SourceFile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The files of the checked tree that revisions import: looked for from the folders that Python has
/// on its path, which are those of the configuration, of `prepend_sys_path`, `src`, and all that
/// hold the folder of revisions.
final class AlembicModules implements Modules {
  private final Project project;
  private final Set<String> roots = new LinkedHashSet<>();
  private final Map<String, Optional<SourceFile>> found = new ConcurrentHashMap<>();
  private final Map<String, Optional<Module>> read = new ConcurrentHashMap<>();

  AlembicModules(Project project, AlembicEnvironment environment) {
    this.project = project;
    String configuration = environment.configuration();
    String base = configuration == null ? "" : above(configuration);
    AlembicLocations locations = new AlembicLocations(project);
    for (String path : environment.setting("prepend_sys_path", ".").split("[:; ]+", -1)) {
      add(locations.join(base, path.replace(AlembicLocations.HERE, "")));
    }
    add(base);
    for (Folder versions : environment.versions()) {
      for (String path = versions.path(); !path.isEmpty(); path = above(path)) {
        // Inside of a package Python finds nothing by the name of a folder beside: a package of the
        // project may well be called sqlalchemy.
        Folder folder = project.folder(above(path));
        if (folder != null && !folder.has("__init__.py")) {
          add(above(path));
        }
      }
    }
    add("");
    add("src");
  }

  private static String above(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  private void add(@Nullable String root) {
    if (root != null && project.folder(root) != null) {
      roots.add(root);
    }
  }

  @Override
  public @Nullable Module module(String name) {
    Optional<Module> known = read.get(name);
    if (known == null) {
      // Not inside of the map: reading a module reads no other one, but may well take long.
      SourceFile file = source(name);
      known = file == null ? Optional.empty() : Optional.of(PythonReader.read(file));
      read.put(name, known);
    }
    return known.orElse(null);
  }

  private @Nullable SourceFile source(String name) {
    String inside = name.replace('.', '/');
    for (String root : roots) {
      String path = root.isEmpty() ? inside : root + "/" + inside;
      for (String end : List.of(".py", "/__init__.py")) {
        SourceFile file = file(path + end);
        if (file != null) {
          return file;
        }
      }
    }
    return null;
  }

  @Override
  public @Nullable SourceFile file(String path) {
    return found.computeIfAbsent(path, this::load).orElse(null);
  }

  private Optional<SourceFile> load(String path) {
    int slash = path.lastIndexOf('/');
    Folder folder = project.folder(slash < 0 ? "" : path.substring(0, slash));
    if (folder == null || !folder.has(path.substring(slash + 1))) {
      return Optional.empty();
    }
    LoadedText loaded = project.take(path);
    return loaded.isReadable()
        ? Optional.of(new SourceFile(path, loaded.text()))
        : Optional.empty();
  }
}
