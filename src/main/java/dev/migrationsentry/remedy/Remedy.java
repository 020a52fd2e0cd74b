package dev.migrationsentry.remedy;

import java.util.List;

/// Something that may mend a failure.
///
/// @param kind the class of remedies that it belongs to, in kebab case
/// @param title what it does, as a sentence
/// @param files what it does to files of the project
/// @param byHand statements to run by hand, in one transaction, without semicolons; empty for most
/// @param commands commands to run, as they are typed
/// @param risk what can go wrong with it, as sentences
/// @param undo how to take it back, as sentences
/// @param verification a query that yields one row with `true` where the remedy has worked; empty
///   where there is nothing to ask
/// @param prevention what would have kept the failure from the deploy, as a sentence
public record Remedy(
    String kind,
    String title,
    List<FileChange> files,
    List<String> byHand,
    List<String> commands,
    String risk,
    String undo,
    String verification,
    String prevention) {
  /// Copies the lists.
  public Remedy {
    files = List.copyOf(files);
    byHand = List.copyOf(byHand);
    commands = List.copyOf(commands);
  }

  /// A remedy that changes files alone.
  static Remedy ofFiles(
      String kind,
      String title,
      List<FileChange> files,
      String risk,
      String undo,
      String verification,
      String prevention) {
    return new Remedy(
        kind, title, files, List.of(), List.of(), risk, undo, verification, prevention);
  }

  /// A remedy that is a command of this program or of the runner.
  static Remedy ofCommands(
      String kind,
      String title,
      List<String> commands,
      String risk,
      String undo,
      String prevention) {
    return new Remedy(kind, title, List.of(), List.of(), commands, risk, undo, "", prevention);
  }
}
