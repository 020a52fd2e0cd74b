package dev.migrationsentry.framework;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files on disk under the checked folder. The tree is walked once, when it is opened.
public final class DirectoryFiles implements ProjectFiles {
  /// The largest file that is read, in bytes.
  static final long LARGEST = 256L * 1024 * 1024;

  private final Path start;
  private final Folder root;
  private final List<String> skipped;
  private final @Nullable String only;

  private DirectoryFiles(Path start, Folder root, List<String> skipped, @Nullable String only) {
    this.start = start;
    this.root = root;
    this.skipped = List.copyOf(skipped);
    this.only = only;
  }

  /// Opens a folder, or a single file as a folder that holds nothing else.
  ///
  /// @throws UncheckedIOException when it can't be listed; the message is a sentence for people
  public static DirectoryFiles open(Path given) {
    Path path = given.toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      throw new UncheckedIOException(
          "There is no " + given + ".", new NoSuchFileException(given.toString()));
    }
    if (!Files.isDirectory(path)) {
      Path parent = path.getParent();
      Path folder = parent == null ? path : parent;
      String name = String.valueOf(path.getFileName());
      Folder single = new Folder("", nameOf(folder), List.of(name), List.of());
      return new DirectoryFiles(folder, single, List.of(), name);
    }
    Walk walk = new Walk(path);
    try {
      Files.walkFileTree(path.toRealPath(), walk);
    } catch (IOException e) {
      throw new UncheckedIOException(given + " can't be listed: " + why(e), e);
    }
    return new DirectoryFiles(path, walk.root(), walk.skipped, null);
  }

  @Override
  public Folder root() {
    return root;
  }

  @Override
  public List<String> rootNames() {
    List<String> names = new ArrayList<>();
    start.forEach(part -> names.add(part.toString()));
    return names;
  }

  /// Where no repository is around, folders further up than this say nothing of the project.
  private static final int NEAR = 4;

  private static final int FAR = 12;

  @Override
  public List<Folder> above() {
    List<Folder> found = new ArrayList<>();
    Path at = start;
    String path = "";
    while (found.size() < FAR && !Files.exists(at.resolve(".git"))) {
      at = at.getParent();
      if (at == null) {
        break;
      }
      path = path.isEmpty() ? ".." : path + "/..";
      List<String> files = new ArrayList<>();
      try (var entries = Files.newDirectoryStream(at)) {
        for (Path entry : entries) {
          files.add(String.valueOf(entry.getFileName()));
        }
      } catch (IOException | DirectoryIteratorException e) {
        break; // A folder above that may not be listed says nothing; the rest is complete.
      }
      Collections.sort(files);
      found.add(new Folder(path, nameOf(at), files, List.of()));
    }
    boolean repository = at != null && Files.exists(at.resolve(".git"));
    return repository ? found : found.subList(0, Math.min(NEAR, found.size()));
  }

  @Override
  public byte[] read(String path) throws IOException {
    Path file = start.resolve(path);
    try {
      long size = Files.size(file);
      if (size > LARGEST) {
        throw new IOException(
            "is " + size / (1024 * 1024) + " MB; the limit is " + LARGEST / (1024 * 1024) + " MB");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException("is gone, or a link to nowhere", e);
    } catch (java.nio.file.AccessDeniedException e) {
      throw new IOException("may not be read by this user", e);
    }
  }

  @Override
  public List<String> skipped() {
    return skipped;
  }

  @Override
  public String shownRoot() {
    return only == null ? start.toString() : start.resolve(only).toString();
  }

  private static String nameOf(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  private static String why(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException
        ? "this user may not read it"
        : String.valueOf(e.getMessage());
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    private final Path start;
    private final List<String> skipped = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable Folder root;

    private record Open(String path, String name, List<String> files, List<Folder> folders) {}

    Walk(Path start) {
      this.start = start;
    }

    Folder root() {
      return root == null ? new Folder("", nameOf(start), List.of(), List.of()) : root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      String name = nameOf(folder);
      Open parent = open.peek();
      if (parent == null) {
        open.push(new Open("", name, new ArrayList<>(), new ArrayList<>()));
        return FileVisitResult.CONTINUE;
      }
      String path = parent.path.isEmpty() ? name : parent.path + "/" + name;
      if (SkippedFolders.skips(name)) {
        if (!name.startsWith(".")) {
          skipped.add(path);
        }
        return FileVisitResult.SKIP_SUBTREE;
      }
      open.push(new Open(path, name, new ArrayList<>(), new ArrayList<>()));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      Open parent = open.peek();
      if (parent == null || attributes.isOther()) {
        return FileVisitResult.CONTINUE;
      }
      String name = nameOf(file);
      if (attributes.isSymbolicLink() && Files.isDirectory(file)) {
        skipped.add((parent.path.isEmpty() ? name : parent.path + "/" + name) + " (a link)");
      } else {
        parent.files.add(name);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      Open parent = open.peek();
      if (parent == null) {
        throw e;
      }
      String name = nameOf(file);
      skipped.add((parent.path.isEmpty() ? name : parent.path + "/" + name) + " (" + why(e) + ")");
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
      Open done = open.pop();
      Collections.sort(done.files);
      done.folders.sort(Comparator.comparing(Folder::name));
      Folder made = new Folder(done.path, done.name, done.files, done.folders);
      Open parent = open.peek();
      if (parent == null) {
        root = made;
      } else {
        parent.folders.add(made);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
