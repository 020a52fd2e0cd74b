package dev.migrationsentry.platform;

import dev.migrationsentry.source.SourceFile;
import java.util.ArrayList;
import java.util.List;

/// Reads workflows of GitHub Actions: each job with a `run` is a service here.
final class WorkflowFiles {
  private WorkflowFiles() {}

  static List<Service> github(SourceFile file) {
    List<Service> services = new ArrayList<>();
    for (Value document : YamlValues.read(file)) {
      Value jobs = document.at("jobs");
      if (jobs == null) {
        continue;
      }
      jobs.entries()
          .forEach((name, field) -> {
            Value job = field.value();
            ServiceDraft draft =
                new ServiceDraft(Service.Host.WORKFLOW, name, file, field.key(), "");
            draft.environment(document.at("env"));
            draft.environment(job.at("env"));
            String usual = job.text("defaults", "run", "working-directory");
            usual = usual.isEmpty() ? document.text("defaults", "run", "working-directory") : usual;
            String shell = job.text("defaults", "run", "shell");
            shell = shell.isEmpty() ? document.text("defaults", "run", "shell") : shell;
            for (Value step : job.list("steps")) {
              step(step, draft, usual, shell);
            }
            services.add(draft.done());
          });
    }
    return services;
  }

  /// GitHub: without a `shell` a step is run by `bash -e`, with `bash` also with `-o pipefail`.
  private static void step(Value step, ServiceDraft draft, String folder, String usualShell) {
    String shell = step.text("shell").isEmpty() ? usualShell : step.text("shell");
    if (!List.of("", "bash", "sh").contains(shell)) {
      return; // A program of its own, or options that say what they mean.
    }
    String own = step.text("working-directory");
    draft.folder = Paths.join("", own.isEmpty() ? folder : own);
    // A step with a condition of its own or that may fail says that it is meant so.
    boolean mayFail = step.text("continue-on-error").equals("true");
    if (!mayFail) {
      draft.environment(step.at("env"));
      draft.line(Phase.STEP, step.at("run"), true, shell.equals("bash"));
    }
  }
}
