package dev.migrationsentry.configuration;

import dev.migrationsentry.configuration.Configuration.HistorySetting;
import dev.migrationsentry.configuration.Configuration.RuleSetting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads a configuration file: YAML 1.2, in UTF-8.
public final class ConfigurationFile {
  private static final int MOST_BYTES = 1_000_000;
  private static final int MOST_DEEP = 50;
  private static final List<String> KEYS =
      List.of("histories", "postgres", "require", "rules", "gate", "host", "health");
  private static final List<String> HISTORY_KEYS = List.of("path", "framework", "placeholders");
  private static final List<String> SEVERITIES = List.of("off", "note", "warning", "error");

  private ConfigurationFile() {}

  /// The file of a project: in a folder, or in the nearest one above it within the same working
  /// tree of git.
  ///
  /// @param folder a folder of the project
  public static Optional<Path> find(Path folder) {
    Path at = folder.toAbsolutePath().normalize();
    while (at != null) {
      Path file = at.resolve(Configuration.FILE);
      if (Files.exists(file)) {
        return Optional.of(file);
      }
      at = Files.exists(at.resolve(".git")) ? null : at.getParent();
    }
    return Optional.empty();
  }

  /// Reads a file.
  ///
  /// @param shown what people call it
  /// @param environment the values of `${NAME}`
  /// @throws ConfigurationProblem when it can't be read or says what is not known
  public static Configuration read(Path file, String shown, Map<String, String> environment) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationProblem(
          shown + (Files.exists(file) ? " is no file." : " does not exist."));
    }
    byte[] bytes;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new ConfigurationProblem(
            shown + " is larger than 1 MB; that is no configuration of Migration Sentry.");
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ConfigurationProblem(shown + " can't be read: " + e.getMessage() + ".");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ConfigurationProblem(shown + " is not in UTF-8; save it as UTF-8.");
    }
    return parse(text, shown, environment);
  }

  /// Reads the text of a file.
  static Configuration parse(String text, String shown, Map<String, String> environment) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(shown)
            .setAllowDuplicateKeys(true)
            .setMaxAliasesForCollections(20)
            .setCodePointLimit(MOST_BYTES)
            .build();
    Optional<Node> root;
    try {
      shallow(new Parse(settings).parseString(text), shown);
      root = new Compose(settings).composeString(text);
    } catch (MarkedYamlEngineException e) {
      throw new ConfigurationProblem(
          shown
              + e.getProblemMark().map(ConfigurationFile::place).orElse("")
              + " is no YAML: "
              + e.getProblem()
              + ".");
    } catch (YamlEngineException e) {
      String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new ConfigurationProblem(shown + " is no YAML: " + said + ".");
    }
    return root.isEmpty()
        ? Configuration.empty(shown)
        : configuration(new Entry(shown, "", root.get(), environment), shown);
  }

  /// Holds the depth to what the stack bears, before the file is read as a tree.
  private static void shallow(Iterable<Event> events, String shown) {
    int depth = 0;
    for (Event event : events) {
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      if (depth > MOST_DEEP) {
        throw new ConfigurationProblem(
            shown
                + event.getStartMark().map(ConfigurationFile::place).orElse("")
                + " nests lists and mappings more than "
                + MOST_DEEP
                + " deep.");
      }
    }
  }

  private static String place(Mark mark) {
    return ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }

  private static Configuration configuration(Entry root, String shown) {
    Map<String, Entry> fields = root.fields(KEYS);
    Entry postgres = fields.get("postgres");
    Entry require = fields.get("require");
    Entry gate = fields.get("gate");
    Entry host = fields.get("host");
    Entry health = fields.get("health");
    return new Configuration(
        shown,
        histories(fields.get("histories")),
        postgres == null ? null : postgres.number(14, 18),
        require == null ? List.of() : Requirements.of(require),
        rules(fields.get("rules")),
        gate == null ? GateSetting.NONE : GateEntries.read(gate),
        host == null ? HostSetting.NONE : HostEntries.read(host),
        health == null ? HealthSetting.NONE : HostEntries.health(health));
  }

  private static List<HistorySetting> histories(@Nullable Entry histories) {
    List<HistorySetting> settings = new ArrayList<>();
    for (Entry item : histories == null ? List.<Entry>of() : histories.items()) {
      if (item.isText()) {
        settings.add(new HistorySetting(item.text(), null, Map.of(), item.place()));
        continue;
      }
      Map<String, Entry> fields = item.fields(HISTORY_KEYS);
      String path = Entry.text(fields, "path");
      if (path == null) {
        throw item.problem("Say the folder of the history, for example path: db/migrations.");
      }
      Entry placeholders = fields.get("placeholders");
      settings.add(
          new HistorySetting(
              path,
              Entry.text(fields, "framework"),
              placeholders == null ? Map.of() : placeholders.texts(),
              item.place()));
    }
    return settings;
  }

  private static Map<String, RuleSetting> rules(@Nullable Entry rules) {
    Map<String, RuleSetting> settings = new LinkedHashMap<>();
    if (rules != null) {
      rules
          .fields()
          .forEach((rule, entry) -> {
            String severity = entry.text();
            if (!SEVERITIES.contains(severity)) {
              throw entry.problem(
                  entry.written()
                      + " is no severity."
                      + Nearest.question(entry.written(), SEVERITIES)
                      + " Known are "
                      + String.join(", ", SEVERITIES)
                      + ".");
            }
            settings.put(rule, new RuleSetting(severity, entry.place()));
          });
    }
    return settings;
  }
}
