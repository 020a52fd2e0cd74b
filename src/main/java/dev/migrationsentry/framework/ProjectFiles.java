package dev.migrationsentry.framework;

import java.io.IOException;
import java.util.List;

/// The files under the checked folder: those on disk, or those of a state in git.
public interface ProjectFiles {
  /// The checked folder with everything below it, without the folders that hold no source
  /// ([SkippedFolders]).
  Folder root();

  /// The names of the folders above the checked folder and its own, outermost first: `[home, app,
  /// migrations]`.
  List<String> rootNames();

  /// The folders above the checked folder up to the root of the repository, nearest first, with
  /// their files but without their folders. They are looked at for what they say of the runner
  /// (`Cargo.toml`, `package.json`) and never for migrations.
  List<Folder> above();

  /// The bytes of a file.
  ///
  /// @param path relative to the checked folder, with forward slashes
  /// @throws IOException when it can't be read; the message says why, without the path
  byte[] read(String path) throws IOException;

  /// Folders that are never looked into ([SkippedFolders]), as paths relative to the checked
  /// folder.
  List<String> skipped();

  /// What is there and could not be looked at, each with the reason: links to folders, folders that
  /// may not be read, pipes and devices.
  default List<LeftOut> unseen() {
    return List.of();
  }

  /// The checked folder as people know it, for messages.
  String shownRoot();
}
