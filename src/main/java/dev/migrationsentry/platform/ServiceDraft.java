package dev.migrationsentry.platform;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A service while its file is read.
final class ServiceDraft {
  private final Service.Host host;
  private final SourceFile file;
  private final Span where;
  private final List<Command> commands = new ArrayList<>();
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  String name;
  String folder;
  String dockerfile = "";
  int replicas = 1;
  boolean complete;

  /// @param folder the folder that its commands are run in
  ServiceDraft(Service.Host host, String name, SourceFile file, Span where, String folder) {
    this.host = host;
    this.name = name;
    this.file = file;
    this.where = where;
    this.folder = folder;
  }

  Service done() {
    return new Service(
        host, name, replicas, commands, variables, complete, dockerfile, file, where);
  }

  void run(Phase phase, Shell program, Span place) {
    commands.add(new Command(phase, program, false, false, folder, place));
  }

  /// A line for a shell.
  void line(Phase phase, @Nullable Value value) {
    line(phase, value, false, false);
  }

  void line(Phase phase, @Nullable Value value, boolean errexit, boolean pipefail) {
    if (value instanceof Value.Scalar scalar && !scalar.text().isBlank()) {
      Shell program = ShellReader.read(scalar.source());
      commands.add(new Command(phase, program, errexit, pipefail, folder, scalar.where()));
    }
  }

  /// Words as they are passed on, or one line.
  void words(Phase phase, @Nullable Value first, @Nullable Value second) {
    if (first instanceof Value.Scalar && second == null) {
      line(phase, first);
      return;
    }
    List<Shell.Word> words = new ArrayList<>();
    Span place = null;
    for (Value list : new Value[] {first, second}) {
      if (list == null) {
        continue;
      }
      place = place == null ? list.where() : place.to(list.where());
      if (list instanceof Value.Scalar scalar) {
        if (ShellReader.read(scalar.source()) instanceof Shell.Simple simple) {
          words.addAll(simple.words());
        } else {
          words.add(word(scalar));
        }
        continue;
      }
      for (Value item : list.each()) {
        if (item instanceof Value.Scalar scalar) {
          words.add(word(scalar));
        }
      }
    }
    if (place != null && !words.isEmpty()) {
      run(phase, new Shell.Simple(List.of(), words, place), place);
    }
  }

  private static Shell.Word word(Value.Scalar scalar) {
    SourceFile source = scalar.source();
    return new Shell.Word(
        scalar.text(), true, List.of(), List.of(), source.span(0, source.text().length()));
  }

  void variable(String key, String value, Span place) {
    variables.put(key, new Variable(key, value, place));
  }

  /// Variables as a mapping of names to values, or a list of `NAME=value`.
  void environment(@Nullable Value value) {
    if (value == null) {
      return;
    }
    value
        .entries()
        .forEach((key, field) ->
            variable(
                key,
                field.value() instanceof Value.Scalar scalar ? scalar.text() : "",
                field.key().to(field.value().where())));
    if (value instanceof Value.Listing listing) {
      for (Value item : listing.items()) {
        if (item instanceof Value.Scalar scalar) {
          int sign = scalar.text().indexOf('=');
          variable(
              sign < 0 ? scalar.text() : scalar.text().substring(0, sign),
              sign < 0 ? "" : scalar.text().substring(sign + 1),
              scalar.where());
        }
      }
    }
  }
}
