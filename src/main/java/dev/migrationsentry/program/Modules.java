package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.source.SourceFile;
import org.jspecify.annotations.Nullable;

/// The files of the repository that running code imports or reads.
public interface Modules {
  /// No files at all.
  Modules NONE =
      new Modules() {
        @Override
        public @Nullable Module module(String name) {
          return null;
        }

        @Override
        public @Nullable SourceFile file(String path) {
          return null;
        }
      };

  /// A module, or null where the repository has none: then it is a library.
  ///
  /// @param name absolute, with dots: `app.db.base`
  @Nullable Module module(String name);

  /// A text file, or null.
  ///
  /// @param path relative to the repository's root, with forward slashes
  @Nullable SourceFile file(String path);
}
