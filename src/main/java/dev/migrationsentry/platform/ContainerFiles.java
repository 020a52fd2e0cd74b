package dev.migrationsentry.platform;

import dev.migrationsentry.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads the files that say what runs in containers: Docker Compose and Kubernetes.
final class ContainerFiles {
  private static final Set<String> KINDS =
      Set.of(
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "ReplicaSet",
          "Job",
          "CronJob",
          "Pod",
          "Rollout");

  private ContainerFiles() {}

  /// `docker-compose.yml`: the Compose specification.
  static List<Service> compose(SourceFile file, String folder) {
    List<Service> services = new ArrayList<>();
    for (Value document : YamlValues.read(file)) {
      Value named = document.at("services");
      if (named == null) {
        continue;
      }
      named
          .entries()
          .forEach((name, field) -> {
            Value written = field.value();
            ServiceDraft draft =
                new ServiceDraft(Service.Host.COMPOSE, name, file, field.key(), folder);
            draft.replicas =
                Math.max(written.number("deploy", "replicas"), written.number("scale"));
            draft.environment(written.at("environment"));
            Value build = written.at("build");
            if (build instanceof Value.Scalar context) {
              draft.dockerfile = Paths.join(Paths.join(folder, context.text()), "Dockerfile");
            } else if (build != null) {
              String path = build.text("dockerfile");
              draft.folder = Paths.join(folder, build.text("context"));
              draft.dockerfile = Paths.join(draft.folder, path.isEmpty() ? "Dockerfile" : path);
            }
            draft.words(Phase.START, written.at("entrypoint"), written.at("command"));
            services.add(draft.done());
          });
    }
    return services;
  }

  /// Manifests of Kubernetes.
  static List<Service> kubernetes(SourceFile file, String folder) {
    List<Service> services = new ArrayList<>();
    for (Value document : YamlValues.read(file)) {
      for (Value one :
          document.text("kind").equals("List") ? document.list("items") : List.of(document)) {
        if (KINDS.contains(one.text("kind"))) {
          services.add(workload(one, file, folder));
        }
      }
    }
    return services;
  }

  private static Service workload(Value written, SourceFile file, String folder) {
    Value spec = written.at("spec");
    ServiceDraft draft =
        new ServiceDraft(
            Service.Host.KUBERNETES,
            written.text("metadata", "name"),
            file,
            spec == null ? written.where() : spec.where(),
            folder);
    if (spec == null) {
      return draft.done();
    }
    draft.replicas = written.text("kind").equals("CronJob") ? 1 : spec.number("replicas");
    Value pod = spec.at("jobTemplate", "spec", "template", "spec");
    pod = pod == null ? spec.at("template", "spec") : pod;
    pod = pod == null ? spec : pod;
    boolean job = written.text("kind").endsWith("Job");
    draft.complete = true;
    List<Value> containers = new ArrayList<>(pod.list("initContainers"));
    containers.addAll(pod.list("containers"));
    for (Value container : containers) {
      draft.complete &= container.at("envFrom") == null;
      for (Value variable : container.list("env")) {
        if (variable.at("name") instanceof Value.Scalar key) {
          draft.variable(key.text(), variable.text("value"), variable.where());
        }
      }
      draft.words(
          job ? Phase.PRE_DEPLOY : Phase.START, container.at("command"), container.at("args"));
    }
    return draft.done();
  }
}
