package dev.migrationsentry.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The user that a server runs as. PostgreSQL refuses to run as root, so that root has to become
/// somebody else first.
///
/// @param command what is written before a command to run it as that user; empty for oneself
/// @param changes whether files must belong to the user `nobody` to be that user's
record ServerUser(List<String> command, boolean changes) {
  /// The conventional id of the user and of the group `nobody`.
  static final int NOBODY = 65534;

  ServerUser {
    command = List.copyOf(command);
  }

  /// The first way that works here: oneself unless root; then `setpriv`, `runuser`, `su`, and last
  /// a user namespace, in which root's files are the server's.
  ///
  /// @param own a file or folder that this process has made, by which it learns its user id
  /// @throws ServerUnavailableException when root cannot become another user
  static ServerUser find(Path own) {
    if (!isRoot(own)) {
      return new ServerUser(List.of(), false);
    }
    List<ServerUser> ways =
        List.of(
            new ServerUser(
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"),
                true),
            new ServerUser(List.of("runuser", "-u", "nobody", "--"), true),
            new ServerUser(
                List.of("su", "-s", "/bin/sh", "nobody", "-c", "exec \"$0\" \"$@\"", "--"), true),
            new ServerUser(List.of("unshare", "-U"), false));
    for (ServerUser way : ways) {
      if (way.succeeds("true")) {
        return way;
      }
    }
    throw new ServerUnavailableException(
        "PostgreSQL does not run as root, and none of setpriv, runuser, su and unshare can change"
            + " to another user here; run as an ordinary user");
  }

  /// Whether this process is root.
  ///
  /// @param own a file or folder that this process has made
  static boolean isRoot(Path own) {
    try {
      return Files.getAttribute(own, "unix:uid").equals(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A command as this user runs it.
  List<String> run(String... arguments) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(arguments));
    return all;
  }

  /// Gives a file or folder to this user.
  void own(Path path) throws IOException {
    if (changes) {
      Files.setAttribute(path, "unix:uid", NOBODY);
      Files.setAttribute(path, "unix:gid", NOBODY);
    }
  }

  /// Whether a command ends well when this user runs it.
  boolean succeeds(String... arguments) {
    try {
      Process process =
          new ProcessBuilder(run(arguments))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException notInstalled) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
