package dev.migrationsentry.framework;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One migration environment of Alembic: where its configuration says that it keeps its revisions.
///
/// @param configuration the path of the file that describes it, or null where none was found
/// @param section the section of that file, or an empty text
/// @param script the path of the folder that holds `env.py`, relative to the checked folder (with
///   `..` where it lies above), or null where it is not known
/// @param versions the folders that hold the revisions, in the order in which Alembic loads them,
///   without those below them
/// @param recursive whether the folders below are read too (`recursive_version_locations`)
/// @param settings all values of the section, by key in lower case
record AlembicEnvironment(
    @Nullable String configuration,
    String section,
    @Nullable String script,
    List<Folder> versions,
    boolean recursive,
    Map<String, String> settings) {
  AlembicEnvironment {
    versions = List.copyOf(versions);
    settings = Map.copyOf(settings);
  }

  /// A value of the configuration.
  String setting(String key, String otherwise) {
    return settings.getOrDefault(key, otherwise);
  }

  /// The path of a file beside `env.py`, or null where that folder is not known.
  @Nullable String beside(String file) {
    String folder = script;
    return folder == null ? null : folder.isEmpty() ? file : folder + "/" + file;
  }
}
