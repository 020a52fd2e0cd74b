package dev.migrationsentry.cli;

import dev.migrationsentry.cause.Cause;
import dev.migrationsentry.configuration.Configuration;
import dev.migrationsentry.diagnosis.Investigation;
import dev.migrationsentry.diagnosis.Investigator;
import dev.migrationsentry.diagnosis.Origin;
import dev.migrationsentry.diagnosis.ProjectSource;
import dev.migrationsentry.diagnosis.Stage;
import dev.migrationsentry.diagnosis.Subject;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.host.Deploy;
import dev.migrationsentry.host.Host;
import dev.migrationsentry.host.HostedService;
import dev.migrationsentry.log.Log;
import dev.migrationsentry.log.LogReader;
import dev.migrationsentry.remedy.Offers;
import dev.migrationsentry.remedy.Tried;
import dev.migrationsentry.remedy.Workshop;
import dev.migrationsentry.report.Style;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `diagnose`: from the log of a failed deploy to its cause.
@Command(
    name = "diagnose",
    mixinStandardHelpOptions = true,
    description = {
      "Reads the log of a failed deploy, of any runner and any length, and says which failure was the first, what it comes from, and how sure that is. With the project's folder it reads the files at the commit that failed, finds the failing migration and line, asks git where they come from, and runs the migrations again on a throw-away PostgreSQL: the same failure there is proof."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  migration-sentry diagnose deploy.log               with the project in this folder",
      "  migration-sentry diagnose deploy.log ../shop       with another project",
      "  kubectl logs job/migrate | migration-sentry diagnose -",
      "  migration-sentry diagnose deploy.log --from production.json",
      "                                                     from production's snapshot",
      "  migration-sentry diagnose deploy.log --commit 1a2b3c4",
      "                                                     when the log names no commit",
      "  migration-sentry diagnose deploy.log --no-project  from the log alone",
      "  migration-sentry diagnose --deploy dep-4711        the log that the host keeps",
      "  migration-sentry diagnose deploy.log --format json for programs",
      "",
      "Exit codes: 0 the log tells of no failure; 1 a cause was found; 2 wrong usage or",
      "environment; 3 a failure that is not understood, or whose first error is not there."
    })
final class DiagnoseCommand implements Callable<Integer> {
  private enum Format {
    TEXT,
    JSON,
    MARKDOWN
  }

  private final Terminal terminal;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LOG",
      defaultValue = "-",
      description = "The log's file, or - for standard input. Default: standard input.")
  private String log = "-";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROJECT",
      defaultValue = ".",
      description = "The project that the log is about. Default: this folder.")
  private Path folder = Path.of(".");

  @Option(
      names = "--deploy",
      paramLabel = "ID",
      description =
          "Read the log of this deploy from the host that the configuration names, not from a file; PROJECT is then the first argument.")
  private @Nullable String deploy;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description =
          "The service that was deployed, by its name or id. Default: the configuration's, or the only one.")
  private @Nullable String service;

  @Option(names = "--no-project", description = "Go by the log alone.")
  private boolean withoutProject;

  @Option(
      names = "--no-rehearsal",
      description = "Do not run the migrations on a throw-away PostgreSQL: nothing is proved then.")
  private boolean withoutRehearsal;

  @Mixin private SubjectOptions subjects = new SubjectOptions();

  @Mixin private WorldOptions worlds = new WorldOptions();

  @Mixin private PreludeOption prelude = new PreludeOption();

  @Mixin private ServerOptions servers = new ServerOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json, or markdown for an incident report. Default: text.")
  private Format format = Format.TEXT;

  @Option(
      names = "--write",
      description =
          "Put the files of the best remedy in place, if one has passed its rehearsal. Nothing else is changed.")
  private boolean write;

  DiagnoseCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (deploy != null && !log.equals("-")) {
      folder = Path.of(log);
    }
    Told told = deploy == null ? told() : told(deploy);
    Log read = told.log();
    if (withoutProject) {
      return show(read, Investigator.of(read, null, List.of(), Origin.Fresh.of(18), null), null);
    }
    Configuration configuration = subjects.configuration(folder, terminal);
    try (ProjectSource source = subjects.open(folder, configuration, told.commit());
        LiveLine line = new LiveLine(terminal);
        Stage stage = new Stage(major -> servers.request(major, terminal.environment()), line)) {
      Subject subject = source.subject();
      int major = worlds.major(configured(read, configuration));
      Origin.Fresh fresh = new Origin.Fresh(prelude.applyTo(major), major, prelude.statements());
      List<Origin> given =
          subject == null ? List.of() : worlds.origins(subject.histories(), fresh, terminal);
      Investigation investigation =
          Investigator.of(read, source, given, fresh, withoutRehearsal ? null : stage);
      return show(read, investigation, withoutRehearsal ? null : remedies(investigation, fresh));
    }
  }

  /// What mends it, rehearsed; null where there is nothing to mend or no project.
  private @Nullable Offers remedies(Investigation investigation, Origin.Fresh fresh) {
    Subject subject = investigation.subject();
    Cause cause = investigation.diagnosis().cause().orElse(null);
    if (subject == null || cause == null) {
      return null;
    }
    List<Origin> places = new ArrayList<>(investigation.origins());
    if (places.stream().noneMatch(Origin.Fresh.class::isInstance)) {
      places.add(fresh);
    }
    try (Workshop workshop =
        new Workshop(
            new Workshop.Given(
                subject.files(),
                Options.NONE,
                files ->
                    subject.reading().in(files) instanceof Discovery.Found found
                        ? found.histories()
                        : List.of(),
                places,
                major -> servers.request(major, terminal.environment()),
                terminal.now()))) {
      Offers offers = workshop.of(cause, investigation.commits());
      Tried best = offers.best();
      if (write && best != null) {
        WrittenFiles.write(folder, best.remedy().files());
      }
      return offers;
    }
  }

  private int show(Log read, Investigation investigation, @Nullable Offers offers)
      throws IOException {
    switch (format) {
      case TEXT ->
          terminal
              .out()
              .print(DiagnoseText.render(investigation, offers, new Style(terminal.coloured())));
      case JSON -> DiagnoseJson.write(investigation, offers, terminal.out());
      case MARKDOWN -> terminal.out().print(DiagnoseMarkdown.render(investigation, offers));
    }
    terminal.out().flush();
    if (read.isFirstErrorMissing()) {
      return ExitCode.UNJUDGED;
    }
    if (read.first().isPresent()) {
      return ExitCode.FOUND;
    }
    return read.failures().isEmpty() ? ExitCode.FINE : ExitCode.UNJUDGED;
  }

  /// A log, and the commit that it is of as far as that is known.
  private record Told(Log log, @Nullable String commit) {}

  private Told told(String id) {
    DeployOptions options =
        DeployOptions.of(folder, subjects.configuration(folder, terminal), service);
    Host host = options.host(terminal);
    HostedService deployed = options.service(host, terminal);
    Deploy meant = host.deploy(deployed, id);
    Log read = DeployDiagnosis.log(host, deployed, meant);
    return new Told(read, meant.commit() == null ? read.commit() : meant.commit());
  }

  private Told told() throws IOException {
    Log read = read();
    return new Told(read, read.commit());
  }

  private Log read() throws IOException {
    if (log.equals("-")) {
      return LogReader.read(System.in);
    }
    Path file = Path.of(log);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new EnvironmentProblem(ExitCode.USAGE, "There is no log " + log + " to read.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return LogReader.read(in);
    }
  }

  /// The major version that the log names, else that of the configuration.
  private static @Nullable Integer configured(Log read, Configuration configuration) {
    String version = read.serverVersion();
    String start = version == null ? "" : version.split("\\.", 2)[0];
    boolean plain = start.length() == 2 && start.chars().allMatch(Character::isDigit);
    return plain
        ? Integer.valueOf(Math.max(14, Math.min(18, Integer.parseInt(start))))
        : configuration.postgres();
  }
}
