package dev.migrationsentry.platform;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A Dockerfile: what the image that it ends with contains, and what it runs.
///
/// @param service the last stage as a service
/// @param copies what the last stage copies from the context
/// @param whole whether all that the last stage contains is known from that
record DockerFile(Service service, List<Copy> copies, boolean whole) {
  DockerFile {
    copies = List.copyOf(copies);
  }

  /// `COPY source… target`.
  record Copy(List<String> sources, Span where) {
    Copy {
      sources = List.copyOf(sources);
    }
  }

  private record Instruction(String name, SourceFile text, Span where) {}

  static DockerFile read(SourceFile file, String folder) {
    List<Copy> copies = new ArrayList<>();
    boolean whole = true;
    ServiceDraft draft = draft(file, folder);
    Instruction entry = null;
    Instruction command = null;
    boolean first = true;
    for (Instruction instruction : instructions(file)) {
      SourceFile text = instruction.text();
      switch (instruction.name()) {
        case "FROM" -> {
          // What an earlier stage holds is only there when it is copied, or built upon.
          copies.clear();
          whole = first || isImage(text.text(), file);
          first = false;
          entry = null;
          command = null;
          draft = draft(file, folder);
        }
        case "COPY", "ADD" -> {
          List<String> words = words(text);
          if (words.stream().anyMatch(word -> word.startsWith("--from"))
              || text.text().strip().startsWith("<<")) {
            whole = false;
          } else {
            List<String> paths = words.stream().filter(word -> !word.startsWith("--")).toList();
            if (paths.size() > 1) {
              copies.add(new Copy(paths.subList(0, paths.size() - 1), instruction.where()));
            }
          }
        }
        case "RUN" -> {
          whole &= !text.text().contains("--mount=type=bind") && !text.text().contains("git clone");
          if (!text.text().strip().startsWith("[")
              && !text.text().contains("<<")
              && !text.text().strip().startsWith("--")) {
            draft.run(Phase.BUILD, ShellReader.read(text), instruction.where());
          }
        }
        case "ENV" -> variables(text, draft, instruction.where());
        case "ENTRYPOINT" -> entry = instruction;
        case "CMD" -> command = instruction;
        default -> {}
      }
    }
    draft.words(Phase.START, value(entry), entry == null || isList(entry) ? value(command) : null);
    return new DockerFile(draft.done(), copies, whole);
  }

  private static ServiceDraft draft(SourceFile file, String folder) {
    return new ServiceDraft(
        Service.Host.DOCKERFILE, Paths.name(file.path()), file, file.span(0, 0), folder);
  }

  /// Whether a stage is built on an image and not on an earlier stage.
  private static boolean isImage(String from, SourceFile file) {
    String name = from.strip().split("\\s+", -1)[0];
    return !file.text().toLowerCase(Locale.ROOT).contains(" as " + name.toLowerCase(Locale.ROOT));
  }

  private static boolean isList(Instruction instruction) {
    return instruction.text().text().strip().startsWith("[");
  }

  private static @Nullable Value value(@Nullable Instruction instruction) {
    if (instruction == null) {
      return null;
    }
    SourceFile text = instruction.text();
    if (isList(instruction)) {
      try {
        List<Value> read = YamlValues.read(text);
        return read.isEmpty() ? null : read.getFirst();
      } catch (UnreadableFile notJson) {
        // Docker takes what is no JSON for a line of a shell.
        return new Value.Scalar(text.text(), text.span(0, text.text().length()));
      }
    }
    return new Value.Scalar(text.text(), text.span(0, text.text().length()));
  }

  private static List<String> words(SourceFile text) {
    String written = text.text().strip();
    if (written.endsWith("]") && written.indexOf('[') >= 0) {
      written = written.replace('[', ' ').replace(']', ' ').replace(',', ' ').replace('"', ' ');
    }
    List<String> words = new ArrayList<>();
    for (String word : written.replace("\\\n", " ").split("\\s+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  private static void variables(SourceFile text, ServiceDraft draft, Span where) {
    List<String> words = words(text);
    if (words.size() == 2 && words.getFirst().indexOf('=') < 0) {
      draft.variable(words.getFirst(), words.getLast(), where);
      return;
    }
    for (String word : words) {
      int sign = word.indexOf('=');
      if (sign > 0) {
        String value = word.substring(sign + 1).replace("\"", "");
        draft.variable(word.substring(0, sign), value, where);
      }
    }
  }

  private static List<Instruction> instructions(SourceFile file) {
    List<Instruction> found = new ArrayList<>();
    String text = file.text();
    int at = 0;
    while (at < text.length()) {
      int end = lineEnd(text, at);
      String line = text.substring(at, end).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        at = end + 1;
        continue;
      }
      int start = at + text.substring(at, end).indexOf(line);
      while (text.substring(at, end).stripTrailing().endsWith("\\") && end < text.length()) {
        at = end + 1;
        end = lineEnd(text, at);
      }
      int space = start;
      while (space < end && !Character.isWhitespace(text.charAt(space))) {
        space++;
      }
      String name = text.substring(start, space).toUpperCase(Locale.ROOT);
      int body = space;
      while (body < end && Character.isWhitespace(text.charAt(body))) {
        body++;
      }
      found.add(
          new Instruction(
              name, Texts.part(file, body, Math.max(body, end)), file.span(start, end)));
      at = afterHeredoc(text, body, end);
    }
    return found;
  }

  /// Behind the lines of `<<END`, where an instruction takes them.
  private static int afterHeredoc(String text, int start, int end) {
    int mark = text.substring(start, end).indexOf("<<");
    if (mark < 0) {
      return end + 1;
    }
    String word = text.substring(start + mark + 2, end).strip().split("\\s+", -1)[0];
    word = word.replace("-", "").replace("\"", "").replace("'", "");
    int at = end + 1;
    while (!word.isEmpty() && at < text.length()) {
      int next = lineEnd(text, at);
      if (text.substring(at, next).strip().equals(word)) {
        return next + 1;
      }
      at = next + 1;
    }
    return end + 1;
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }
}
