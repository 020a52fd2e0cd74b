package dev.migrationsentry.platform;

import dev.migrationsentry.framework.Folder;
import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.platform.Shell.Word;
import dev.migrationsentry.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The shell scripts of a project, each read once and only when something calls it.
final class Scripts {
  private static final int LARGEST = 500_000;
  private static final Set<String> MANAGERS = Set.of("npm", "yarn", "pnpm", "bun");

  private final ProjectFiles files;
  private final Map<String, String> byName = new HashMap<>();
  private final Set<String> paths;
  private final Map<String, Script> read = new LinkedHashMap<>();
  private final Map<String, Value> packages = new HashMap<>();

  /// @param paths all files of the project
  Scripts(ProjectFiles files, Set<String> paths) {
    this.files = files;
    this.paths = paths;
    for (String path : paths) {
      // Of several files of a name none is meant for certain.
      byName.merge(Paths.name(path), path, (one, other) -> "");
    }
  }

  static void collect(Folder folder, Set<String> paths) {
    folder.files().forEach(file -> paths.add(folder.pathOf(file)));
    folder.folders().forEach(below -> collect(below, paths));
  }

  /// The script that a path means, or null.
  ///
  /// @param folder the folder that it is called in
  @Nullable Script find(String path, String folder) {
    String found = null;
    if (!path.startsWith("/")) {
      found = existing(Paths.join(folder, path));
      found = found == null ? existing(Paths.join("", path)) : found;
    }
    if (found == null) {
      // Folders of an image, or one that a `cd` went to.
      String plain = Paths.join("", path);
      found = existing(plain);
      while (found == null && plain.indexOf('/') >= 0) {
        plain = plain.substring(plain.indexOf('/') + 1);
        found = existing(Paths.join(folder, plain));
        found = found == null ? existing(plain) : found;
      }
    }
    if (found == null) {
      String named = byName.getOrDefault(Paths.name(path), "");
      found = named.isEmpty() ? null : named;
    }
    return found == null ? null : read(found);
  }

  private @Nullable String existing(String path) {
    return paths.contains(path) ? path : null;
  }

  /// Reads a script, or null when it is none.
  @Nullable Script read(String path) {
    if (read.containsKey(path)) {
      return read.get(path);
    }
    Script script = null;
    try {
      byte[] bytes = files.read(path);
      if (bytes.length <= LARGEST && isShell(path, bytes)) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean mark = text.startsWith("\uFEFF");
        SourceFile file = new SourceFile(path, mark ? text.substring(1) : text);
        String first = file.lineText(1);
        boolean errexit =
            first.startsWith("#!")
                && List.of(first.split(" ", -1)).stream().anyMatch(Scripts::ends);
        script =
            new Script(file, ShellReader.read(file), errexit, mark, file.text().indexOf("\r\n"));
      }
    } catch (IOException unreadable) {
      script = null; // What can't be read is nothing that is called here.
    }
    read.put(path, script);
    return script;
  }

  private static boolean ends(String option) {
    return option.startsWith("-") && option.indexOf('e') > 0;
  }

  /// Whether a file is a script: by its ending, or by a first line that names a shell.
  private static boolean isShell(String path, byte[] bytes) {
    if (path.endsWith(".sh") || path.endsWith(".bash")) {
      return true;
    }
    int length = Math.min(bytes.length, 64);
    String start = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    String first = start.lines().findFirst().orElse("");
    return first.contains("#!") && first.contains("sh");
  }

  /// The line of `package.json` that `npm run NAME` runs, or null.
  @Nullable SourceFile packageScript(List<Word> words, String folder) {
    if (!MANAGERS.contains(words.getFirst().text()) || words.size() < 2) {
      return null;
    }
    List<String> plain =
        words.stream().skip(1).map(Word::text).filter(word -> !word.startsWith("-")).toList();
    if (plain.isEmpty()) {
      return null;
    }
    String name =
        (plain.getFirst().equals("run") || plain.getFirst().equals("run-script"))
            ? (plain.size() > 1 ? plain.get(1) : "")
            : plain.getFirst();
    String path = existing(Paths.join(folder, "package.json"));
    path = path == null ? existing("package.json") : path;
    if (path == null || name.isEmpty()) {
      return null;
    }
    Value scripts = packages.computeIfAbsent(path, this::packageFile).at("scripts");
    return scripts != null && scripts.at(name) instanceof Value.Scalar line ? line.source() : null;
  }

  private Value packageFile(String path) {
    try {
      SourceFile file = new SourceFile(path, new String(files.read(path), StandardCharsets.UTF_8));
      List<Value> documents = YamlValues.read(file);
      if (!documents.isEmpty()) {
        return documents.getFirst();
      }
      return new Value.Scalar("", file.span(0, 0));
    } catch (IOException | UnreadableFile unreadable) {
      SourceFile none = new SourceFile(path, "");
      return new Value.Scalar("", none.span(0, 0));
    }
  }
}
