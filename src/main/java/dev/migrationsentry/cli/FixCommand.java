package dev.migrationsentry.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `fix`: writes what repairs a history.
@Command(
    name = "fix",
    mixinStandardHelpOptions = true,
    description = "Writes what repairs a history.",
    synopsisSubcommandLabel = "WHAT",
    subcommands = {FixHeadsCommand.class})
final class FixCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to fix: heads.");
  }
}
