package dev.migrationsentry.log;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A failure that a log tells of.
///
/// @param sqlState the SQLSTATE, printed or known from the message; null where no server spoke or
///   the message is unknown
/// @param statePrinted whether the log prints it
/// @param signal what a runner said, in a word of `runner-messages.txt`; null where a server spoke
/// @param tool who said it: a runner's or a driver's name, empty when the log does not tell
/// @param message the message alone, in the words of the log, without secrets
/// @param names what the message names, by what it is: `relation`, `column`, `table`, `revision`…
/// @param detail the server's DETAIL, or null
/// @param hint the server's HINT, or null
/// @param context where the server was in nested code (CONTEXT), or null
/// @param position the character of the statement that the server points to, from 1, or null
/// @param migration the migration that ran, as far as the log names it, or null
/// @param scriptLine the line of the migration's file, where the log names it, or null
/// @param statement the statement or its beginning, or null
/// @param followUp of which earlier failure it is only a consequence
/// @param quoted whether the text may be a quotation in a line that reports something else
/// @param line the number of the line in the log, from 1; 0 for a failure that is in no log
/// @param process the process whose line it is; empty when the log does not tell
/// @param times how often the log says the same
public record Failure(
    @Nullable String sqlState,
    boolean statePrinted,
    @Nullable String signal,
    String tool,
    String message,
    Map<String, String> names,
    @Nullable String detail,
    @Nullable String hint,
    @Nullable String context,
    @Nullable Integer position,
    @Nullable String migration,
    @Nullable Integer scriptLine,
    @Nullable String statement,
    FollowUp followUp,
    boolean quoted,
    long line,
    String process,
    int times) {
  /// Copies the names.
  public Failure {
    names = Map.copyOf(names);
  }

  /// Whether it is known what the failure means: a failure without SQLSTATE whose message is in no
  /// list explains nothing.
  public boolean isRecognised() {
    return sqlState != null || signal != null;
  }

  /// Whether this is a failure of the SQLSTATE.
  public boolean hasState(String state) {
    return state.equals(sqlState);
  }

  /// Whether a runner said this.
  public boolean says(String what) {
    return what.equals(signal);
  }

  /// A name that the message holds, or nothing.
  public String name(String kind) {
    return names.getOrDefault(kind, "");
  }

  /// The object that the failure is about, as people write it: `table.column`, a relation, a
  /// constraint; empty when the message names none.
  public String object() {
    String table = name("table").isEmpty() ? name("relation") : name("table");
    if (!name("column").isEmpty()) {
      return table.isEmpty() ? name("column") : table + "." + name("column");
    }
    for (String kind :
        new String[] {
          "constraint",
          "index",
          "trigger",
          "policy",
          "type",
          "extension",
          "function",
          "object",
          "relation",
          "table",
          "schema",
          "role",
          "database",
          "revision",
          "requested",
          "version",
          "migration",
          "target",
          "value"
        }) {
      if (!name(kind).isEmpty()) {
        return name(kind);
      }
    }
    return "";
  }

  /// The same where another source says which migration ran.
  public Failure in(String ran) {
    return new Failure(
        sqlState,
        statePrinted,
        signal,
        tool,
        message,
        names,
        detail,
        hint,
        context,
        position,
        ran,
        scriptLine,
        statement,
        followUp,
        quoted,
        line,
        process,
        times);
  }

  /// What a server said to a statement of a migration, elsewhere than in a log.
  ///
  /// @param position the character of the statement that it points to, from 1; 0 for none
  public static Failure answered(
      String state, String said, @Nullable String more, int position, String ran) {
    Messages.Found found = Messages.english(said, 0);
    return new Failure(
        state,
        true,
        null,
        "",
        Secrets.redacted(said),
        found == null ? Map.of() : found.match().values(),
        more == null ? null : Secrets.redacted(more),
        null,
        null,
        position > 0 ? position : null,
        ran,
        null,
        null,
        FollowUp.NONE,
        false,
        0,
        "",
        1);
  }
}
