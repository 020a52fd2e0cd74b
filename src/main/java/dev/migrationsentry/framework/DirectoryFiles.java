package dev.migrationsentry.framework;

import dev.migrationsentry.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The files on disk under the checked folder. The tree is walked once, when it is opened.
public final class DirectoryFiles implements ProjectFiles {
  /// The largest file that is read, in bytes. Statements take up to a hundred times the memory of
  /// their text; what is larger is a dump rather than a migration.
  static final long LARGEST = 32L * 1024 * 1024;

  /// What the JDK shows for bytes of a name that the process's locale can't express.
  private static final char UNDECODED = '\uFFFD';

  private final Path start;
  private final Folder root;
  private final List<String> skipped;
  private final List<LeftOut> unseen;
  private final Map<String, Path> misspelt;
  private final @Nullable String only;

  private DirectoryFiles(
      Path start,
      Folder root,
      List<String> skipped,
      List<LeftOut> unseen,
      Map<String, Path> misspelt,
      @Nullable String only) {
    this.start = start;
    this.root = root;
    this.skipped = List.copyOf(skipped);
    this.unseen = List.copyOf(unseen);
    this.misspelt = Map.copyOf(misspelt);
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
      return new DirectoryFiles(folder, single, List.of(), List.of(), Map.of(), name);
    }
    Walk walk = new Walk(path);
    try {
      Files.walkFileTree(path.toRealPath(), walk);
    } catch (IOException e) {
      throw new UncheckedIOException(given + " can't be listed: " + why(e), e);
    }
    return new DirectoryFiles(path, walk.root(), walk.skipped, walk.unseen, walk.misspelt, null);
  }

  /// The text of a single file, whatever its name.
  ///
  /// @throws IOException when it can't be read or is not UTF-8; the message says why, without the
  ///   path
  public static SourceFile text(Path file) throws IOException {
    LoadedText loaded = LoadedText.decode(bytes(file, true));
    String problem = loaded.problem().isEmpty() ? loaded.notUtf8() : loaded.problem();
    if (!problem.isEmpty()) {
      throw new IOException(problem);
    }
    return new SourceFile(file.toString(), loaded.text());
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
    Path known = misspelt.get(path);
    try {
      return bytes(known == null ? start.resolve(path) : known, path.equals(only));
    } catch (InvalidPathException e) {
      throw new IOException("has a name that this locale can't express", e);
    }
  }

  /// @param named whether the user named this very file: then it may be a pipe, such as the shell
  ///   makes of `<(command)`
  private static byte[] bytes(Path file, boolean named) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        throw new IOException("is a folder");
      }
      if (!attributes.isRegularFile()) {
        return piped(file, named);
      }
      long size = attributes.size();
      if (size > LARGEST) {
        throw new IOException(
            "has "
                + size / (1024 * 1024)
                + " MB; files of more than "
                + LARGEST / (1024 * 1024)
                + " MB are not judged");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException("is not there, or a link to nowhere", e);
    } catch (FileSystemException e) {
      throw new IOException("can't be read: " + why(e), e);
    }
  }

  private static byte[] piped(Path file, boolean named) throws IOException {
    if (!named) {
      // A pipe would wait for a writer, and a device may never end.
      throw new IOException("is no regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes((int) LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException(
            "has more than " + LARGEST / (1024 * 1024) + " MB, which is not judged");
      }
      return bytes;
    }
  }

  @Override
  public List<String> skipped() {
    return skipped;
  }

  @Override
  public List<LeftOut> unseen() {
    return unseen;
  }

  @Override
  public String shownRoot() {
    return only == null ? start.toString() : start.resolve(only).toString();
  }

  private static String nameOf(Path path) {
    Path name = path.getFileName();
    if (name == null) {
      return "";
    }
    String plain = name.toString();
    return plain.indexOf(UNDECODED) < 0 ? plain : FileNames.decoded(path);
  }

  private static String why(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "this user may not read it";
    }
    String reason = e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    private final Path start;
    private final List<String> skipped = new ArrayList<>();
    private final List<LeftOut> unseen = new ArrayList<>();
    private final Map<String, Path> misspelt = new HashMap<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable Folder root;

    private record Open(String path, String name, List<String> files, List<Folder> folders) {
      String pathOf(String entry) {
        return path.isEmpty() ? entry : path + "/" + entry;
      }
    }

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
      String path = parent.pathOf(name);
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
      if (parent == null) {
        return FileVisitResult.CONTINUE;
      }
      String name = nameOf(file);
      if (attributes.isOther()) {
        if (Names.hasEnding(name, ".sql")) {
          unseen.add(new LeftOut(parent.pathOf(name), "is no regular file"));
        }
      } else if (attributes.isSymbolicLink() && Files.isDirectory(file)) {
        unseen.add(new LeftOut(parent.pathOf(name), "is a link; name it to check what is there"));
      } else {
        add(file, name, parent);
      }
      return FileVisitResult.CONTINUE;
    }

    private void add(Path file, String name, Open parent) {
      parent.files.add(name);
      if (file.toString().indexOf(UNDECODED) >= 0) {
        misspelt.put(parent.pathOf(name), file);
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      Open parent = open.peek();
      if (parent == null) {
        throw e;
      }
      String name = nameOf(file);
      if (Names.hasEnding(name, ".sql")) {
        add(file, name, parent); // Reading it will fail as well, and be said.
      } else {
        unseen.add(new LeftOut(parent.pathOf(name), "can't be looked into: " + why(e)));
      }
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
