package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.Alias;
import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.python.ast.Statement;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Imports, and files that code opens. Of a module that the repository has those statements are run
/// that define a name which is used; everything else is a library.
final class Imports {
  /// A migration that imports more of its application than this is not followed further.
  private static final int MODULES = 200;

  private final Interpreter interpreter;
  private final Modules modules;
  private final Map<String, Unit> loaded = new HashMap<>();
  private final Set<String> missing = new HashSet<>();

  Imports(Interpreter interpreter, Modules modules) {
    this.interpreter = interpreter;
    this.modules = modules;
  }

  void run(Statement.Import statement, Frame frame) {
    for (Alias alias : statement.names()) {
      String bound = alias.bound();
      int dot = alias.name().indexOf('.');
      String name = bound != null || dot < 0 ? alias.name() : alias.name().substring(0, dot);
      frame.assign(bound != null ? bound : name, module(name));
    }
  }

  void run(Statement.ImportFrom statement, Frame frame) {
    String name = source(statement, frame.unit());
    if (name.equals("__future__")) {
      return;
    }
    Value from = module(name);
    for (Alias alias : statement.names()) {
      if (alias.name().equals("*")) {
        star(from, name, frame);
        continue;
      }
      String bound = alias.bound();
      frame.assign(bound == null ? alias.name() : bound, imported(from, name, alias));
    }
  }

  private void star(Value from, String name, Frame frame) {
    if (!(from instanceof Unit unit)) {
      frame.star(name);
      return;
    }
    for (String each : unit.offered()) {
      Value value = each.startsWith("_") ? null : unit.attribute(each);
      if (value != null) {
        frame.assign(each, value);
      }
    }
  }

  /// What `from module import *` brings in under a name, or null.
  @Nullable Value starred(Unit unit, Statement statement, String name) {
    if (!(statement instanceof Statement.ImportFrom star)) {
      return null;
    }
    String from = source(star, unit);
    Unit other = load(from);
    if (other == null) {
      unit.globals().star(from);
      return null;
    }
    return other == unit ? null : other.attribute(name);
  }

  private static String source(Statement.ImportFrom statement, Unit unit) {
    String written = statement.module();
    String name = written == null ? "" : written;
    if (statement.level() > 0) {
      String above = unit.enclosing(statement.level());
      name = name.isEmpty() ? above : above.isEmpty() ? name : above + "." + name;
    }
    return name;
  }

  /// Runs one statement of a module.
  void define(Unit unit, Statement statement) {
    interpreter.define(unit, statement);
  }

  private Value imported(Value from, String name, Alias alias) {
    if (from instanceof Unit unit) {
      Value found = unit.attribute(alias.name());
      Unit below = found == null ? load(name + "." + alias.name()) : null;
      return found != null
          ? found
          : below != null ? below : new Value.Library(name + "." + alias.name());
    }
    Unit below = load(name + "." + alias.name());
    if (below != null) {
      return below;
    }
    Value known = StandardLibrary.member(name + "." + alias.name(), alias.span());
    return known != null ? known : new Value.Library(name + "." + alias.name());
  }

  private Value module(String name) {
    Unit unit = load(name);
    return unit != null ? unit : new Value.Library(name);
  }

  /// The module below another one, or null.
  @Nullable Value submodule(String module, String name, Span span) {
    return load(module + "." + name);
  }

  private @Nullable Unit load(String name) {
    Unit known = loaded.get(name);
    if (known != null || missing.contains(name)) {
      return known;
    }
    Module module = loaded.size() >= MODULES ? null : modules.module(name);
    if (module == null || module.failure() != null) {
      missing.add(name);
      return null;
    }
    boolean folder = module.span().file().path().endsWith("__init__.py");
    Unit unit = new Unit(name, module, folder, this);
    loaded.put(name, unit);
    return unit;
  }

  /// The text of a file of the repository.
  Value open(Value path, Span span) {
    Value.Text text =
        path instanceof Value.Text given
            ? given
            : path instanceof Value.Construct made
                    && made.name().equals("pathlib.Path")
                    && made.arguments().positional().getFirst() instanceof Value.Text inner
                ? inner
                : null;
    if (text == null) {
      return path instanceof Value.Unknown
          ? path
          : new Value.Unknown("`" + Expressions.shown(span) + "` is not a known path");
    }
    SourceFile file = modules.file(Paths.normal(text.text()));
    return file == null
        ? new Value.Unknown("the file " + text.text() + " is not in the repository")
        : Value.Text.of(file.text(), file.span(0, file.text().length()));
  }
}
