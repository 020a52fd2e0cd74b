package dev.migrationsentry.log;

import dev.migrationsentry.log.RunnerMessages.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the lines of one process: which migration runs, which failure is being told.
final class ProcessReader {
  /// Behind so many lines nothing belongs to a failure any more.
  static final int REACH = 30;

  private final Findings findings;
  private final String process;

  private @Nullable FoundFailure open;
  private boolean inBrackets;
  private boolean inStatement;
  private @Nullable String migration;
  private @Nullable String named;
  private long namedAt;
  private @Nullable Integer namedLine;
  private @Nullable String state;
  private long stateAt;

  ProcessReader(Findings findings, String process) {
    this.findings = findings;
    this.process = process;
  }

  /// Whether the lines that follow may belong to a failure.
  boolean isWaiting(long number) {
    return open != null && number - open.lastLine <= REACH;
  }

  /// Reads a line.
  ///
  /// @param telling whether the line holds any text that a failure has; another one can only go on
  ///   with a failure
  void read(LineHead head, long number, boolean telling) {
    String text = head.text();
    if (text.startsWith("{") && text.indexOf('"') > 0 && text.indexOf(':') > 0) {
      readJson(head, number);
      return;
    }
    if (!isWaiting(number)) {
      open = null;
    }
    if (goesOn(head)) {
      if (open != null) {
        open.lastLine = number;
      }
      return;
    }
    if (telling) {
      interpret(head, number);
    }
  }

  /// Whether the line belongs to the failure that is being told.
  private boolean goesOn(LineHead head) {
    FoundFailure failure = open;
    if (failure == null) {
      inBrackets = false;
      inStatement = false;
      return false;
    }
    String text = head.text();
    Labels.Found label = Labels.at(text);
    if (label != null) {
      inStatement = false;
      take(failure, label, text);
      return true;
    }
    if (failure.detail != null && text.startsWith("Process ") && text.contains(" waits for ")) {
      failure.detail = failure.detail + " " + text.strip();
      return true;
    }
    if (inBrackets) {
      failure.addStatement(withoutBracket(text));
      inBrackets = !text.stripTrailing().endsWith("]") && failure.statement.length() < 4000;
      return true;
    }
    if (inStatement) {
      inStatement =
          !head.stamped()
              && (!text.isBlank() || failure.statement.isEmpty())
              && !text.startsWith("at ")
              && !startsAnew(text)
              && failure.statement.length() < 4000;
      if (inStatement) {
        failure.addStatement(text);
        return true;
      }
    }
    if (failure.sqlState == null && failure.signal == null && !head.stamped() && !text.isBlank()) {
      // The message itself may have been wrapped.
      Messages.Found found = Messages.english(failure.message + " " + text.strip(), 0);
      if (found != null && found.start() == 0 && found.match().end() > failure.message.length()) {
        failure.message = (failure.message + " " + text.strip()).substring(0, found.match().end());
        failure.sqlState = found.sqlState();
        failure.names.putAll(found.match().values());
        return true;
      }
    }
    if (failure.statePrinted || text.length() > 40) {
      return false;
    }
    SqlStates.Printed printed = SqlStates.in(text.strip());
    if (printed != null && text.strip().toLowerCase(Locale.ROOT).startsWith("code")) {
      failure.sqlState = printed.state();
      failure.statePrinted = true;
      return true;
    }
    return false;
  }

  private static boolean startsAnew(String text) {
    Envelope envelope =
        text.startsWith("psql:") || text.startsWith("Caused by") || text.startsWith("Traceback")
            ? new Envelope(0, null, "", false)
            : Envelope.in(text);
    return envelope != null && envelope.message() < 40;
  }

  private void take(FoundFailure failure, Labels.Found label, String text) {
    String value = unquoted(text.substring(label.value()));
    switch (label.kind()) {
      case DETAIL ->
          failure.detail = failure.detail == null && !isNone(value) ? value : failure.detail;
      case HINT -> failure.hint = failure.hint == null && !isNone(value) ? value : failure.hint;
      case CONTEXT ->
          failure.context = failure.context == null && !isNone(value) ? value : failure.context;
      case STATEMENT -> {
        if (failure.statement.isEmpty()) {
          failure.addStatement(value);
          inStatement = true;
        }
      }
      case BRACKETED -> {
        failure.addStatement(withoutBracket(value));
        inBrackets = text.indexOf(']', label.value()) < 0;
      }
      case LOCATION -> {
        if (failure.migration == null || !failure.migration.contains("/")) {
          int end = value.indexOf(' ');
          failure.migration = end < 0 ? value : value.substring(0, end);
        }
      }
      case LINE -> failure.scriptLine = number(value, failure.scriptLine);
      case POSITION -> failure.position = number(value, failure.position);
      case EXCERPT, MESSAGE -> {}
    }
    Labels.Found next = Labels.in(text, label.value());
    if (next != null
        && label.kind() != Labels.Kind.STATEMENT
        && label.kind() != Labels.Kind.BRACKETED
        && label.kind() != Labels.Kind.EXCERPT) {
      cut(failure, label.kind(), text.substring(label.value(), next.start()));
      take(failure, next, text);
    } else if (label.kind() == Labels.Kind.BRACKETED) {
      Labels.Found parameters = Labels.in(text, label.value());
      if (parameters != null && parameters.kind() == Labels.Kind.BRACKETED) {
        failure.addStatement(text.substring(parameters.start()));
      }
    }
  }

  private static void cut(FoundFailure failure, Labels.Kind kind, String value) {
    if (kind == Labels.Kind.DETAIL) {
      failure.detail = unquoted(value);
    } else if (kind == Labels.Kind.HINT) {
      failure.hint = unquoted(value);
    } else if (kind == Labels.Kind.CONTEXT) {
      failure.context = unquoted(value);
    }
  }

  private static String withoutBracket(String text) {
    String stripped = text.stripTrailing();
    return stripped.endsWith("]") ? stripped.substring(0, stripped.length() - 1) : text;
  }

  private static boolean isNone(String value) {
    return value.isEmpty()
        || value.startsWith("undefined")
        || value.startsWith("null")
        || value.startsWith("None");
  }

  private static String unquoted(String written) {
    String value = written.strip();
    if (value.endsWith(",")) {
      value = value.substring(0, value.length() - 1);
    }
    boolean quoted =
        value.length() > 1
            && "'\"".indexOf(value.charAt(0)) >= 0
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static @Nullable Integer number(String value, @Nullable Integer before) {
    int end = 0;
    while (end < value.length() && end < 9 && Character.isDigit(value.charAt(end))) {
      end++;
    }
    return end == 0 ? before : Integer.valueOf(value.substring(0, end));
  }

  private void interpret(LineHead head, long number) {
    String text = head.text().replace("\\\"", "\"");
    FoundFailure said = null;
    for (RunnerMessages.Found found : RunnerMessages.in(text)) {
      String migrationNamed = found.match().values().get("migration");
      Kind kind = found.known().kind();
      if (!found.known().tool().isEmpty() && kind != Kind.REMARK) {
        findings.tool(found.known().tool());
      }
      switch (kind) {
        case BEGINS -> begin(found);
        case NAMES -> {
          if (migrationNamed != null) {
            named = migrationNamed;
            namedAt = number;
            namedLine = number(found.match().values().getOrDefault("line", ""), null);
          }
          if (said == null && found.match().values().containsKey("statement")) {
            said = signalled(found, head, number);
            said.signal = null;
            said.sqlState = null;
            said.addStatement(found.match().values().getOrDefault("statement", ""));
            said.signal = "statement-failed";
          }
        }
        case STATE -> {
          String code = found.match().values().getOrDefault("state", "");
          if (SqlStates.isKnown(code)) {
            state = code;
            stateAt = number;
          }
        }
        case REMARK -> findings.remark(found.known().signal(), text, number);
        case SUCCESS -> findings.succeeded(text, number);
        case FAILURE, BLOCKED -> {
          boolean more =
              said == null
                  || (found.match().values().size() > said.names.size()
                      && said.signal != null
                      && said.signal.equals(found.known().signal()));
          if (more) {
            said = signalled(found, head, number);
          }
        }
      }
    }
    FoundFailure failure = server(head, text, number);
    if (failure != null
        && state != null
        && stateAt == number
        && failure.names.isEmpty()
        && failure.statePrinted) {
      // The line tells the SQLSTATE of a message that follows.
      failure = null;
    }
    if (failure == null) {
      failure = said;
    } else if (said != null) {
      failure.signal = said.signal;
    }
    if (failure != null) {
      add(failure, number);
    }
  }

  private void begin(RunnerMessages.Found found) {
    Map<String, String> values = found.match().values();
    String id = values.getOrDefault("migration", "");
    String plain = id.endsWith("...") ? id.substring(0, id.length() - 3) : id;
    String version = values.get("version");
    migration = version == null ? trimmed(plain) : version + " " + trimmed(plain);
    named = null;
    open = null;
    boolean atBase = found.known().template().literals().getFirst().endsWith("  -> ");
    findings.began(migration, atBase);
  }

  private static String trimmed(String written) {
    int end = written.length();
    while (end > 0 && ",:;\"'`".indexOf(written.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = 0;
    while (start < end && "\"'`".indexOf(written.charAt(start)) >= 0) {
      start++;
    }
    return written.substring(start, end);
  }

  private FoundFailure signalled(RunnerMessages.Found found, LineHead head, long number) {
    FoundFailure failure = new FoundFailure();
    failure.signal = found.known().signal();
    failure.blocked = found.known().kind() == Kind.BLOCKED;
    failure.tool = found.known().tool();
    failure.message = head.text().substring(Math.min(found.start(), head.text().length())).strip();
    failure.names.putAll(found.match().values());
    String of = found.match().values().get("migration");
    of = of == null ? found.match().values().get("version") : of;
    failure.migration = of == null ? null : trimmed(of);
    boolean warning =
        head.level().startsWith("warn") && found.known().signal().equals("duplicate-revision-id");
    failure.quoted = head.isQuiet() && !warning;
    failure.line = number;
    return failure;
  }

  /// What the server says in a line.
  private @Nullable FoundFailure server(LineHead head, String text, long number) {
    Envelope envelope = Envelope.in(text);
    if (head.isQuiet() && (envelope == null || text.contains("::notice:"))) {
      return null;
    }
    if (envelope != null && !envelope.tool().isEmpty()) {
      findings.tool(envelope.tool());
    }
    int from = envelope == null ? 0 : envelope.message();
    String plain = text.indexOf("  ") > 0 ? squeezed(text) : text;
    if (plain.length() != text.length()) {
      Envelope again = Envelope.in(plain);
      envelope = again;
      from = again == null ? 0 : again.message();
    }
    if (from == 0
        && (plain.startsWith("NOTICE:")
            || plain.startsWith("WARNING:")
            || plain.startsWith("INFO:"))) {
      return identifierNotice(plain, number);
    }
    from = from == 0 ? afterState(plain) : from;
    Messages.Found found = Messages.english(plain, from);
    if (found == null && plain.indexOf('\'') >= 0) {
      found = Messages.english(plain.replace('\'', '"'), from);
    }
    SqlStates.Printed printed = SqlStates.in(plain);
    if (found == null && (envelope != null || printed != null)) {
      found = translated(plain, from, printed);
    }
    if (found == null) {
      found = anyLanguage(plain);
    }
    if (found != null && plain.startsWith(", skipping", found.match().end())) {
      return null;
    }
    if (found == null
        && printed == null
        && (envelope == null || (envelope.sqlState() == null && plain.length() - from < 4))) {
      return null;
    }
    if (found == null && envelope == null && !isFailure(plain)) {
      return null;
    }
    return built(head, plain, number, envelope, found, printed);
  }

  private FoundFailure built(
      LineHead head,
      String text,
      long number,
      @Nullable Envelope envelope,
      Messages.@Nullable Found found,
      SqlStates.@Nullable Printed printed) {
    FoundFailure failure = new FoundFailure();
    failure.line = number;
    int from = envelope == null ? 0 : Math.min(envelope.message(), text.length());
    int end = text.length();
    if (found != null) {
      failure.sqlState = found.sqlState();
      failure.names.putAll(found.match().values());
      from = found.start();
      end = found.match().end();
    }
    Labels.Found label =
        Labels.in(text, Math.min(end == text.length() ? from : end, text.length()));
    if (found == null && label != null) {
      end = label.start();
    }
    failure.message = text.substring(from, Math.max(from, end)).strip();
    if (envelope != null) {
      failure.tool = envelope.tool();
      if (envelope.sqlState() != null) {
        failure.sqlState = envelope.sqlState();
      }
      failure.quoted = envelope.quoted() || (head.isQuiet() && envelope.message() > 24);
    }
    if (printed != null) {
      failure.sqlState = printed.state();
      failure.statePrinted = true;
    } else if (state != null && number - stateAt <= 12) {
      failure.sqlState = state;
      failure.statePrinted = true;
      state = null;
    }
    failure.position = position(text, failure.position);
    if (label != null) {
      take(failure, label, text);
    } else if (found != null && end < text.length()) {
      String rest = text.substring(end).strip();
      failure.detail = rest.startsWith("/ ") ? rest.substring(2).strip() : null;
    }
    failure.migration = migrationOf(text, number);
    failure.scriptLine = named != null && number == namedAt ? namedLine : null;
    return failure;
  }

  private @Nullable String migrationOf(String text, long number) {
    if (named != null && number - namedAt <= 25) {
      return trimmed(named);
    }
    String file = FileNames.migrationIn(text);
    return file != null ? file : migration;
  }

  private static @Nullable Integer position(String text, @Nullable Integer before) {
    for (String word : new String[] {"position ", "at character "}) {
      int at = text.indexOf(word);
      if (at >= 0) {
        return number(text.substring(at + word.length()), before);
      }
    }
    return before;
  }

  private static Messages.@Nullable Found translated(
      String text, int from, SqlStates.@Nullable Printed printed) {
    int start = from;
    while (start < text.length() && " :".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    Messages.Found found = Messages.translated(text, start);
    return found == null && printed != null
        ? Messages.translated(text, Math.min(text.length(), after(text, printed.end())))
        : found;
  }

  /// Behind an SQLSTATE with which a text begins.
  private static int afterState(String text) {
    boolean begins =
        text.length() > 6 && text.charAt(5) == ':' && SqlStates.isKnown(text.substring(0, 5));
    return begins ? after(text, 5) : 0;
  }

  private static int after(String text, int from) {
    int at = from;
    while (at < text.length() && " :)]".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /// Messages that name a command as no statement does are known in any language.
  private static Messages.@Nullable Found anyLanguage(String text) {
    int at = text.indexOf("ALTER TYPE ... ADD ");
    return at < 0
        ? null
        : new Messages.Found(
            "25001",
            new Template.Match(Map.of("statement", "ALTER TYPE ... ADD"), text.length()),
            at);
  }

  private static boolean isFailure(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("error") || lower.contains("fail") || lower.contains("sqlstate");
  }

  /// The one notice that tells of a failure to come.
  private static @Nullable FoundFailure identifierNotice(String text, long number) {
    Messages.Found found = Messages.english(text, 0);
    if (found == null || !found.sqlState().equals("42622")) {
      return null;
    }
    FoundFailure failure = new FoundFailure();
    failure.line = number;
    failure.sqlState = found.sqlState();
    failure.names.putAll(found.match().values());
    failure.message = text.substring(found.start(), found.match().end());
    failure.quoted = true;
    return failure;
  }

  private static String squeezed(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) != ' ' || out.isEmpty() || out.charAt(out.length() - 1) != ' ') {
        out.append(text.charAt(at));
      }
    }
    return out.toString();
  }

  private void add(FoundFailure failure, long number) {
    failure.process = process;
    failure.lastLine = number;
    if (failure.migration == null) {
      failure.migration = named != null && number - namedAt <= 25 ? trimmed(named) : migration;
    }
    if (failure.migration == null) {
      failure.migration = findings.current();
    }
    open = findings.add(failure);
    open.lastLine = number;
    if (open != failure) {
      inStatement = false;
    }
  }

  private void readJson(LineHead head, long number) {
    List<JsonLine.Field> fields = JsonLine.fields(head.text());
    String level = head.level();
    for (JsonLine.Field field : fields) {
      if (field.name().equals("level") || field.name().equals("severity")) {
        level = field.value().toLowerCase(Locale.ROOT);
      }
    }
    open = null;
    for (JsonLine.Field field : fields) {
      int lines = 0;
      for (String line : field.value().lines().toList()) {
        if (lines++ > 200) {
          break;
        }
        LineHead inner = LineHead.of(line);
        read(
            new LineHead(
                process,
                inner.level().isEmpty() ? level : inner.level(),
                inner.text(),
                lines > 1 && inner.stamped()),
            number,
            true);
      }
      FoundFailure failure = open;
      if (failure != null) {
        JsonFields.take(failure, field);
      } else if (JsonFields.isState(field)) {
        state = field.value();
        stateAt = number;
      }
    }
  }
}
