package dev.migrationsentry.remedy;

import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.framework.ReplacedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Changes of a project's files that are not on disk.
///
/// @param changes one after the other
public record Overlay(List<FileChange> changes) {
  /// The files as they are.
  public static final Overlay NONE = new Overlay(List.of());

  /// Copies the list.
  public Overlay {
    changes = List.copyOf(changes);
  }

  /// The same with more changes behind them.
  public Overlay with(List<FileChange> more) {
    List<FileChange> all = new ArrayList<>(changes);
    all.addAll(more);
    return new Overlay(all);
  }

  /// The files with the changes.
  ///
  /// @throws IOException when a file that is renamed can't be read
  public ProjectFiles over(ProjectFiles files) throws IOException {
    if (changes.isEmpty()) {
      return files;
    }
    Map<String, byte[]> contents = new HashMap<>();
    Set<String> removed = new HashSet<>();
    for (FileChange change : changes) {
      switch (change) {
        case FileChange.Add add ->
            contents.put(add.path(), add.text().getBytes(StandardCharsets.UTF_8));
        case FileChange.Edit edit ->
            contents.put(
                edit.path(),
                edited(
                    edit,
                    contents.containsKey(edit.path())
                        ? contents.get(edit.path())
                        : files.read(edit.path())));
        case FileChange.Rename rename -> {
          byte[] old = contents.remove(rename.from());
          contents.put(rename.path(), old == null ? files.read(rename.from()) : old);
          removed.add(rename.from());
          removed.remove(rename.path());
        }
      }
    }
    return new ReplacedFiles(files, contents, removed);
  }

  /// The bytes of an edited file: a byte order mark stays.
  public static byte[] edited(FileChange.Edit edit, byte[] old) {
    byte[] text = edit.after().getBytes(StandardCharsets.UTF_8);
    boolean marked =
        old.length > 2
            && (old[0] & 0xff) == 0xef
            && (old[1] & 0xff) == 0xbb
            && (old[2] & 0xff) == 0xbf;
    if (!marked) {
      return text;
    }
    byte[] whole = new byte[text.length + 3];
    System.arraycopy(old, 0, whole, 0, 3);
    System.arraycopy(text, 0, whole, 3, text.length);
    return whole;
  }
}
