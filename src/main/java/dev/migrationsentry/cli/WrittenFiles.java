package dev.migrationsentry.cli;

import dev.migrationsentry.remedy.FileChange;
import dev.migrationsentry.remedy.Overlay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/// Puts the files of remedies in place. What is there is never overwritten unless it is what the
/// remedy was made from.
final class WrittenFiles {
  private WrittenFiles() {}

  /// Writes, one change after the other.
  ///
  /// @param folder the checked folder
  /// @throws EnvironmentProblem when a file is there already, has changed, or can't be written; the
  ///   message says which files were written before
  static void write(Path folder, List<FileChange> changes) {
    StringBuilder done = new StringBuilder();
    for (FileChange change : changes) {
      Path path = folder.resolve(change.path());
      try {
        one(folder, path, change);
      } catch (FileAlreadyExistsException e) {
        throw problem(path + " exists already", done);
      } catch (IOException e) {
        throw problem(path + " can't be written: " + e.getMessage(), done);
      }
      done.append(done.isEmpty() ? "" : ", ").append(change.path());
    }
  }

  private static EnvironmentProblem problem(String what, StringBuilder done) {
    return new EnvironmentProblem(
        ExitCode.USAGE,
        what + ". " + (done.isEmpty() ? "Nothing was written." : "Written before: " + done + "."));
  }

  private static void one(Path folder, Path path, FileChange change) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    switch (change) {
      case FileChange.Add add ->
          Files.writeString(
              path, add.text(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
      case FileChange.Edit edit -> {
        byte[] there = Files.readAllBytes(path);
        FileChange.Edit same = new FileChange.Edit(edit.path(), edit.before(), edit.before());
        if (!Arrays.equals(Overlay.edited(same, there), there)) {
          throw new IOException("it has changed meanwhile");
        }
        Files.write(path, Overlay.edited(edit, there));
      }
      case FileChange.Rename rename -> Files.move(folder.resolve(rename.from()), path);
    }
  }
}
