package dev.migrationsentry.platform;

/// When a host runs a command.
enum Phase {
  /// While the program is built, before there is a new version to run.
  BUILD,
  /// Once for each deploy, before the new version goes live.
  PRE_DEPLOY,
  /// At the start of each instance.
  START,
  /// A step of a continuous integration.
  STEP,
  /// A script that no file names, but whose own name says that a deploy runs it.
  SCRIPT
}
