package dev.migrationsentry.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GithubHostTest {
  private static final Instant NOON = Instant.parse("2026-11-12T12:00:00Z");
  private static final HostedService PRODUCTION =
      new HostedService("production", "production", null, "");
  private static final String COMMIT = "834fa20f562e8e0c81bbdd2ac412aa6b8112c298";

  private final GithubStandIn github = new GithubStandIn();
  private final List<Duration> pauses = new ArrayList<>();

  @AfterEach
  void close() {
    github.close();
  }

  private Host host(String repository) {
    return new HostPlan(
            "github", github.address(), repository, List.of(), List.of(), List.of(), List.of(), ".")
        .open(
            Map.of("GITHUB_TOKEN", github.key()),
            new HostTiming(Duration.ofSeconds(1), pauses::add, Clock.systemUTC()));
  }

  private List<Deploy> deploys() {
    try (Stream<Deploy> all = host("acme/shop").deploys(PRODUCTION)) {
      return all.toList();
    }
  }

  @Test
  void takesTheNewestSuccessForWhatServes() {
    github.add(1, COMMIT, "success", NOON.minusSeconds(500));
    github.add(2, COMMIT, "success", NOON.minusSeconds(400));
    github.add(3, COMMIT, "failure", NOON.minusSeconds(300));
    github.add(4, COMMIT, "error", NOON.minusSeconds(200));
    github.add(5, COMMIT, "in_progress", NOON.minusSeconds(100));
    github.add(6, COMMIT, "", NOON);
    github.pages(4);
    assertThat(host("acme/shop").services()).containsExactly(PRODUCTION);
    assertThat(deploys())
        .extracting(Deploy::id, Deploy::state)
        .containsExactly(
            tuple("6", DeployState.RUNNING),
            tuple("5", DeployState.RUNNING),
            tuple("4", DeployState.FAILED),
            tuple("3", DeployState.FAILED),
            tuple("2", DeployState.LIVE),
            tuple("1", DeployState.SUPERSEDED));
    assertThat(host("acme/shop").subject(COMMIT)).contains("Add prices");
  }

  @Test
  void readsTheLogOfTheJobThatDeployed() throws IOException {
    github.add(3, COMMIT, "failure", NOON);
    Deploy deploy = host("acme/shop").deploy(PRODUCTION, "3");
    assertThat(
            new String(
                host("acme/shop").log(PRODUCTION, deploy).readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("ERROR: relation \"orders\" does not exist\n");
    assertThat(github.requests().getLast()).isEqualTo("GET /repos/acme/shop/actions/jobs/3/logs");
  }

  @Test
  void asksForADeployment() {
    assertThat(host("acme/shop").trigger(PRODUCTION, new TriggerRequest(COMMIT, false)))
        .hasValueSatisfying(deploy -> assertThat(deploy.commit()).isEqualTo(COMMIT));
    assertThatThrownBy(
            () -> host("acme/shop").trigger(PRODUCTION, new TriggerRequest(COMMIT, true)))
        .hasMessage("GitHub knows no cache of a deployment to clear.");
    assertThat(github.bodies())
        .containsExactly(
            "{\"ref\":\"" + COMMIT + "\",\"environment\":\"production\",\"auto_merge\":false}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HALF|GitHub answered GET /repos/acme/shop/deployments with JSON that is cut off.",
        "WRONG_SHAPE|GitHub answered GET /repos/acme/shop/deployments wrongly: no list.",
        "REFUSED|GitHub refuses GET /repos/acme/shop/deployments to the key in GITHUB_TOKEN (401): Unauthorized ***.",
        "EMPTY|GitHub answered GET /repos/acme/shop/deployments with nothing.",
      })
  void whatGoesWrongIsOneSentence(StandIn.Fault fault, String said) {
    github.add(1, COMMIT, "success", NOON);
    github.always(fault);
    assertThatThrownBy(this::deploys).isInstanceOf(HostProblem.class).hasMessage(said);
  }

  @Test
  void needsTheRepository() {
    assertThatThrownBy(() -> host("shop"))
        .hasMessage("Name the repository on GitHub as owner/name, in host.repository.");
  }
}
