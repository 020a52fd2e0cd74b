package dev.migrationsentry.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The shell script that runs a server and watches over it.
///
/// Everything that must not stay behind is made by this script and not by the process that wants
/// the server: however that one ends, `kill -9` included, the standard input of the script ends
/// with it, and the script then stops the server and removes the folder. A Ctrl-C in the terminal
/// reaches the script as well and must not stop it.
final class ServerScript {
  /// What the script prints when the server has ended.
  static final String ENDED = "ended";

  /// What lets the script leave the folder alone, so that another server can run in it.
  static final String KEEP = "keep";

  /// Settings of a server whose data nobody will miss, and whose answers depend on nothing outside.
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("fsync", "off"),
          Map.entry("full_page_writes", "off"),
          Map.entry("synchronous_commit", "off"),
          Map.entry("wal_level", "minimal"),
          Map.entry("max_wal_size", "1GB"),
          Map.entry("wal_recycle", "off"),
          Map.entry("max_wal_senders", "0"),
          Map.entry("shared_buffers", "32MB"),
          // Files of its own folder instead of /dev/shm, which may be missing, and where a segment
          // would outlive the server.
          Map.entry("dynamic_shared_memory_type", "mmap"),
          Map.entry("autovacuum", "off"),
          Map.entry("max_connections", "60"),
          Map.entry("max_worker_processes", "2"),
          Map.entry("max_locks_per_transaction", "1024"),
          Map.entry("bgwriter_lru_maxpages", "0"),
          Map.entry("jit", "off"),
          Map.entry("huge_pages", "off"),
          Map.entry("timezone", "UTC"));

  private static final String START =
      """
      trap '' INT HUP TERM PIPE
      exec 3<&0 </dev/null
      """;

  /// Makes the folder with a copy of the prepared data.
  private static final String COPY =
      """
      mkdir -m «MODE» «RUN» 2>&1 || exit 1
      said=$(«OWN» «CP» 2>&1) || {
        printf '%s\\n' "$said" | tail -n 1
        rm -rf «RUN»
        exit 1
      }
      """;

  /// Runs the server. The process to stop is read from the server's own file, since the command may
  /// have started it as a process of its own; that file may not be there yet.
  private static final String RUN =
      """
      «SERVER» >«RUN»/log 2>&1 3<&- &
      server=$!
      (
        read -r word <&3 && exit 0
        while kill -0 "$server"; do
          postmaster=$(head -n 1 «RUN»/data/postmaster.pid) && kill -QUIT "$postmaster"
          sleep 0.05 || sleep 1
        done
        exit 1
      ) >/dev/null 2>&1 &
      watch=$!
      exec 3<&-
      wait "$server"
      echo ended
      wait "$watch" || rm -rf «RUN»
      """;

  private ServerScript() {}

  /// The command that copies prepared data to a new folder and runs a server there.
  static List<String> copyAndRun(
      ServerInstallation installation, Path run, int port, List<String> settings) {
    boolean changes = installation.user().changes();
    String copy =
        COPY.replace("«MODE»", changes ? "711" : "700")
            .replace("«OWN»", changes ? "chown " + ServerUser.NOBODY + " «RUN» &&" : "")
            .replace("«CP»", quoted(installation.copyCommand(run.resolve("data"))));
    return command(START + copy + RUN, installation, run, port, settings);
  }

  /// The command that runs a server in a folder where one has run before.
  static List<String> runAgain(
      ServerInstallation installation, Path run, int port, List<String> settings) {
    return command(START + RUN, installation, run, port, settings);
  }

  private static List<String> command(
      String script, ServerInstallation installation, Path run, int port, List<String> settings) {
    List<String> server =
        new ArrayList<>(
            installation
                .user()
                .run(
                    installation.home().resolve("bin/postgres").toString(),
                    "-D",
                    run.resolve("data").toString(),
                    "-p",
                    Integer.toString(port)));
    SETTINGS.forEach((setting, value) -> server.addAll(List.of("-c", setting + "=" + value)));
    settings.forEach(setting -> server.addAll(List.of("-c", setting)));
    String filled =
        script
            .replace("«SERVER»", quoted(server))
            .replace("«RUN»", quoted(List.of(run.toString())));
    return List.of("sh", "-c", filled, "migration-sentry-watch");
  }

  private static String quoted(List<String> words) {
    return words.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
