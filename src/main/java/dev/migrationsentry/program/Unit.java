package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.source.SourceFile;
import org.jspecify.annotations.Nullable;

/// A module of the repository that runs or has run.
final class Unit implements Value.Defined {
  private final String name;
  private final Module module;
  private final Frame globals;
  private final boolean folder;

  /// @param folder whether it is the `__init__.py` of a package
  Unit(String name, Module module, boolean folder) {
    this.name = name;
    this.module = module;
    this.folder = folder;
    this.globals = Frame.module(this);
  }

  @Override
  public String name() {
    return name;
  }

  Module module() {
    return module;
  }

  SourceFile file() {
    return module.span().file();
  }

  Frame globals() {
    return globals;
  }

  /// The package that `from . import x` means.
  String enclosing(int level) {
    String at = folder ? name : parent(name);
    for (int i = 1; i < level; i++) {
      at = parent(at);
    }
    return at;
  }

  private static String parent(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(0, dot);
  }

  @Override
  public @Nullable Value attribute(String attribute) {
    return globals.names().get(attribute);
  }
}
