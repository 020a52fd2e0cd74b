package dev.migrationsentry.platform;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads YAML, and JSON as a part of it.
final class YamlValues {
  private static final int MOST_DEEP = 60;
  private static final int MOST_NODES = 200_000;

  private final SourceFile file;
  private final boolean wide;
  private int nodes;

  private YamlValues(SourceFile file) {
    this.file = file;
    this.wide = file.text().codePoints().anyMatch(point -> point > 0xFFFF);
  }

  /// The documents of a file.
  ///
  /// @throws UnreadableFile when it is no YAML; the message says why, with the line
  static List<Value> read(SourceFile file) {
    LoadSettings settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(true)
            .setMaxAliasesForCollections(200)
            .setCodePointLimit(4_000_000)
            .build();
    String text = file.text();
    if (text.startsWith("{") && text.indexOf('\t') >= 0) {
      text = text.replace('\t', ' '); // JSON allows tabs where YAML does not.
    }
    YamlValues values = new YamlValues(file);
    List<Value> documents = new ArrayList<>();
    try {
      int depth = 0;
      for (Event event : new Parse(settings).parseString(text)) {
        depth += event instanceof CollectionStartEvent ? 1 : 0;
        depth -= event instanceof CollectionEndEvent ? 1 : 0;
        if (depth > MOST_DEEP) {
          throw new UnreadableFile("nests lists and mappings too deeply");
        }
      }
      for (Node document : new Compose(settings).composeAllFromString(text)) {
        documents.add(values.value(document));
      }
    } catch (MarkedYamlEngineException e) {
      throw new UnreadableFile(
          "is no YAML"
              + e.getProblemMark().map(mark -> " in line " + (mark.getLine() + 1)).orElse("")
              + ": "
              + e.getProblem());
    } catch (YamlEngineException e) {
      throw new UnreadableFile(
          "is no YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    return documents;
  }

  private Value value(Node node) {
    if (++nodes > MOST_NODES) {
      throw new UnreadableFile("holds too much");
    }
    Span where = span(node);
    return switch (node) {
      case ScalarNode scalar -> new Value.Scalar(scalar.getValue(), where);
      case SequenceNode sequence -> {
        List<Value> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(value(item)));
        yield new Value.Listing(items, where);
      }
      case MappingNode mapping -> {
        Map<String, Value.Field> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
          if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            continue;
          }
          if (key.getValue().equals("<<")) {
            value(tuple.getValueNode())
                .each()
                .forEach(each -> each.entries().forEach(fields::putIfAbsent));
          } else {
            fields.put(key.getValue(), new Value.Field(span(key), value(tuple.getValueNode())));
          }
        }
        yield new Value.Mapping(fields, where);
      }
      default -> new Value.Scalar("", where);
    };
  }

  private Span span(Node node) {
    int start = node.getStartMark().map(this::offset).orElse(0);
    int end = node.getEndMark().map(this::offset).orElse(start);
    return file.span(start, Math.max(start, end));
  }

  private int offset(Mark mark) {
    int index = mark.getIndex();
    int offset = wide ? file.text().offsetByCodePoints(0, index) : index;
    return Math.min(offset, file.text().length());
  }
}
