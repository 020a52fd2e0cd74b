package dev.migrationsentry.platform;

import dev.migrationsentry.source.SourceFile;

/// A shell script of the project.
///
/// @param errexit whether its first line sets `-e`
/// @param mark whether it begins with a byte order mark
/// @param carriage the first place of a carriage return before a line feed, or -1
record Script(SourceFile file, Shell program, boolean errexit, boolean mark, int carriage) {
  String path() {
    return file.path();
  }
}
