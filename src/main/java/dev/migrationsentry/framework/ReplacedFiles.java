package dev.migrationsentry.framework;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The files of a project, some of them with another content, or new.
public final class ReplacedFiles implements ProjectFiles {
  private final ProjectFiles files;
  private final Map<String, byte[]> contents;
  private final Set<String> removed;
  private final Folder root;

  /// @param contents by path, relative to the checked folder
  public ReplacedFiles(ProjectFiles files, Map<String, byte[]> contents) {
    this(files, contents, Set.of());
  }

  /// The same without some files.
  ///
  /// @param contents by path, relative to the checked folder
  /// @param removed paths of files that are not there any more
  public ReplacedFiles(ProjectFiles files, Map<String, byte[]> contents, Set<String> removed) {
    this.files = files;
    this.contents = new TreeMap<>(contents);
    this.removed = Set.copyOf(removed);
    Folder all = without(files.root(), this.removed);
    for (String path : this.contents.keySet()) {
      all = with(all, path);
    }
    this.root = all;
  }

  @Override
  public Folder root() {
    return root;
  }

  @Override
  public List<String> rootNames() {
    return files.rootNames();
  }

  @Override
  public List<Folder> above() {
    return files.above();
  }

  @Override
  public byte[] read(String path) throws IOException {
    byte[] other = contents.get(path);
    if (other == null && removed.contains(path)) {
      throw new IOException("is not there any more");
    }
    return other == null ? files.read(path) : other.clone();
  }

  @Override
  public List<String> skipped() {
    return files.skipped();
  }

  @Override
  public List<LeftOut> unseen() {
    return files.unseen();
  }

  @Override
  public String shownRoot() {
    return files.shownRoot();
  }

  /// A folder without some files below it; folders that are empty then go as well.
  private static Folder without(Folder folder, Set<String> paths) {
    if (paths.isEmpty()) {
      return folder;
    }
    List<String> files =
        folder.files().stream().filter(name -> !paths.contains(folder.pathOf(name))).toList();
    List<Folder> folders = new ArrayList<>();
    for (Folder below : folder.folders()) {
      Folder left = without(below, paths);
      if (!left.files().isEmpty() || !left.folders().isEmpty() || left.equals(below)) {
        folders.add(left);
      }
    }
    return new Folder(folder.path(), folder.name(), files, folders);
  }

  /// A folder with a file below it.
  ///
  /// @param path relative to the folder
  private static Folder with(Folder folder, String path) {
    int slash = path.indexOf('/');
    if (slash < 0) {
      return new Folder(
          folder.path(), folder.name(), added(folder.files(), path), folder.folders());
    }
    String name = path.substring(0, slash);
    Folder below = folder.folder(name);
    Folder old =
        below == null ? new Folder(folder.pathOf(name), name, List.of(), List.of()) : below;
    List<Folder> folders = new ArrayList<>(folder.folders());
    folders.remove(old);
    folders.add(with(old, path.substring(slash + 1)));
    folders.sort((one, other) -> one.name().compareTo(other.name()));
    return new Folder(folder.path(), folder.name(), folder.files(), folders);
  }

  private static List<String> added(List<String> names, String name) {
    if (names.contains(name)) {
      return names;
    }
    List<String> all = new ArrayList<>(names);
    all.add(name);
    all.sort(null);
    return all;
  }
}
