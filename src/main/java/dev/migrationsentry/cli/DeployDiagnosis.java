package dev.migrationsentry.cli;

import dev.migrationsentry.configuration.Configuration;
import dev.migrationsentry.diagnosis.Investigation;
import dev.migrationsentry.diagnosis.Investigator;
import dev.migrationsentry.diagnosis.Origin;
import dev.migrationsentry.diagnosis.ProjectSource;
import dev.migrationsentry.diagnosis.Reading;
import dev.migrationsentry.diagnosis.Stage;
import dev.migrationsentry.host.Deploy;
import dev.migrationsentry.host.Host;
import dev.migrationsentry.host.HostedService;
import dev.migrationsentry.log.Log;
import dev.migrationsentry.log.LogReader;
import dev.migrationsentry.server.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// From the log that a host keeps of a deploy to its cause.
final class DeployDiagnosis {
  private static final int NEWEST = 18;
  private static final int OLDEST = 14;

  private DeployDiagnosis() {}

  /// What the log of a deploy tells.
  ///
  /// @throws dev.migrationsentry.host.HostProblem when the host does not give it
  static Log log(Host host, HostedService service, Deploy deploy) {
    try (InputStream in = host.log(service, deploy)) {
      return LogReader.read(in);
    } catch (IOException e) {
      throw new EnvironmentProblem(
          ExitCode.USAGE,
          "The log of deploy " + deploy.id() + " can't be read: " + e.getMessage() + ".");
    }
  }

  /// Investigates with the migrations as they are in the commit that was deployed, and not in the
  /// working tree, which may be another one.
  ///
  /// @param rehearses whether the migrations are run on a throw-away server
  static Investigation of(
      Log log,
      Deploy deploy,
      Path folder,
      Configuration configuration,
      boolean rehearses,
      Terminal terminal) {
    Reading reading = new Reading(configuration.histories(), null, Map.of());
    Origin.Fresh fresh = Origin.Fresh.of(major(log.serverVersion(), configuration.postgres()));
    try (ProjectSource source = ProjectSource.open(folder, reading, null, deploy.commit());
        LiveLine line = new LiveLine(terminal);
        Stage stage = new Stage(major -> ServerRequest.of(major, terminal.environment()), line)) {
      return Investigator.of(log, source, List.of(), fresh, rehearses ? stage : null);
    }
  }

  /// The major version that the log names, else that of the configuration, else the newest.
  private static int major(@Nullable String version, @Nullable Integer configured) {
    String start = version == null ? "" : version.split("\\.", 2)[0];
    boolean plain = start.length() == 2 && start.chars().allMatch(Character::isDigit);
    int otherwise = configured == null ? NEWEST : configured;
    return plain ? Math.clamp(Integer.parseInt(start), OLDEST, NEWEST) : otherwise;
  }
}
