package dev.migrationsentry.platform;

import dev.migrationsentry.framework.Folder;
import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.framework.SkippedFolders;
import dev.migrationsentry.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds and reads the files that say how a project is deployed.
public final class Deployments {
  private static final int LARGEST = 1_000_000;

  /// Names of scripts that a deploy runs, where no file of the project says so: a host may have
  /// been told by hand.
  private static final Set<String> DEPLOY_SCRIPTS =
      Set.of(
          "predeploy",
          "prestart",
          "prerelease",
          "release",
          "entrypoint",
          "start",
          "startup",
          "boot",
          "deploy");

  private final ProjectFiles files;
  private final Set<String> paths = new TreeSet<>();
  private final Scripts scripts;
  private final List<Service> services = new ArrayList<>();
  private final Map<String, DockerFile> dockerfiles = new LinkedHashMap<>();
  private final Map<String, SourceFile> ignored = new HashMap<>();
  private final List<String> leftOut = new ArrayList<>();

  private Deployments(ProjectFiles files) {
    this.files = files;
    Scripts.collect(files.root(), paths);
    this.scripts = new Scripts(files, paths);
  }

  /// Reads what there is.
  ///
  /// @param migrations the folders of the histories, relative to the checked one
  /// @param sentry the options one of this program's own commands, empty for a name that is none
  public static Deployment read(
      ProjectFiles files, List<String> migrations, Function<String, Set<String>> sentry) {
    Deployments deployments = new Deployments(files);
    deployments.visit(files.root());
    return deployments.done(migrations, sentry);
  }

  private void visit(Folder folder) {
    if (SkippedFolders.isForTests(folder.name()) && !folder.path().isEmpty()) {
      return;
    }
    for (String name : folder.files()) {
      file(folder, name);
    }
    folder.folders().forEach(this::visit);
  }

  private void file(Folder folder, String name) {
    String path = folder.pathOf(name);
    String lower = name.toLowerCase(Locale.ROOT);
    boolean yaml = lower.endsWith(".yaml") || lower.endsWith(".yml");
    if (folder.path().endsWith(".github/workflows")) {
      if (yaml) {
        services(path, (file, _) -> WorkflowFiles.github(file));
      }
    } else if (lower.equals("render.yaml") || lower.equals("render.yml")) {
      services(path, HostFiles::render);
    } else if (name.equals("Procfile")) {
      services(path, HostFiles::procfile);
    } else if (lower.startsWith("fly.") && lower.endsWith(".toml")) {
      services(path, HostFiles::fly);
    } else if (lower.equals("railway.json") || lower.equals("railway.toml")) {
      services(path, HostFiles::railway);
    } else if (lower.equals("app.json")) {
      services(path, HostFiles::app);
    } else if (yaml && (lower.startsWith("docker-compose") || lower.startsWith("compose."))) {
      services(path, ContainerFiles::compose);
    } else if (lower.equals("dockerfile")
        || lower.startsWith("dockerfile.")
        || lower.endsWith(".dockerfile")
        || lower.equals("containerfile")) {
      services(path, this::docker);
    } else if (lower.equals(".dockerignore")) {
      SourceFile file = text(path);
      if (file != null) {
        ignored.put(folder.path(), file);
      }
    } else if (yaml) {
      manifest(path);
    }
  }

  /// A manifest of Kubernetes is told by what it says; templates are no YAML and are left alone.
  private void manifest(String path) {
    SourceFile file = text(path);
    if (file != null
        && file.text().contains("apiVersion:")
        && file.text().contains("containers:")
        && !file.text().contains("{{")) {
      services(path, ContainerFiles::kubernetes);
    }
  }

  private List<Service> docker(SourceFile file, String folder) {
    DockerFile read = DockerFile.read(file, folder);
    dockerfiles.put(file.path(), read);
    return List.of(read.service());
  }

  private void services(String path, BiFunction<SourceFile, String, List<Service>> reader) {
    SourceFile file = text(path);
    if (file == null) {
      return;
    }
    try {
      services.addAll(reader.apply(file, Paths.folder(path)));
    } catch (UnreadableFile e) {
      leftOut.add(path + " " + e.getMessage());
    }
  }

  private @Nullable SourceFile text(String path) {
    try {
      byte[] bytes = files.read(path);
      if (bytes.length > LARGEST) {
        return null;
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      return new SourceFile(path, text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (IOException e) {
      leftOut.add(path + " can't be read: " + e.getMessage());
      return null;
    }
  }

  private Deployment done(List<String> migrations, Function<String, Set<String>> sentry) {
    List<Service> all = new ArrayList<>();
    Set<String> used = new HashSet<>();
    for (Service service : services) {
      all.add(withImage(service, used));
    }
    // What another file runs is judged there, where more is known of it.
    all.removeIf(service ->
        service.host() == Service.Host.DOCKERFILE && used.contains(service.file().path()));
    List<Flow.Course> courses = new ArrayList<>();
    Set<Script> entered = new HashSet<>();
    try {
      courses.addAll(courses(all, entered));
      unnamed(all, courses, entered);
    } catch (UnreadableFile e) {
      leftOut.add("how the project is deployed " + e.getMessage());
    }
    List<Script> sorted = new ArrayList<>(entered);
    sorted.sort(Comparator.comparing(Script::path));
    return new Deployment(
        all,
        courses,
        Deployment.reached(courses),
        sorted,
        dockerfiles,
        ignored,
        migrations,
        sentry,
        leftOut);
  }

  /// A service without a command of its own runs what its image runs.
  private Service withImage(Service service, Set<String> used) {
    DockerFile image = dockerfiles.get(service.dockerfile());
    if (image == null || service.host() == Service.Host.DOCKERFILE) {
      return service;
    }
    List<Command> commands = new ArrayList<>();
    for (Command command : image.service().commands()) {
      boolean starts = service.commands().stream().anyMatch(own -> own.phase() == Phase.START);
      boolean processes = service.host() == Service.Host.FLY && starts;
      if (command.phase() == Phase.BUILD || !(starts || processes)) {
        commands.add(command);
      }
    }
    if (service.host() != Service.Host.COMPOSE) {
      used.add(service.dockerfile());
    }
    commands.addAll(service.commands());
    Map<String, Variable> variables = new HashMap<>(image.service().variables());
    variables.putAll(service.variables());
    return new Service(
        service.host(),
        service.name(),
        service.replicas(),
        commands,
        variables,
        service.complete(),
        service.dockerfile(),
        service.file(),
        service.where());
  }

  private List<Flow.Course> courses(List<Service> all, Set<Script> entered) {
    List<Flow.Course> courses = new ArrayList<>();
    for (Service service : all) {
      for (Command command : service.commands()) {
        Flow.Course course = Flow.of(scripts, service, command);
        entered.addAll(course.entered());
        courses.add(course);
      }
    }
    return courses;
  }

  /// Scripts that nothing calls, though their names say that a deploy runs them.
  private void unnamed(List<Service> all, List<Flow.Course> courses, Set<Script> entered) {
    for (String path : paths) {
      String name = Paths.name(path);
      if (!name.endsWith(".sh")
          || Invocations.parts(name).stream().noneMatch(DEPLOY_SCRIPTS::contains)
          || SkippedFolders.isInTests(path)) {
        continue;
      }
      Script script = scripts.read(path);
      if (script == null || entered.contains(script)) {
        continue;
      }
      ServiceDraft draft =
          new ServiceDraft(Service.Host.SCRIPT, name, script.file(), script.file().span(0, 0), "");
      Service service = draft.done();
      Command command =
          new Command(Phase.SCRIPT, script.program(), script.errexit(), false, "", service.where());
      Flow.Course course = Flow.of(scripts, service, command);
      if (course.reached().stream().anyMatch(one -> one.invocation().applies())) {
        all.add(service.running(List.of(command)));
        courses.add(course);
        entered.add(script);
        entered.addAll(course.entered());
      }
    }
  }
}
