package dev.migrationsentry.framework;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A history that was recognised, before it is read.
///
/// @param framework the program that runs it
/// @param folder the folder under which it was recognised
/// @param folders the folders that hold its files
/// @param certainty how sure that is
/// @param notChecked why it is not to be checked although it was recognised, as a sentence part
///   that follows its path, or null
record Sighting(
    Framework framework,
    Folder folder,
    List<Folder> folders,
    Certainty certainty,
    @Nullable String notChecked) {
  /// How sure it is that a folder belongs to a program; the surest one wins.
  enum Certainty {
    /// SQL files that any program could run.
    PLAIN,
    /// The names fit.
    NAMED,
    /// The names fit, and the project around it uses the program.
    SURROUNDED,
    /// A marker, a lock file or a configuration file of the program is there.
    MARKED
  }

  Sighting {
    folders = List.copyOf(folders);
  }

  static Sighting of(Framework framework, Folder folder, Certainty certainty) {
    return new Sighting(framework, folder, List.of(folder), certainty, null);
  }

  static Sighting of(
      Framework framework, Folder folder, List<Folder> folders, Certainty certainty) {
    return new Sighting(framework, folder, folders, certainty, null);
  }

  /// The same history, not to be checked.
  Sighting notChecked(String why) {
    return new Sighting(framework, folder, folders, certainty, why);
  }

  /// The path as shown to people.
  String shown() {
    return folders.size() == 1 ? folders.getFirst().shown() : folder.shown();
  }
}
