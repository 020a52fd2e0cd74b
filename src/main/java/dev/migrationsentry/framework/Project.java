package dev.migrationsentry.framework;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The checked tree with what is known of its files: each file is read at most once.
final class Project {
  private final ProjectFiles files;
  private final Options options;
  private final Map<String, LoadedText> loaded = new ConcurrentHashMap<>();
  private final Map<String, Folder> byPath = new HashMap<>();
  private final List<Folder> above;
  private final List<Folder> ordered;
  private final Map<String, Boolean> mentioned = new HashMap<>();
  private @Nullable List<Folder> flyway;
  private AlembicEnvironments.@Nullable Found alembic;

  Project(ProjectFiles files, Options options) {
    this.files = files;
    this.options = options;
    this.above = files.above();
    this.ordered = files.root().withAllBelow();
    for (Folder folder : ordered) {
      byPath.put(folder.path(), folder);
    }
  }

  Folder root() {
    return files.root();
  }

  Options options() {
    return options;
  }

  /// A folder of the tree, or null.
  @Nullable Folder folder(String path) {
    return byPath.get(path);
  }

  /// The folder above one, or null for the checked folder itself.
  @Nullable Folder parent(Folder folder) {
    int slash = folder.path().lastIndexOf('/');
    return folder.path().isEmpty()
        ? null
        : byPath.get(slash < 0 ? "" : folder.path().substring(0, slash));
  }

  /// A file's text, kept for the next caller.
  LoadedText load(String path) {
    return loaded.computeIfAbsent(path, asked -> LoadedText.of(files, asked));
  }

  /// Hands out a file's text for the last time.
  LoadedText take(String path) {
    LoadedText kept = loaded.remove(path);
    return kept != null ? kept : LoadedText.of(files, path);
  }

  /// The names of a folder and of the folders above it, innermost first, beyond the checked folder.
  List<String> namesUp(Folder folder) {
    List<String> names = new ArrayList<>(files.rootNames());
    if (!folder.path().isEmpty()) {
      names.addAll(List.of(folder.path().split("/", -1)));
    }
    return names.reversed();
  }

  /// A folder and the folders above it, nearest first, beyond the checked folder up to the root of
  /// the repository.
  List<Folder> foldersUp(Folder folder) {
    List<Folder> found = new ArrayList<>();
    String path = folder.path();
    while (true) {
      Folder at = byPath.get(path);
      if (at != null) {
        found.add(at);
      }
      if (path.isEmpty()) {
        break;
      }
      int slash = path.lastIndexOf('/');
      path = slash < 0 ? "" : path.substring(0, slash);
    }
    found.addAll(above);
    return found;
  }

  /// The path of the nearest file of a name in a folder or above it, or null.
  @Nullable String nearest(Folder folder, String file) {
    for (Folder at : foldersUp(folder)) {
      if (at.has(file)) {
        return at.pathOf(file);
      }
    }
    return null;
  }

  /// Whether a file of a name, in a folder or above it, contains a text.
  boolean mentions(Folder folder, String file, String text) {
    for (Folder at : foldersUp(folder)) {
      if (at.has(file)) {
        String path = at.pathOf(file);
        String key = path + "\n" + text;
        Boolean known = mentioned.get(key);
        if (known == null) {
          known = load(path).text().contains(text);
          mentioned.put(key, known);
        }
        if (known) {
          return true;
        }
      }
    }
    return false;
  }

  /// All folders of the tree, parents first.
  List<Folder> folders() {
    return ordered;
  }

  /// The folders that hold SQL files with a name that may be one of Flyway's: a letter in front and
  /// two underscores behind it. Looked for once.
  List<Folder> maybeFlyway() {
    List<Folder> known = flyway;
    if (known == null) {
      known = new ArrayList<>();
      for (Folder folder : ordered) {
        for (String file : folder.files()) {
          if (Names.hasEnding(file, ".sql")
              && Character.isLetter(file.charAt(0))
              && file.indexOf("__") > 0) {
            known.add(folder);
            break;
          }
        }
      }
      flyway = known;
    }
    return known;
  }

  /// The migration environments of Alembic. Looked for once.
  AlembicEnvironments.Found alembic() {
    AlembicEnvironments.Found known = alembic;
    if (known == null) {
      known = AlembicEnvironments.of(this);
      alembic = known;
    }
    return known;
  }

  /// Those of the folders that are a folder or below it.
  static List<Folder> within(Folder folder, List<Folder> all) {
    List<Folder> found = new ArrayList<>();
    for (Folder one : all) {
      if (isWithin(one, folder)) {
        found.add(one);
      }
    }
    return found;
  }

  static boolean isWithin(Folder one, Folder folder) {
    return folder.path().isEmpty()
        || one.path().equals(folder.path())
        || one.path().startsWith(folder.path() + "/");
  }

  /// Whether one of the first files of a folder contains a text.
  boolean startsAnyWith(Folder folder, List<String> names, String text) {
    for (String name : names.subList(0, Math.min(3, names.size()))) {
      if (load(folder.pathOf(name)).text().contains(text)) {
        return true;
      }
    }
    return false;
  }
}
