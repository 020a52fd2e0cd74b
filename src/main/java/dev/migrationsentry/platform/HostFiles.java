package dev.migrationsentry.platform;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the files of hosts that run services from a repository: Render, Heroku, Fly.io, Railway.
final class HostFiles {
  private HostFiles() {}

  /// `render.yaml`: Render's Blueprint specification.
  static List<Service> render(SourceFile file, String folder) {
    List<Service> services = new ArrayList<>();
    for (Value document : YamlValues.read(file)) {
      for (Value written : document.list("services")) {
        String runtime = written.text("runtime") + " " + written.text("env");
        String below = Paths.join(folder, written.text("rootDir"));
        ServiceDraft draft =
            new ServiceDraft(
                Service.Host.RENDER, written.text("name"), file, place(written, "name"), below);
        draft.replicas =
            Math.max(written.number("numInstances"), written.number("scaling", "minInstances"));
        if (runtime.contains("docker")) {
          String path = written.text("dockerfilePath");
          draft.dockerfile = Paths.join(below, path.isEmpty() ? "Dockerfile" : path);
        }
        draft.line(Phase.BUILD, written.at("buildCommand"));
        draft.line(Phase.PRE_DEPLOY, written.at("preDeployCommand"));
        Value start = written.at("startCommand");
        draft.line(Phase.START, start == null ? written.at("dockerCommand") : start);
        Value variables = written.at("envVars");
        draft.complete = variables != null;
        for (Value variable : written.list("envVars")) {
          draft.complete &= variable.at("fromGroup") == null;
          if (variable.at("key") instanceof Value.Scalar key) {
            draft.variable(key.text(), variable.text("value"), variable.where());
          }
        }
        services.add(draft.done());
      }
    }
    return services;
  }

  private static Span place(Value written, String key) {
    Value named = written.at(key);
    return named == null ? written.where() : named.where();
  }

  /// `Procfile`: Heroku, and what follows it.
  static List<Service> procfile(SourceFile file, String folder) {
    List<Service> services = new ArrayList<>();
    int start = 0;
    for (String line : file.text().split("(?<=\n)", -1)) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon).strip();
      String command = line.substring(colon + 1).strip();
      if (!name.isEmpty() && !name.startsWith("#") && !command.isEmpty()) {
        int at = start + line.indexOf(command, colon + 1);
        SourceFile program = Texts.part(file, at, at + command.length());
        ServiceDraft draft =
            new ServiceDraft(
                Service.Host.HEROKU, name, file, file.span(start, start + name.length()), folder);
        draft.run(
            name.equals("release") ? Phase.PRE_DEPLOY : Phase.START,
            ShellReader.read(program),
            file.span(at, at + command.length()));
        services.add(draft.done());
      }
      start += line.length();
    }
    return services;
  }

  /// `app.json`: Heroku's description of an app.
  static List<Service> app(SourceFile file, String folder) {
    List<Service> services = new ArrayList<>();
    for (Value document : YamlValues.read(file)) {
      ServiceDraft draft =
          new ServiceDraft(Service.Host.HEROKU, "app", file, document.where(), folder);
      draft.line(Phase.PRE_DEPLOY, document.at("scripts", "postdeploy"));
      Value variables = document.at("env");
      if (variables != null) {
        variables
            .entries()
            .forEach((key, field) ->
                draft.variable(
                    key,
                    field.value() instanceof Value.Scalar scalar
                        ? scalar.text()
                        : field.value().text("value"),
                    field.key().to(field.value().where())));
      }
      services.add(draft.done());
    }
    return services;
  }

  /// `fly.toml`: Fly.io.
  static List<Service> fly(SourceFile file, String folder) {
    Value written = TomlValues.read(file);
    List<Service> services = new ArrayList<>();
    Map<String, Value.Field> processes = new LinkedHashMap<>();
    Value named = written.at("processes");
    if (named != null) {
      processes.putAll(named.entries());
    }
    Value build = written.at("build", "dockerfile");
    Value environment = written.at("env");
    Value release = written.at("deploy", "release_command");
    ServiceDraft deploy =
        new ServiceDraft(
            Service.Host.FLY,
            written.text("app").isEmpty() ? "app" : written.text("app"),
            file,
            release == null ? written.where() : release.where(),
            folder);
    deploy.environment(environment);
    deploy.line(Phase.PRE_DEPLOY, release);
    deploy.replicas =
        Math.max(
            written.number("http_service", "min_machines_running"),
            written.list("services").stream()
                .mapToInt(service -> service.number("min_machines_running"))
                .max()
                .orElse(1));
    deploy.dockerfile =
        Paths.join(folder, build instanceof Value.Scalar path ? path.text() : "Dockerfile");
    services.add(deploy.done());
    processes.forEach((name, field) -> {
      ServiceDraft draft = new ServiceDraft(Service.Host.FLY, name, file, field.key(), folder);
      draft.environment(environment);
      draft.replicas = deploy.replicas;
      draft.line(Phase.START, field.value());
      services.add(draft.done());
    });
    return services;
  }

  /// `railway.json` and `railway.toml`: Railway's configuration as code.
  static List<Service> railway(SourceFile file, String folder) {
    List<Value> documents =
        file.path().endsWith(".toml") ? List.of(TomlValues.read(file)) : YamlValues.read(file);
    List<Service> services = new ArrayList<>();
    for (Value document : documents) {
      services.add(railway(document, "service", file, folder));
      Value environments = document.at("environments");
      if (environments != null) {
        environments
            .entries()
            .forEach((name, field) -> services.add(railway(field.value(), name, file, folder)));
      }
    }
    return services;
  }

  private static Service railway(Value written, String name, SourceFile file, String folder) {
    ServiceDraft draft =
        new ServiceDraft(Service.Host.RAILWAY, name, file, written.where(), folder);
    draft.line(Phase.BUILD, written.at("build", "buildCommand"));
    for (Value line : written.list("deploy", "preDeployCommand")) {
      draft.line(Phase.PRE_DEPLOY, line);
    }
    draft.line(Phase.START, written.at("deploy", "startCommand"));
    draft.replicas = written.number("deploy", "numReplicas");
    String path = written.text("build", "dockerfilePath");
    draft.dockerfile = Paths.join(folder, path.isEmpty() ? "Dockerfile" : path);
    return draft.done();
  }
}
