package dev.migrationsentry.platform;

import dev.migrationsentry.source.SourceFile;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the gate belongs in the files of a project's host.
///
/// @param path the file, relative to the checked folder
/// @param offset the UTF-16 index in its text, a byte order mark aside
/// @param text what is to be put in there
/// @param says what that does, as a part of a sentence
public record GatePlace(String path, int offset, String text, String says) {
  private static final String GATE = "migration-sentry gate";
  private static final Set<Service.Host> HOSTS =
      Set.of(
          Service.Host.RENDER,
          Service.Host.HEROKU,
          Service.Host.FLY,
          Service.Host.RAILWAY,
          Service.Host.KUBERNETES,
          Service.Host.DOCKERFILE);

  /// Whether a deploy of the project goes through the gate already.
  public static boolean isThere(Deployment deployment) {
    return deployment.reached().stream()
        .anyMatch(one ->
            one.invocation().runner().equals("migration-sentry") && one.invocation().applies());
  }

  /// In front of what runs the migrations now, or else where the host's file says what runs once
  /// before a new version starts; null where there is no such place.
  public static @Nullable GatePlace of(Deployment deployment) {
    for (Phase phase : List.of(Phase.PRE_DEPLOY, Phase.START)) {
      for (Reached one : deployment.reached()) {
        String call = one.invocation().where().text();
        if (one.command().phase() == phase
            && HOSTS.contains(one.service().host())
            && one.invocation().applies()
            && !call.startsWith("[")
            && !call.startsWith("\"")
            && call.split("\\s+", 2)[0].indexOf('=') < 0) {
          SourceFile file = one.invocation().where().file();
          int offset = file.asWritten(one.invocation().where().start());
          boolean execs = call.startsWith("exec ");
          return new GatePlace(
              file.path(),
              execs ? offset + "exec ".length() : offset,
              GATE + " -- ",
              "lets " + one.service().name() + " run its migrations through the gate");
        }
      }
    }
    try {
      return line(deployment);
    } catch (UnreadableFile unreadable) {
      return null;
    }
  }

  private static @Nullable GatePlace line(Deployment deployment) {
    for (Service service : deployment.services()) {
      boolean free = service.commands().stream().noneMatch(one -> one.phase() == Phase.PRE_DEPLOY);
      if (!free) {
        continue;
      }
      SourceFile file = service.file();
      GatePlace place =
          switch (service.host()) {
            case RENDER -> render(service);
            case HEROKU -> procfile(file, deployment);
            case FLY, RAILWAY -> file.path().endsWith(".toml") ? toml(service) : json(service);
            case COMPOSE, DOCKERFILE, KUBERNETES, WORKFLOW, SCRIPT -> null;
          };
      if (place != null) {
        return place;
      }
    }
    return null;
  }

  /// Behind the line of the start command, or of the name where there is none.
  private static @Nullable GatePlace render(Service service) {
    for (Value document : YamlValues.read(service.file())) {
      for (Value written : document.list("services")) {
        if (!written.text("name").equals(service.name())
            || Set.of("static", "cron").contains(written.text("type"))
            || written.text("runtime").equals("static")
            || written.text("env").equals("static")
            || written.text("type").equals("redis")
            || written.text("type").equals("keyvalue")
            || !(written instanceof Value.Mapping mapping)) {
          continue;
        }
        Value.Field after = mapping.fields().get("startCommand");
        after = after == null ? mapping.fields().get("name") : after;
        if (after == null || written.where().text().startsWith("{")) {
          return null;
        }
        String text = service.file().text();
        int end = after.value().where().end();
        // A text over several lines ends at the start of the next one.
        boolean atLineStart = end > 0 && text.charAt(end - 1) == '\n';
        int at = atLineStart ? end : lineEnd(text, end);
        String indent = " ".repeat(after.key().column() - 1);
        String line = indent + "preDeployCommand: " + GATE;
        return new GatePlace(
            service.file().path(),
            at,
            atLineStart ? line + "\n" : newline(text) + line,
            "runs the migrations once in each deploy of " + service.name());
      }
    }
    return null;
  }

  private static @Nullable GatePlace procfile(SourceFile file, Deployment deployment) {
    boolean taken =
        !Paths.name(file.path()).equals("Procfile")
            || deployment.services().stream()
                .anyMatch(one -> one.file() == file && one.name().equals("release"));
    return taken
        ? null
        : new GatePlace(
            file.path(),
            0,
            "release: " + GATE + newline(file.text()),
            "runs the migrations once in each release");
  }

  private static @Nullable GatePlace toml(Service service) {
    String text = service.file().text();
    String key = service.host() == Service.Host.FLY ? "release_command" : "preDeployCommand";
    String line = key + " = \"" + GATE + "\"";
    Value deploy = TomlValues.read(service.file()).at("deploy");
    if (deploy == null) {
      String end = text.isEmpty() || text.endsWith("\n") ? "" : newline(text);
      return new GatePlace(
          service.file().path(),
          text.length(),
          end + newline(text) + "[deploy]" + newline(text) + "  " + line + newline(text),
          "runs the migrations once in each deploy");
    }
    int start = deploy.where().start();
    if (!text.startsWith("[deploy]", start)) {
      return null; // An inline table, or dotted keys.
    }
    return new GatePlace(
        service.file().path(),
        lineEnd(text, start),
        newline(text) + "  " + line,
        "runs the migrations once in each deploy");
  }

  private static @Nullable GatePlace json(Service service) {
    for (Value document : YamlValues.read(service.file())) {
      Value deploy = document.at("deploy");
      if (deploy instanceof Value.Mapping mapping && deploy.where().text().startsWith("{")) {
        boolean empty = mapping.fields().isEmpty();
        String inside = deploy.where().text().substring(1);
        String indent = inside.substring(0, inside.length() - inside.stripLeading().length());
        return new GatePlace(
            service.file().path(),
            deploy.where().start() + 1,
            (empty ? "" : indent) + "\"preDeployCommand\": [\"" + GATE + "\"]" + (empty ? "" : ","),
            "runs the migrations once in each deploy");
      }
    }
    return null;
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    if (end < 0) {
      return text.length();
    }
    return end > from && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  private static String newline(String text) {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }
}
