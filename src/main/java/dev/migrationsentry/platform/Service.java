package dev.migrationsentry.platform;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.List;
import java.util.Map;

/// Something that a host builds and runs.
///
/// @param host the format that names it
/// @param name what the file calls it
/// @param replicas how many instances run at a time, as far as the file says
/// @param commands what is run, in this order
/// @param variables what the file sets, by name
/// @param complete whether the file names all variables that there are
/// @param dockerfile the path of the file that its image is built with, empty where none is known
/// @param file the file that names it
/// @param where its place there
record Service(
    Host host,
    String name,
    int replicas,
    List<Command> commands,
    Map<String, Variable> variables,
    boolean complete,
    String dockerfile,
    SourceFile file,
    Span where) {
  Service {
    commands = List.copyOf(commands);
    variables = Map.copyOf(variables);
  }

  /// The formats.
  enum Host {
    RENDER,
    HEROKU,
    FLY,
    RAILWAY,
    COMPOSE,
    DOCKERFILE,
    KUBERNETES,
    WORKFLOW,
    SCRIPT;

    /// Whether a deploy is what it is for, and not a developer's machine or a check of the sources.
    boolean deploys() {
      return this != COMPOSE && this != WORKFLOW;
    }
  }

  /// The same with other commands.
  Service running(List<Command> others) {
    return new Service(host, name, replicas, others, variables, complete, dockerfile, file, where);
  }
}
