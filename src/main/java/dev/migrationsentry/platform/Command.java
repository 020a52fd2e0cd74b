package dev.migrationsentry.platform;

import dev.migrationsentry.source.Span;

/// A command that a host runs.
///
/// @param errexit whether the host's shell stops at the first failure
/// @param pipefail whether it takes a pipe for failed when a part of it is
/// @param folder the folder that it is run in, relative to the checked one
/// @param where the whole command
record Command(
    Phase phase, Shell program, boolean errexit, boolean pipefail, String folder, Span where) {}
