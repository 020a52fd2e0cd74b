package dev.migrationsentry.configuration;

import java.util.List;
import java.util.Map;

/// What a project says of its gate.
///
/// @param database the variable of the environment that holds the URL of the database
/// @param variables the variables that must be there, beside that one
/// @param command the command that runs the migrations, or nothing when it is not said here
/// @param limits the longest time that a step may take, in seconds, by the step's name
/// @param place where it is said, or an empty text
public record GateSetting(
    String database,
    List<String> variables,
    List<String> command,
    Map<String, Integer> limits,
    String place) {
  /// The variable that holds the URL when nothing else is said.
  public static final String DATABASE = "DATABASE_URL";

  /// Nothing said.
  public static final GateSetting NONE =
      new GateSetting(DATABASE, List.of(), List.of(), Map.of(), "");

  /// The steps whose time can be limited.
  public static final List<String> LIMITED =
      List.of(
          "connection", "lock", "history", "check", "rehearsal", "migrations", "ledger", "verify");

  /// Copies the collections.
  public GateSetting {
    variables = List.copyOf(variables);
    command = List.copyOf(command);
    limits = Map.copyOf(limits);
  }
}
