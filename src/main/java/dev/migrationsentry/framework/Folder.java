package dev.migrationsentry.framework;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A folder of the checked tree, with everything below it.
///
/// @param path relative to the checked folder with forward slashes; empty for the checked folder
///   itself, `..` and `../..` for the folders above it
/// @param name the last part of the path; for the checked folder its own name on disk
/// @param files the names of its files, in code-unit order
/// @param folders its folders, in code-unit order of their names
public record Folder(String path, String name, List<String> files, List<Folder> folders) {
  /// Copies the lists. Two folders of one tree are the same when their paths are.
  public Folder {
    files = List.copyOf(files);
    folders = List.copyOf(folders);
  }

  /// The path of a file of this folder, relative to the checked folder.
  public String pathOf(String file) {
    return path.isEmpty() ? file : path + "/" + file;
  }

  /// The path as shown to people: `.` for the checked folder.
  public String shown() {
    return path.isEmpty() ? "." : path;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Folder folder && path.equals(folder.path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  boolean has(String file) {
    return Collections.binarySearch(files, file) >= 0;
  }

  @Nullable Folder folder(String wanted) {
    for (Folder folder : folders) {
      if (folder.name.equals(wanted)) {
        return folder;
      }
    }
    return null;
  }

  /// The names of the files that end in `.sql`, whatever the case of the ending; without hidden
  /// files, which editors and archives leave behind.
  List<String> sqlFiles() {
    List<String> found = new ArrayList<>();
    for (String file : files) {
      if (Names.hasEnding(file, ".sql") && !file.startsWith(".")) {
        found.add(file);
      }
    }
    return found;
  }

  /// This folder and all folders below it, parents first.
  List<Folder> withAllBelow() {
    List<Folder> all = new ArrayList<>();
    all.add(this);
    for (int i = 0; i < all.size(); i++) {
      all.addAll(all.get(i).folders);
    }
    return all;
  }
}
