package dev.migrationsentry.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What has been found so far in the lines of all processes.
final class Findings {
  /// A log that says more different things than this is not read for all of them.
  private static final int MOST = 2000;

  private final Map<String, FoundFailure> failures = new LinkedHashMap<>();
  private final Set<String> started = new LinkedHashSet<>();
  private final Set<String> tools = new LinkedHashSet<>();
  private final Map<String, Log.Remark> remarks = new LinkedHashMap<>();
  private Log.@Nullable Remark success;
  private @Nullable String current;
  private @Nullable String commit;
  private boolean full;
  private boolean fromBase;

  void tool(String name) {
    if (!name.equals("migration") && !name.equals("shell") && !name.equals("platform")) {
      tools.add(name);
    }
  }

  /// Takes down which commit is deployed: the last one before the first failure.
  void deploys(String name) {
    if (failures.values().stream().noneMatch(one -> one.sqlState != null || one.signal != null)) {
      commit = name;
    }
  }

  /// Takes down that a migration was begun.
  ///
  /// @param atBase whether the runner says that nothing ran before it
  void began(String migration, boolean atBase) {
    fromBase |= started.isEmpty() && (atBase || isFirst(migration));
    current = migration;
    if (started.size() < MOST) {
      started.add(migration);
    }
  }

  /// `0001_initial`, `V1__shops.sql`, `app.0001_initial`: the number of the first one.
  private static boolean isFirst(String migration) {
    String name = migration.substring(migration.lastIndexOf('/') + 1);
    int at = 0;
    while (at < name.length() && !Character.isDigit(name.charAt(at))) {
      at++;
    }
    int end = at;
    while (end < name.length() && Character.isDigit(name.charAt(end))) {
      end++;
    }
    String number = name.substring(at, end);
    boolean named = end == name.length() || "_-. ".indexOf(name.charAt(end)) >= 0;
    return named && !number.isEmpty() && number.length() <= 5 && Integer.parseInt(number) <= 1;
  }

  /// The migration that runs now, as far as any process tells.
  @Nullable String current() {
    return current;
  }

  void remark(String signal, String text, long line) {
    remarks.putIfAbsent(signal, new Log.Remark(signal, shortened(text), line));
  }

  void succeeded(String text, long line) {
    success = new Log.Remark("success", shortened(text), line);
  }

  private static String shortened(String text) {
    String redacted = Secrets.redacted(text.strip());
    return redacted.length() > 300 ? redacted.substring(0, 300) + " …" : redacted;
  }

  /// Adds a failure, or tells an earlier one more of itself.
  ///
  /// @return the one that is kept
  FoundFailure add(FoundFailure failure) {
    String key =
        failure.signal != null && failure.sqlState == null
            ? failure.signal
                + " "
                + failure.names.getOrDefault("version", "")
                + failure.names.getOrDefault("revision", "")
            : failure.message;
    FoundFailure known = failures.get(key);
    if (known != null) {
      known.merge(failure);
      return known;
    }
    if (failures.size() < MOST) {
      failures.put(key, failure);
    } else {
      full = true;
    }
    return failure;
  }

  Log done(long lines, boolean beginning, @Nullable String version, List<String> notes) {
    List<Failure> all = new ArrayList<>();
    boolean failed = false;
    for (FoundFailure found : failures.values()) {
      Failure failure = found.done(failed);
      failed |= failure.isRecognised() && !failure.quoted() && failure.followUp() == FollowUp.NONE;
      all.add(failure);
    }
    List<String> said = new ArrayList<>(notes);
    if (full) {
      said.add(
          "The log tells of more than "
              + MOST
              + " different failures; the first of them were read.");
    }
    return new Log(
        all,
        List.copyOf(started),
        List.copyOf(tools),
        fromBase,
        commit,
        version,
        success,
        List.copyOf(remarks.values()),
        lines,
        beginning,
        said);
  }
}
