package dev.migrationsentry.log;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads logs of any length, as a stream.
public final class LogReader {
  /// Of a log with more processes than this, the rest is read as one.
  private static final int MOST_PROCESSES = 256;

  private static final String VERSION = "PostgreSQL ";

  private static final Triggers TRIGGERS = triggers();

  private final Findings findings = new Findings();
  private final Map<String, ProcessReader> processes = new HashMap<>();
  private String speaker = "";
  private @Nullable String version;
  private boolean beginning;
  private boolean cut;
  private long lastLine;
  private long waitUntil;

  private LogReader() {}

  private static Triggers triggers() {
    List<String> words = new ArrayList<>(Messages.anchors());
    words.addAll(Envelope.anchors());
    words.addAll(CommitMarkers.anchors());
    words.addAll(
        List.of(
            "SQLSTATE",
            "SqlState(",
            "\"code\":",
            "ALTER TYPE ... ADD",
            "PostgreSQL 1",
            "PostgreSQL 9",
            "_code\":",
            "ERROR 2",
            "ERROR 4",
            "ERROR 5",
            "(2",
            "(4",
            "(5"));
    return new Triggers(words.stream().filter(word -> word.length() > 1).toList());
  }

  /// Reads a log to its end.
  ///
  /// @param in bytes in UTF-8, or in UTF-16 with a byte order mark; stays open
  /// @throws IOException when the stream fails
  public static Log read(InputStream in) throws IOException {
    LogReader reader = new LogReader();
    LineSource lines = new LineSource(in);
    while (lines.next()) {
      reader.line(lines);
    }
    List<String> notes = new ArrayList<>();
    if (reader.cut) {
      notes.add("Lines longer than " + LineSource.LONGEST + " bytes were read in pieces.");
    }
    return reader.findings.done(reader.lastLine, reader.beginning, reader.version, notes);
  }

  private void line(LineSource lines) {
    lastLine = lines.number();
    cut |= !lines.isWhole();
    boolean telling = lines.holds(TRIGGERS) || lines.holds(RunnerMessages.TRIGGERS);
    if (!telling && lastLine > 1 && lastLine > waitUntil) {
      return;
    }
    String text = Cleaning.clean(lines.text());
    if (lastLine == 1) {
      beginning = !text.isEmpty() && !Character.isWhitespace(text.charAt(0));
    }
    LineHead head = LineHead.of(text);
    if (version == null) {
      version = version(text);
    }
    String commit = telling ? CommitMarkers.in(text) : null;
    if (commit != null) {
      findings.deploys(commit);
    }
    if (head.stamped() || !head.process().isEmpty()) {
      speaker = head.process();
    }
    String process =
        processes.size() < MOST_PROCESSES || processes.containsKey(speaker) ? speaker : "";
    ProcessReader reader =
        processes.computeIfAbsent(process, name -> new ProcessReader(findings, name));
    reader.read(head, lastLine, telling);
    if (reader.isWaiting(lastLine)) {
      waitUntil = lastLine + ProcessReader.REACH;
    }
  }

  private static @Nullable String version(String text) {
    int at = text.indexOf(VERSION);
    int from = at + VERSION.length();
    int end = from;
    while (at >= 0
        && end < text.length()
        && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
      end++;
    }
    return at < 0 || end == from ? null : text.substring(from, end);
  }
}
