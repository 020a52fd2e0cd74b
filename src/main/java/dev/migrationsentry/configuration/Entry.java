package dev.migrationsentry.configuration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A piece of a YAML file, and where it stands in it. Variables of the environment are put into its
/// texts (`${NAME}`).
final class Entry {
  private final String file;
  private final String name;
  private final Node key;
  private final Node node;
  private final Map<String, String> environment;

  /// @param file what people call the file
  /// @param name what the piece is called, for messages; empty for the whole file
  Entry(String file, String name, Node node, Map<String, String> environment) {
    this(file, name, node, node, environment);
  }

  /// @param key the key that it stands behind
  private Entry(String file, String name, Node key, Node node, Map<String, String> environment) {
    this.file = file;
    this.name = name;
    this.key = key;
    this.node = node;
    this.environment = environment;
  }

  /// Where it stands: file and line.
  String place() {
    return file + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
  }

  /// A problem with it.
  ///
  /// @param sentence what is wrong, without the place
  ConfigurationProblem problem(String sentence) {
    return new ConfigurationProblem(place(node) + " " + sentence);
  }

  /// A problem with the key that it stands behind.
  ///
  /// @param sentence what is wrong, without the place
  ConfigurationProblem problemOfKey(String sentence) {
    return new ConfigurationProblem(place(key) + " " + sentence);
  }

  private String place(Node at) {
    return file
        + at.getStartMark()
            .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
            .orElse("");
  }

  private String called() {
    return name.isEmpty() ? "The file" : name;
  }

  /// Whether nothing stands there.
  boolean isNothing() {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  boolean isText() {
    return node instanceof ScalarNode && !isNothing();
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  /// Its text.
  String text() {
    if (!(node instanceof ScalarNode scalar) || isNothing()) {
      throw problem(called() + " must be a text.");
    }
    return substituted(scalar.getValue());
  }

  /// Its text as it is written: without the values of variables, which may be secrets.
  String written() {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  /// Its number.
  int number(int least, int most) {
    String text = text();
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException noNumber) {
      // Said below.
    }
    throw problem(called() + " must be a number from " + least + " to " + most + ".");
  }

  /// Whether it says yes.
  boolean truth() {
    return switch (text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw problem(called() + " must be true or false.");
    };
  }

  /// The pieces of a list; none when nothing stands there.
  List<Entry> items() {
    if (isNothing()) {
      return List.of();
    }
    if (!(node instanceof SequenceNode sequence)) {
      throw problem(called() + " must be a list.");
    }
    List<Entry> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new Entry(file, name, item, environment));
    }
    return items;
  }

  /// The pieces of a mapping by their keys; none when nothing stands there.
  Map<String, Entry> fields() {
    if (isNothing()) {
      return Map.of();
    }
    if (!(node instanceof MappingNode mapping)) {
      throw problem(called() + " must be a mapping of keys to values.");
    }
    Map<String, Entry> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Entry name = new Entry(file, "A key", tuple.getKeyNode(), environment);
      String text = name.text();
      if (fields.put(
              text, new Entry(file, text, tuple.getKeyNode(), tuple.getValueNode(), environment))
          != null) {
        throw name.problem("The key " + text + " is there twice.");
      }
    }
    return fields;
  }

  /// The pieces of a mapping that may have certain keys alone.
  Map<String, Entry> fields(Collection<String> known) {
    Map<String, Entry> fields = fields();
    fields.forEach((one, entry) -> {
      if (!known.contains(one)) {
        throw entry.problemOfKey(
            "There is no key "
                + one
                + " here."
                + Nearest.question(one, known)
                + " Known are "
                + String.join(", ", known)
                + ".");
      }
    });
    return fields;
  }

  /// Texts by name.
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    fields().forEach((key, entry) -> texts.put(key, entry.text()));
    return texts;
  }

  /// The text of a key, or null when it is not there.
  static @Nullable String text(Map<String, Entry> fields, String key) {
    Entry entry = fields.get(key);
    return entry == null ? null : entry.text();
  }

  private String substituted(String written) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (true) {
      int start = written.indexOf("${", at);
      int end = start < 0 ? -1 : written.indexOf('}', start);
      if (end < 0) {
        return text.append(written, at, written.length()).toString();
      }
      String variable = written.substring(start + 2, end);
      String value = environment.get(variable);
      if (value == null) {
        throw problem("The environment variable " + variable + " is not set.");
      }
      text.append(written, at, start).append(value);
      at = end + 1;
    }
  }
}
