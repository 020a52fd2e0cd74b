package dev.migrationsentry.git;

import dev.migrationsentry.framework.Folder;
import dev.migrationsentry.framework.ProjectFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Project files that are known as a list of paths.
final class ListedFiles implements ProjectFiles {
  /// Gets the bytes of a file.
  interface Source {
    byte[] read(String path) throws IOException;
  }

  private final Folder root;
  private final List<Folder> above;
  private final List<String> rootNames;
  private final List<String> skipped;
  private final String shownRoot;
  private final Source source;

  /// @param paths relative to the checked folder; those that start with `../` are above it
  /// @param rootNames the names of the folders above the checked folder and its own
  ListedFiles(
      Collection<String> paths,
      List<String> rootNames,
      List<String> skipped,
      String shownRoot,
      Source source) {
    this.rootNames = List.copyOf(rootNames);
    this.skipped = List.copyOf(skipped);
    this.shownRoot = shownRoot;
    this.source = source;
    Node tree = new Node();
    Map<String, List<String>> upper = new TreeMap<>();
    for (String path : paths) {
      if (path.startsWith("../")) {
        int slash = path.lastIndexOf('/');
        upper
            .computeIfAbsent(path.substring(0, slash), asked -> new ArrayList<>())
            .add(path.substring(slash + 1));
      } else {
        tree.add(path);
      }
    }
    this.root = tree.folder("", rootNames.isEmpty() ? "" : rootNames.getLast());
    List<Folder> found = new ArrayList<>();
    upper.forEach((path, files) ->
        found.add(new Folder(path, "", files.stream().sorted().toList(), List.of())));
    found.sort(java.util.Comparator.comparingInt(folder -> folder.path().length()));
    this.above = List.copyOf(found);
  }

  private static final class Node {
    private final List<String> files = new ArrayList<>();
    private final Map<String, Node> folders = new TreeMap<>();

    void add(String path) {
      Node at = this;
      int from = 0;
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
        at = at.folders.computeIfAbsent(path.substring(from, slash), asked -> new Node());
        from = slash + 1;
      }
      at.files.add(path.substring(from));
    }

    Folder folder(String path, String name) {
      List<Folder> below = new ArrayList<>();
      folders.forEach(
          (key, node) -> below.add(node.folder(path.isEmpty() ? key : path + "/" + key, key)));
      return new Folder(path, name, files.stream().sorted().toList(), below);
    }
  }

  @Override
  public Folder root() {
    return root;
  }

  @Override
  public List<String> rootNames() {
    return rootNames;
  }

  @Override
  public List<Folder> above() {
    return above;
  }

  @Override
  public byte[] read(String path) throws IOException {
    return source.read(path);
  }

  @Override
  public List<String> skipped() {
    return skipped;
  }

  @Override
  public String shownRoot() {
    return shownRoot;
  }
}
