package dev.migrationsentry.remedy;

import dev.migrationsentry.framework.Options;
import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.source.Span;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The project's files, with the remedies that were taken already, and changes of them.
///
/// @param files as a new remedy meets them
/// @param options how histories are read
/// @param now for files that say when they were made
public record Sources(ProjectFiles files, Options options, ZonedDateTime now) {
  /// The whole text of a file without a byte order mark; null when it can't be read as UTF-8.
  @Nullable String text(String path) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(files.read(path))).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (IOException notText) {
      return null;
    }
  }

  /// A place in a file that gets another text.
  ///
  /// @param start the first index of the place in the file as written
  /// @param end the index after the last one
  record Replacement(String path, int start, int end, String text) {
    /// In place of a span of a file.
    static Replacement of(Span span, String text) {
      return new Replacement(
          span.file().path(),
          span.file().asWritten(span.start()),
          span.file().asWritten(span.end()),
          text);
    }

    /// Before a span of a file.
    static Replacement before(Span span, String text) {
      int at = span.file().asWritten(span.start());
      return new Replacement(span.file().path(), at, at, text);
    }
  }

  /// The edits that some replacements come to, one for each file.
  ///
  /// @return null when a file can't be read
  @Nullable List<FileChange> edits(List<Replacement> replacements) {
    Map<String, List<Replacement>> byFile = new LinkedHashMap<>();
    replacements.forEach(
        one -> byFile.computeIfAbsent(one.path(), path -> new ArrayList<>()).add(one));
    List<FileChange> edits = new ArrayList<>();
    for (Map.Entry<String, List<Replacement>> file : byFile.entrySet()) {
      String old = text(file.getKey());
      if (old == null) {
        return null;
      }
      List<Replacement> sorted = new ArrayList<>(file.getValue());
      sorted.sort(Comparator.comparingInt(Replacement::start).reversed());
      StringBuilder changed = new StringBuilder(old);
      for (Replacement one : sorted) {
        if (one.end() > old.length()) {
          return null;
        }
        changed.replace(one.start(), one.end(), one.text());
      }
      if (!changed.toString().equals(old)) {
        edits.add(new FileChange.Edit(file.getKey(), old, changed.toString()));
      }
    }
    return edits;
  }
}
