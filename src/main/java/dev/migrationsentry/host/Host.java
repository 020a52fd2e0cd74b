package dev.migrationsentry.host;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Something that deploys services. What it answers is checked: whoever uses a host gets what the
/// host really said or a [HostProblem], and never a guess.
public interface Host {
  /// What people call it.
  String name();

  /// The services that there are.
  ///
  /// @throws HostProblem when the host can't be asked or answers wrongly
  List<HostedService> services();

  /// The deploys of a service from the newest to the oldest, read as they are asked for. The stream
  /// is to be closed.
  ///
  /// @throws HostProblem when the host can't be asked or answers wrongly, also while the stream is
  ///   read
  Stream<Deploy> deploys(HostedService service);

  /// One deploy as it is now.
  ///
  /// @throws HostProblem when there is none, or the host can't be asked or answers wrongly
  Deploy deploy(HostedService service, String id);

  /// What a deploy logged, from its start to its end, in UTF-8, read as it is asked for.
  ///
  /// @throws HostProblem when the host keeps none, or can't be asked; while it is read an
  ///   [java.io.IOException] says the same
  InputStream log(HostedService service, Deploy deploy);

  /// Asks for a new deploy, once.
  ///
  /// @return the deploy, or nothing when the host has put it into a queue
  /// @throws HostProblem when the host refuses, or it is not known whether it took the request
  Optional<Deploy> trigger(HostedService service, TriggerRequest request);

  /// The first line of a commit's message as the host knows it; nothing when it does not say.
  ///
  /// @throws HostProblem when the host can't be asked or answers wrongly
  Optional<String> subject(String commit);
}
