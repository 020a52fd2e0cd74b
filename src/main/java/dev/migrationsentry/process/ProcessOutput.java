package dev.migrationsentry.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// What a process writes, line by line, without secrets. However much it is, only its end is kept.
final class ProcessOutput {
  private static final int KEPT_LINES = 60;

  /// The letters of a line that are kept; the whole line is handed on.
  private static final int KEPT_LETTERS = 4000;

  /// A line that does not end is handed on in pieces of this many letters. No secret is as long as
  /// the part that then stays behind for the next piece.
  private static final int PIECE = 64 * 1024;

  private static final int OVERLAP = 8 * 1024;

  private final UnaryOperator<String> clean;
  private final Consumer<String> heard;
  private final Deque<String> tail = new ArrayDeque<>();
  private final Thread thread;

  private ProcessOutput(InputStream in, UnaryOperator<String> clean, Consumer<String> heard) {
    this.clean = clean;
    this.heard = heard;
    this.thread = Thread.ofVirtual().name("output").unstarted(() -> follow(in));
  }

  /// Begins to read.
  static ProcessOutput read(InputStream in, UnaryOperator<String> clean, Consumer<String> heard) {
    ProcessOutput output = new ProcessOutput(in, clean, heard);
    output.thread.start();
    return output;
  }

  private void follow(InputStream in) {
    StringBuilder line = new StringBuilder();
    char[] letters = new char[8192];
    try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      for (int count = reader.read(letters); count >= 0; count = reader.read(letters)) {
        for (int i = 0; i < count; i++) {
          char letter = letters[i];
          if (letter == '\n') {
            hand(line);
          } else {
            line.append(letter);
          }
        }
        if (line.length() > PIECE) {
          String text = clean.apply(line.toString());
          int end = Math.max(0, text.length() - OVERLAP);
          hear(text.substring(0, end));
          line.setLength(0);
          line.append(text, end, text.length());
        }
      }
    } catch (IOException ended) {
      // Nothing more comes.
    }
    if (!line.isEmpty()) {
      hand(line);
    }
  }

  private void hand(StringBuilder line) {
    int end = line.length();
    // Windows ends lines with both, and bars of progress begin again with the first alone.
    while (end > 0 && line.charAt(end - 1) == '\r') {
      end--;
    }
    hear(clean.apply(line.substring(0, end)));
    line.setLength(0);
  }

  private void hear(String text) {
    synchronized (tail) {
      tail.add(text.length() > KEPT_LETTERS ? text.substring(0, KEPT_LETTERS) + " …" : text);
      if (tail.size() > KEPT_LINES) {
        tail.removeFirst();
      }
    }
    heard.accept(text);
  }

  /// Waits until all is read, or as long as something else may still hold the pipe open.
  void await(Duration time) throws InterruptedException {
    thread.join(time);
  }

  /// The last lines.
  List<String> tail() {
    synchronized (tail) {
      return List.copyOf(tail);
    }
  }
}
