package dev.migrationsentry.platform;

import dev.migrationsentry.rule.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Several services of one file run the migrations in the same deploy.
final class MigrationsOnSeveralServices implements DeployRule {
  @Override
  public Stream<Finding> check(Deployment deployment) {
    Map<String, List<Reached>> runs = new LinkedHashMap<>();
    for (Service service : deployment.services()) {
      if (service.host() != Service.Host.RENDER
          && service.host() != Service.Host.HEROKU
          && service.host() != Service.Host.FLY) {
        continue;
      }
      deployment.reached(service).stream()
          .filter(one ->
              one.command().phase() == Phase.PRE_DEPLOY || one.command().phase() == Phase.START)
          .filter(one -> one.invocation().applies())
          .findFirst()
          .ifPresent(
              one -> runs.computeIfAbsent(service.file().path(), _ -> new ArrayList<>()).add(one));
    }
    List<Finding> findings = new ArrayList<>();
    for (List<Reached> services : runs.values()) {
      for (Reached one : services.subList(1, services.size())) {
        findings.add(
            finding(
                one.command().where(),
                "The service "
                    + one.service().name()
                    + " runs the migrations in its deploy, and so does "
                    + services.getFirst().service().name()
                    + ".",
                "A deploy of both runs them twice at the same time: one of the two fails, or both"
                    + " half succeed.",
                "Let "
                    + services.getFirst().service().name()
                    + " alone run them, and take the command away here."));
      }
    }
    return findings.stream();
  }
}
