package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.python.ast.Statement;
import dev.migrationsentry.source.SourceFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A module of the repository that runs or has run.
final class Unit implements Value.Defined {
  private final String name;
  private final Module module;
  private final Frame globals;
  private final boolean folder;
  private final @Nullable Imports imports;
  private final Map<String, List<Statement>> bindings = new HashMap<>();
  private final Set<Statement> defined = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> asked = new HashSet<>();

  /// @param folder whether it is the `__init__.py` of a package
  /// @param imports for a module that is run only as far as its names are asked for; null for one
  ///   that is run from its start to its end
  Unit(String name, Module module, boolean folder, @Nullable Imports imports) {
    this.name = name;
    this.module = module;
    this.folder = folder;
    this.globals = Frame.module(this);
    this.imports = imports;
    if (imports != null) {
      Bindings.collect(module.body(), bindings);
    }
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
    Value known = globals.names().get(attribute);
    return known != null ? known : defined(attribute);
  }

  /// The names that it defines.
  List<String> offered() {
    List<String> all = new ArrayList<>(globals.names().keySet());
    all.addAll(bindings.keySet());
    return all;
  }

  /// Runs the statements that define a name, if they have not run, and returns its value.
  @Nullable Value defined(String asking) {
    if (imports == null || !asked.add(asking)) {
      return null;
    }
    for (Statement statement : bindings.getOrDefault(asking, List.of())) {
      if (defined.add(statement)) {
        imports.define(this, statement);
      }
    }
    Value found = globals.names().get(asking);
    if (found != null || asking.startsWith("__")) {
      return found;
    }
    for (Statement statement : bindings.getOrDefault(Bindings.ALL, List.of())) {
      Value starred = imports.starred(this, statement, asking);
      if (starred != null) {
        globals.names().put(asking, starred);
        return starred;
      }
    }
    return null;
  }
}
