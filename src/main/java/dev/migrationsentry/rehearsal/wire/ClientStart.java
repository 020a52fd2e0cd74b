package dev.migrationsentry.rehearsal.wire;

import java.net.Socket;

/// A client that is about to log in.
///
/// @param socket its connection
/// @param in what it sends, behind its first message
/// @param out what it gets
/// @param encrypted whether it uses TLS
/// @param startup its first message
record ClientStart(
    Socket socket, WireInput in, WireOutput out, boolean encrypted, StartupMessage startup) {}
