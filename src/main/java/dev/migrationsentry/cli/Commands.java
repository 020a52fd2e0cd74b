package dev.migrationsentry.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Makes the command objects, and hands them the terminal.
final class Commands implements CommandLine.IFactory {
  /// In the order in which the help lists them.
  private static final List<Class<?>> ALL =
      List.of(
          CheckCommand.class,
          RehearseCommand.class,
          DiagnoseCommand.class,
          DeploysCommand.class,
          SnapshotCommand.class,
          StatusCommand.class,
          VerifyCommand.class,
          ReconcileCommand.class,
          GateCommand.class,
          MigrateCommand.class,
          ServeCommand.class,
          GraphCommand.class,
          FixCommand.class,
          InitCommand.class,
          ExplainCommand.class);

  private final Terminal terminal;
  private final List<String> foreign;

  /// @param foreign the command line of another program, which stood behind `--`
  Commands(Terminal terminal, List<String> foreign) {
    this.terminal = terminal;
    this.foreign = foreign;
  }

  /// The commands to prepare for some arguments: the one that they begin with, and all of them
  /// where they ask for help or are mistaken. Preparing one takes longer than many a command does.
  static List<Class<?>> wanted(List<String> arguments) {
    if (!arguments.isEmpty()) {
      for (Class<?> command : ALL) {
        if (command.getAnnotation(Command.class).name().equals(arguments.getFirst())) {
          return List.of(command);
        }
      }
    }
    return ALL;
  }

  @Override
  public <K> K create(Class<K> kind) throws Exception {
    if (kind == CheckCommand.class) {
      return kind.cast(new CheckCommand(terminal));
    }
    if (kind == RehearseCommand.class) {
      return kind.cast(new RehearseCommand(terminal, foreign));
    }
    if (kind == GateCommand.class) {
      return kind.cast(new GateCommand(terminal, foreign));
    }
    if (kind == DiagnoseCommand.class) {
      return kind.cast(new DiagnoseCommand(terminal));
    }
    if (kind == DeploysCommand.class) {
      return kind.cast(new DeploysCommand(terminal));
    }
    if (kind == DeploysWatchCommand.class) {
      return kind.cast(new DeploysWatchCommand(terminal));
    }
    if (kind == DeploysTriggerCommand.class) {
      return kind.cast(new DeploysTriggerCommand(terminal));
    }
    if (kind == ExplainCommand.class) {
      return kind.cast(new ExplainCommand(terminal));
    }
    if (kind == InitCommand.class) {
      return kind.cast(new InitCommand(terminal));
    }
    if (kind == GraphCommand.class) {
      return kind.cast(new GraphCommand(terminal));
    }
    if (kind == FixCommand.class) {
      return kind.cast(new FixCommand(terminal));
    }
    if (kind == FixHeadsCommand.class) {
      return kind.cast(new FixHeadsCommand(terminal));
    }
    if (kind == StatusCommand.class) {
      return kind.cast(new StatusCommand(terminal));
    }
    if (kind == VerifyCommand.class) {
      return kind.cast(new VerifyCommand(terminal));
    }
    if (kind == ServeCommand.class) {
      return kind.cast(new ServeCommand(terminal));
    }
    if (kind == ReconcileCommand.class) {
      return kind.cast(new ReconcileCommand(terminal));
    }
    if (kind == MigrateCommand.class) {
      return kind.cast(new MigrateCommand(terminal));
    }
    if (kind == SnapshotCommand.class) {
      return kind.cast(new SnapshotCommand(terminal));
    }
    return CommandLine.defaultFactory().create(kind);
  }
}
