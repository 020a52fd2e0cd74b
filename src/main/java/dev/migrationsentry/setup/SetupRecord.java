package dev.migrationsentry.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was put into a project, kept there in a file, so that just that can be taken out again.
public final class SetupRecord {
  /// The file, in the project's folder.
  public static final String FILE = ".migration-sentry-init.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ANCHOR = 80;

  private SetupRecord() {}

  /// Writes changes, and records them.
  ///
  /// @throws IOException when a file can't be written; those before it are
  public static void write(Path project, List<Change> changes) throws IOException {
    ArrayNode record = read(project);
    for (Change change : changes) {
      Path file = project.resolve(change.path());
      ObjectNode entry = record.addObject();
      entry.put("path", change.path());
      ArrayNode folders = entry.putArray("folders");
      for (Path folder : missing(project, file)) {
        folders.add(project.relativize(folder).toString().replace('\\', '/'));
      }
      entry.put("created", change.before() == null);
      String before = change.before() == null ? "" : change.before();
      int start = Change.commonStart(before, change.after());
      int end = change.after().length() - (before.length() - start);
      // All that is put in is one text in one place.
      entry.put("inserted", change.after().substring(start, end));
      entry.put("before", before.substring(Math.max(0, start - ANCHOR), start));
      entry.put("after", before.substring(start, Math.min(before.length(), start + ANCHOR)));
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, change.after(), StandardCharsets.UTF_8);
      if (change.executable() && !file.toFile().setExecutable(true)) {
        throw new IOException(change.path() + " can't be made executable");
      }
      Files.writeString(
          project.resolve(FILE),
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(record) + "\n");
    }
  }

  /// The folders that have to be made for a file, innermost first.
  private static List<Path> missing(Path project, Path file) {
    List<Path> folders = new ArrayList<>();
    Path folder = file.getParent();
    while (folder != null && !folder.equals(project) && !Files.exists(folder)) {
      folders.add(folder);
      folder = folder.getParent();
    }
    return folders;
  }

  private static ArrayNode read(Path project) throws IOException {
    Path file = project.resolve(FILE);
    if (!Files.exists(file)) {
      return JSON.createArrayNode();
    }
    JsonNode record = JSON.readTree(file.toFile());
    if (record instanceof ArrayNode entries) {
      return entries;
    }
    throw new IOException(FILE + " is not what 'init' has written");
  }

  /// Takes everything out again.
  ///
  /// @return what was done and what was left, a line each
  /// @throws IOException when a file can't be read or written
  public static List<String> remove(Path project) throws IOException {
    ArrayNode record = read(project);
    ArrayNode kept = JSON.createArrayNode();
    List<String> said = new ArrayList<>();
    for (int i = record.size() - 1; i >= 0; i--) {
      JsonNode entry = record.get(i);
      String problem = remove(project, entry);
      if (problem == null) {
        said.add(
            (entry.path("created").asBoolean() ? "removed " : "restored ")
                + entry.path("path").asText());
      } else {
        said.add(problem);
        kept.insert(0, entry);
      }
    }
    if (kept.isEmpty()) {
      Files.deleteIfExists(project.resolve(FILE));
    } else {
      Files.writeString(
          project.resolve(FILE),
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(kept) + "\n");
    }
    return said;
  }

  /// @return why it can't be taken out, or null
  private static @Nullable String remove(Path project, JsonNode entry) throws IOException {
    String path = entry.path("path").asText();
    Path file = project.resolve(path).normalize();
    if (!file.startsWith(project.normalize())) {
      return path + " is not in the project and was left alone.";
    }
    if (!Files.exists(file)) {
      return null;
    }
    String text = Files.readString(file, StandardCharsets.UTF_8);
    String inserted = entry.path("inserted").asText();
    if (entry.path("created").asBoolean()) {
      if (!text.equals(inserted)) {
        return path + " was changed since and was left; remove it by hand.";
      }
      Files.delete(file);
      for (JsonNode folder : entry.path("folders")) {
        Path made = project.resolve(folder.asText());
        String[] inside = made.toFile().list();
        if (inside != null && inside.length == 0) {
          Files.delete(made);
        }
      }
      return null;
    }
    String before = entry.path("before").asText();
    String whole = before + inserted + entry.path("after").asText();
    int at = text.indexOf(whole);
    int start = at < 0 ? only(text, inserted) : at + before.length();
    if (start < 0) {
      return path
          + " was changed around what 'init' has put in and was left; take '"
          + inserted.strip()
          + "' out by hand.";
    }
    Files.writeString(
        file,
        text.substring(0, start) + text.substring(start + inserted.length()),
        StandardCharsets.UTF_8);
    return null;
  }

  private static int only(String text, String part) {
    int at = text.indexOf(part);
    return at >= 0 && text.indexOf(part, at + 1) < 0 ? at : -1;
  }
}
