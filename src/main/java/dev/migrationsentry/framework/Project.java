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

  Project(ProjectFiles files, Options options) {
    this.files = files;
    this.options = options;
    this.above = files.above();
    for (Folder folder : files.root().withAllBelow()) {
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
      if (at.has(file) && load(at.pathOf(file)).text().contains(text)) {
        return true;
      }
    }
    return false;
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
