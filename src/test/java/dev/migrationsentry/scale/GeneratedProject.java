package dev.migrationsentry.scale;

import dev.migrationsentry.framework.Folder;
import dev.migrationsentry.framework.ProjectFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A made-up history as a project that has no folder on disk.
final class GeneratedProject implements ProjectFiles {
  private final Map<String, String> texts;

  GeneratedProject(Map<String, String> texts) {
    this.texts = texts;
  }

  /// Writes a history into a folder: `GeneratedProject FOLDER MIGRATIONS`, or one script with as
  /// many statements: `GeneratedProject FOLDER STATEMENTS script`.
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int count = Integer.parseInt(arguments[1]);
    Map<String, String> texts =
        arguments.length > 2
            ? Map.of("V000001__all.sql", GeneratedHistory.script(count, 1))
            : GeneratedHistory.of(count, 1);
    for (Map.Entry<String, String> file : texts.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  @Override
  public Folder root() {
    return new Folder("", "migration", texts.keySet().stream().sorted().toList(), List.of());
  }

  @Override
  public List<String> rootNames() {
    return List.of("app", "db", "migration");
  }

  @Override
  public List<Folder> above() {
    return List.of();
  }

  @Override
  public byte[] read(String path) throws IOException {
    String text = texts.get(path);
    if (text == null) {
      throw new FileNotFoundException("is not there");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public List<String> skipped() {
    return List.of();
  }

  @Override
  public String shownRoot() {
    return "db/migration";
  }
}
