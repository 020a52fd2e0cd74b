package dev.migrationsentry.framework;

import dev.migrationsentry.framework.PythonConstants.Held;
import dev.migrationsentry.migration.BrokenRevision;
import dev.migrationsentry.migration.Link;
import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.Unresolved;
import dev.migrationsentry.python.PythonReader;
import dev.migrationsentry.python.ast.Constant;
import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.python.ast.Statement;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what a revision file says of itself, and finds what keeps Alembic from loading it
/// (`Script._from_filename` in `alembic/script/base.py`, `Revision.__init__` in
/// `alembic/script/revision.py`).
///
/// @param name the file's name
/// @param module the file as Python reads it
/// @param revision its place in the graph, or null when it has none
/// @param broken why Alembic stops at it, or null
/// @param unresolved its id, where only a run would show it, or null
record AlembicFile(
    String name,
    Module module,
    @Nullable Revision revision,
    @Nullable BrokenRevision broken,
    @Nullable Unresolved unresolved) {
  private static final Set<String> ILLEGAL = Set.of("@", "-", "+", ":");
  private static final String LOADS_ALL =
      "Alembic loads every .py file of the folder before it does anything, and stops here: ";

  /// Reads a file.
  static AlembicFile read(String name, SourceFile file) {
    Module module = PythonReader.read(file);
    Module.SyntaxFailure failure = module.failure();
    if (failure != null) {
      return broken(
          name,
          module,
          failure.at(),
          name + " is not valid Python: \"" + failure.message() + "\".",
          LOADS_ALL + "no command of it works, not even \"alembic heads\".",
          "Correct the file; \"python -m py_compile " + file.path() + "\" shows what Python says.");
    }
    return new Reading(name, file, module).read();
  }

  /// A file that Python can't decode.
  ///
  /// @param why a sentence part that follows its name
  static AlembicFile undecodable(String name, SourceFile file, String why) {
    Span start = file.span(0, 0);
    Module nothing = new Module(List.of(), null, start);
    return broken(
        name,
        nothing,
        start,
        name + " " + why + ".",
        LOADS_ALL + "Python refuses the file.",
        "Save the file as UTF-8.");
  }

  private static AlembicFile broken(
      String name, Module module, Span where, String seen, String effect, String safer) {
    return new AlembicFile(
        name, module, null, new BrokenRevision(name, where, seen, effect, safer), null);
  }

  /// One file's variables on their way into a revision.
  private static final class Reading {
    private final String name;
    private final SourceFile file;
    private final Module module;
    private final PythonConstants constants;
    private final List<Unresolved> unresolved = new ArrayList<>();
    private @Nullable AlembicFile refused;

    Reading(String name, SourceFile file, Module module) {
      this.name = name;
      this.file = file;
      this.module = module;
      this.constants = PythonConstants.of(module);
    }

    AlembicFile read() {
      Held id = constants.value("revision");
      if (id == null) {
        String legacy = legacyId();
        if (legacy.isEmpty()) {
          return broken(
              name,
              module,
              firstLine(file),
              name + " has no variable \"revision\".",
              LOADS_ALL + "\"Could not determine revision id from filename " + name + "\".",
              "If it is no revision, move it out of this folder. If it is one, give it revision ="
                  + " \"…\" and down_revision = \"…\".");
        }
        id = new Held.Text(legacy, firstLine(file));
      }
      if (id instanceof Held.Unknown(String why, Span where)) {
        return new AlembicFile(name, module, null, null, new Unresolved("revision", where, why));
      }
      if (!(id instanceof Held.Text(String text, Span where))) {
        return refuse(id.where(), "revision is " + what(id) + ", not a string", "\"TypeError\"");
      }
      for (String character : ILLEGAL) {
        if (text.contains(character)) {
          return refuse(
              where,
              "the id " + text + " holds the character \"" + character + "\"",
              "\"Character(s) '" + character + "' not allowed in revision identifier\"");
        }
      }
      Held down = constants.value("down_revision");
      if (down == null) {
        return refuse(
            where,
            "the variable \"down_revision\" is missing",
            "\"AttributeError: module has no attribute 'down_revision'\"");
      }
      List<Link> parents = links("down_revision", down);
      List<Link> dependencies = links("depends_on", constants.own("depends_on"));
      List<String> labels = new ArrayList<>();
      for (Link label : labels(constants.own("branch_labels"))) {
        labels.add(label.to());
      }
      AlembicFile stopped = refused;
      if (stopped != null) {
        return stopped;
      }
      return new AlembicFile(
          name,
          module,
          new Revision(text, name, summary(), parents, dependencies, labels, where, unresolved),
          null,
          null);
    }

    private AlembicFile refuse(Span where, String seen, String effect) {
      return broken(
          name,
          module,
          where,
          "In " + name + " " + seen + ".",
          LOADS_ALL + effect + ".",
          "Write the id as a string of letters and digits, and down_revision as the id of the"
              + " revision before it, or None for the first one.");
    }

    private static Span firstLine(SourceFile file) {
      return file.span(0, file.lineText(1).length());
    }

    /// The id in the name of a file of Alembic 0.1: `([a-f0-9]+)\.py`.
    private String legacyId() {
      String stem = name.substring(0, name.length() - ".py".length());
      boolean hexadecimal =
          stem.chars().allMatch(character -> "0123456789abcdef".indexOf(character) >= 0);
      return hexadecimal ? stem : "";
    }

    private List<Link> links(String variable, @Nullable Held held) {
      return switch (held) {
        case null -> List.of();
        case Held.None ignored -> List.of();
        case Held.Text(String text, Span where) ->
            text.isEmpty() ? List.of() : List.of(new Link(text, where));
        case Held.Several several -> links(variable, several);
        case Held.Unknown(String why, Span where) -> {
          unresolved.add(new Unresolved(variable, where, why));
          yield List.of();
        }
        case Held other -> {
          refused =
              refuse(
                  other.where(),
                  variable + " is " + what(other) + ", not an id",
                  "\"Revision referenced … is not present\"");
          yield List.of();
        }
      };
    }

    private List<Link> links(String variable, Held.Several several) {
      List<Link> links = new ArrayList<>();
      boolean alone = several.elements().size() == 1;
      for (Held element : several.elements()) {
        if (!(alone && element instanceof Held.None) && !(element instanceof Held.Text)) {
          Held checked =
              element instanceof Held.Unknown
                  ? element
                  : new Held.Other("a list with something else", element.where());
          links(variable, checked);
        } else {
          links.addAll(links(variable, element));
        }
      }
      return links;
    }

    /// The names of the branches; one that is not known counts by the words it is written with, as
    /// what matters is only that it differs from the others.
    private static List<Link> labels(@Nullable Held held) {
      return switch (held) {
        case Held.Text(String text, Span where) when !text.isEmpty() ->
            List.of(new Link(text, where));
        case Held.Several several ->
            several.elements().stream().flatMap(one -> labels(one).stream()).toList();
        case Held.Unknown unknown -> List.of(new Link(unknown.where().text(), unknown.where()));
        case null -> List.of();
        case Held ignored -> List.of();
      };
    }

    private static String what(Held held) {
      return switch (held) {
        case Held.Text ignored -> "a string";
        case Held.None ignored -> "None";
        case Held.Truth ignored -> "a truth value";
        case Held.Several ignored -> "a list";
        case Held.Other other -> other.what();
        case Held.Unknown ignored -> "not known";
      };
    }

    /// The first paragraph of the file's own text, on one line (`Script.doc`).
    private String summary() {
      if (module.body().isEmpty()
          || !(module.body().getFirst() instanceof Statement.ExpressionStatement first)
          || !(first.value() instanceof Constant.StringConstant text)) {
        return "";
      }
      StringBuilder summary = new StringBuilder();
      for (String line : text.value().strip().lines().toList()) {
        if (line.isBlank()) {
          break;
        }
        summary.append(summary.isEmpty() ? "" : " ").append(line.strip());
      }
      return summary.toString();
    }
  }
}
