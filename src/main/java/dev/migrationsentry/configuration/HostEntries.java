package dev.migrationsentry.configuration;

import dev.migrationsentry.configuration.HealthSetting.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what a configuration file says of the host and of the health of the services.
final class HostEntries {
  private static final List<String> KEYS =
      List.of("kind", "api-url", "repository", "services", "branch", "command", "log", "trigger");
  private static final List<String> HEALTH = List.of("minutes", "every", "checks");
  private static final List<String> CHECK = List.of("url", "status", "text", "json");
  private static final int OK = 200;
  private static final int LONGEST_MINUTES = 240;
  private static final int LONGEST_SECONDS = 3600;

  private HostEntries() {}

  static HostSetting read(Entry host) {
    if (host.isText()) {
      return new HostSetting(
          host.text(), null, null, List.of(), null, List.of(), List.of(), List.of(), host.place());
    }
    Map<String, Entry> fields = host.fields(KEYS);
    Entry services = fields.get("services");
    return new HostSetting(
        Entry.text(fields, "kind"),
        Entry.text(fields, "api-url"),
        Entry.text(fields, "repository"),
        services == null ? List.of() : services.items().stream().map(Entry::text).toList(),
        Entry.text(fields, "branch"),
        command(fields.get("command")),
        command(fields.get("log")),
        command(fields.get("trigger")),
        host.place());
  }

  /// The words of a command. A text is a line for the shell.
  private static List<String> command(@Nullable Entry command) {
    if (command == null) {
      return List.of();
    }
    return command.isText()
        ? List.of("sh", "-c", command.text())
        : command.items().stream().map(Entry::text).toList();
  }

  static HealthSetting health(Entry health) {
    Map<String, Entry> fields = health.fields(HEALTH);
    Entry minutes = fields.get("minutes");
    Entry every = fields.get("every");
    Entry checks = fields.get("checks");
    List<Check> read = new ArrayList<>();
    for (Entry check : checks == null ? List.<Entry>of() : checks.items()) {
      read.add(check(check));
    }
    return new HealthSetting(
        minutes == null ? HealthSetting.NONE.minutes() : minutes.number(0, LONGEST_MINUTES),
        every == null ? HealthSetting.NONE.every() : every.number(1, LONGEST_SECONDS),
        read);
  }

  private static Check check(Entry check) {
    if (check.isText()) {
      return new Check(check.text(), check.written(), OK, null, Map.of(), check.place());
    }
    Map<String, Entry> fields = check.fields(CHECK);
    Entry url = fields.get("url");
    if (url == null) {
      throw check.problem(
          "Say the address to look at, for example url: https://shop.example/health.");
    }
    Entry status = fields.get("status");
    Entry json = fields.get("json");
    return new Check(
        url.text(),
        url.written(),
        status == null ? OK : status.number(100, 599),
        Entry.text(fields, "text"),
        json == null ? Map.of() : json.texts(),
        check.place());
  }
}
