package dev.migrationsentry.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RenderHostTest {
  private static final Instant NOON = Instant.parse("2026-11-12T12:00:00Z");
  private static final HostedService SHOP = new HostedService("srv-1", "shop-api", "main", "tea-1");
  private static final String COMMIT = "834fa20f562e8e0c81bbdd2ac412aa6b8112c298";

  private final RenderStandIn render = new RenderStandIn();
  private final List<Duration> pauses = new ArrayList<>();

  @AfterEach
  void close() {
    render.close();
  }

  private Host host() {
    return host(Map.of("RENDER_API_KEY", render.key()));
  }

  private Host host(Map<String, String> environment) {
    return plan()
        .open(environment, new HostTiming(Duration.ofSeconds(1), pauses::add, Clock.systemUTC()));
  }

  private HostPlan plan() {
    return new HostPlan(
        "render", render.address() + "/", null, List.of(), List.of(), List.of(), List.of(), ".");
  }

  private List<Deploy> deploys() {
    try (Stream<Deploy> all = host().deploys(SHOP)) {
      return all.toList();
    }
  }

  @Test
  void readsServicesAndDeploys() {
    render.add("dep-1", "deactivated", COMMIT, "First", NOON.minusSeconds(900));
    render.add("dep-2", "live", COMMIT, "Second", NOON.minusSeconds(600));
    render.add("dep-3", "update_failed", null, "", NOON.minusSeconds(300));
    render.add("dep-4", "build_in_progress", COMMIT, "Third", NOON);
    assertThat(host().services()).containsExactly(SHOP);
    List<Deploy> deploys = deploys();
    assertThat(deploys)
        .extracting(Deploy::state)
        .containsExactly(
            DeployState.RUNNING, DeployState.FAILED, DeployState.LIVE, DeployState.SUPERSEDED);
    assertThat(deploys.get(1).commit()).isNull();
    assertThat(deploys.get(2).subject()).isEqualTo("Second");
    assertThat(deploys.get(2).commit()).isEqualTo(COMMIT);
    assertThat(deploys.get(2).duration()).contains(Duration.ofSeconds(95));
    assertThat(deploys.getFirst().duration()).isEmpty();
    assertThat(host().deploy(SHOP, "dep-2").status()).isEqualTo("live");
  }

  @Test
  void asksForNoMorePagesThanAreRead() {
    render.make(10_000, index -> RenderStandIn.deploy("dep-" + index, "live", COMMIT, "x", NOON));
    try (Stream<Deploy> all = host().deploys(SHOP)) {
      assertThat(all.limit(150).count()).isEqualTo(150);
    }
    assertThat(render.requests())
        .containsExactly(
            "GET /services/srv-1/deploys?limit=100",
            "GET /services/srv-1/deploys?limit=100&cursor=100");
  }

  @Test
  void readsTenThousandDeploysOneAtATime() {
    render.make(10_000, index -> RenderStandIn.deploy("dep-" + index, "live", COMMIT, "x", NOON));
    AtomicInteger count = new AtomicInteger();
    try (Stream<Deploy> all = host().deploys(SHOP)) {
      all.forEach(deploy -> assertThat(deploy.id()).isEqualTo("dep-" + count.getAndIncrement()));
    }
    assertThat(count).hasValue(10_000);
    assertThat(render.requests()).hasSize(101);
  }

  @Test
  void waitsAsLongAsItIsAskedTo() {
    render.add("dep-1", "live", COMMIT, "First", NOON);
    render.next(StandIn.Fault.TOO_MANY, StandIn.Fault.TOO_MANY_WITH_RESET, StandIn.Fault.BROKEN);
    assertThat(deploys()).hasSize(1);
    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(11), Duration.ofSeconds(4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TOO_MANY|Render answered GET /services/srv-1/deploys with 429, 4 times.",
        "BROKEN|Render answered GET /services/srv-1/deploys with 500, 4 times.",
        "CUT|JSON that can't be read: the connection broke off.",
        "HALF|Render answered GET /services/srv-1/deploys with JSON that is cut off.",
        "MALFORMED|Render answered GET /services/srv-1/deploys with something that is no JSON.",
        "EMPTY|Render answered GET /services/srv-1/deploys with nothing.",
        "PAGE|Render answered GET /services/srv-1/deploys with a page for people (HTML) that is no JSON.",
        "WRONG_SHAPE|Render answered GET /services/srv-1/deploys wrongly: no list.",
        "TRAILING|wrongly: something behind the end of the list.",
        "REFUSED|Render refuses GET /services/srv-1/deploys to the key in RENDER_API_KEY (401): Unauthorized ***.",
        "REDIRECTED|Render answered GET /services/srv-1/deploys with a redirection (302).",
        "STUCK|JSON that can't be read: it takes too long.",
        "SILENT|Render did not answer GET /services/srv-1/deploys within 1 seconds, 4 times.",
      })
  void whatGoesWrongIsOneSentence(StandIn.Fault fault, String said) {
    render.add("dep-1", "live", COMMIT, "First", NOON);
    render.always(fault);
    assertThatThrownBy(this::deploys)
        .isInstanceOf(HostProblem.class)
        .hasMessageEndingWith(said)
        .hasMessageNotContaining(render.key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"status\":\"live\"|\"status\":\"liv\"|there is no status liv.",
        "\"status\":\"live\"|\"status\":5|deploy.status is no text.",
        "\"status\":\"live\"|\"state\":\"live\"|deploy.status is missing.",
        "\"id\":\"dep-0\"|\"id\":null|deploy.id is missing.",
        "\"createdAt\":\"2026-11-12T12:00:00Z\"|\"createdAt\":\"noon\"|deploy.createdAt is no time.",
        "\"commit\":{|\"commit\":5,\"x\":{|deploy.commit is no object.",
        "834fa20f562e|main|deploy.commit.id is no name of a commit.",
        "\"trigger\":|\"id\":\"dep-9\",\"trigger\":|something that is no JSON.",
      })
  void whatIsOfAnotherKindIsNeverTakenForSomethingElse(String right, String wrong, String said) {
    String deploy =
        "{\"id\":\"dep-0\",\"commit\":{\"id\":\"834fa20f562e\",\"message\":\"x\"},\"status\":\"live\",\"trigger\":\"api\",\"createdAt\":\"2026-11-12T12:00:00Z\"}";
    assertThat(deploy).contains(right);
    render.make(1, index -> deploy);
    assertThat(deploys()).hasSize(1);
    render.make(1, index -> deploy.replace(right, wrong));
    if (right.startsWith("\"createdAt")) {
      render.make(1, index -> deploy.substring(0, deploy.lastIndexOf("\"createdAt")) + wrong + "}");
    }
    assertThatThrownBy(this::deploys).isInstanceOf(HostProblem.class).hasMessageEndingWith(said);
  }

  @Test
  void noticesPagesThatGoInACircle() {
    render.make(250, index -> RenderStandIn.deploy("dep-" + index, "live", COMMIT, "x", NOON));
    render.goInCircles();
    assertThatThrownBy(this::deploys)
        .hasMessage(
            "Render answered GET /services/srv-1/deploys wrongly: its pages go in a circle.");
    assertThat(render.requests()).hasSizeLessThan(12);
  }

  @Test
  void readsTheWholeLogOfADeploy() throws IOException {
    render.add("dep-1", "update_failed", COMMIT, "First", NOON);
    List<String> lines =
        Stream.iterate(0, number -> number + 1).limit(250).map(number -> "line " + number).toList();
    render.log(NOON, lines);
    Deploy deploy = host().deploy(SHOP, "dep-1");
    String log = new String(host().log(SHOP, deploy).readAllBytes(), StandardCharsets.UTF_8);
    assertThat(log.lines()).containsExactlyElementsOf(lines);
    assertThat(render.requests().getLast())
        .contains("/logs?direction=forward&type=app&type=build&limit=100&ownerId=tea-1")
        .contains("resource=srv-1&startTime=2026-11-12T12%3A03%3A20Z&endTime=");
  }

  @Test
  void asksForADeployOnceOnly() {
    host().trigger(SHOP, new TriggerRequest(COMMIT, true));
    assertThat(render.bodies())
        .containsExactly("{\"clearCache\":\"clear\",\"commitId\":\"" + COMMIT + "\"}");
    render.next(StandIn.Fault.BROKEN);
    assertThatThrownBy(() -> host().trigger(SHOP, new TriggerRequest(null, false)))
        .hasMessage(
            "Render answered POST /services/srv-1/deploys with 500, so it is not known whether it took the request; look before repeating it.");
    assertThat(render.requests()).hasSize(2);
  }

  @Test
  void repeatsADeployThatWasSurelyNotAccepted() {
    render.next(StandIn.Fault.TOO_MANY);
    assertThat(host().trigger(SHOP, new TriggerRequest(null, false)).orElseThrow().state())
        .isEqualTo(DeployState.RUNNING);
    assertThat(render.bodies()).hasSize(2).allMatch("{\"clearCache\":\"do_not_clear\"}"::equals);
    render.queue();
    assertThat(host().trigger(SHOP, new TriggerRequest(null, false))).isEmpty();
  }

  @Test
  void needsAKeyThatCanBeOne() {
    assertThatThrownBy(() -> host(Map.of()))
        .hasMessage("Set RENDER_API_KEY to the key of the host's API.");
    assertThatThrownBy(() -> host(Map.of("RENDER_API_KEY", "a b")))
        .hasMessageContaining("holds letters that no key has");
  }

  @Test
  void saysThatNobodyListens() {
    RenderStandIn gone = new RenderStandIn();
    gone.close();
    Host host =
        new HostPlan(
                "render", gone.address(), null, List.of(), List.of(), List.of(), List.of(), ".")
            .open(
                Map.of("RENDER_API_KEY", "k"),
                new HostTiming(Duration.ofSeconds(1), pauses::add, Clock.systemUTC()));
    assertThatThrownBy(host::services).hasMessage("Render can't be reached at 127.0.0.1, 4 times.");
  }

  @ParameterizedTest
  @CsvSource({
    "heroku,The host heroku is not built in yet",
    "fly,The host fly is not built in yet",
    "railway,The host railway is not built in yet",
    "vercel,There is no host vercel; known are render"
  })
  void saysWhichHostsThereAre(String kind, String said) {
    HostPlan plan = new HostPlan(kind, null, null, List.of(), List.of(), List.of(), List.of(), ".");
    assertThatThrownBy(() -> plan.open(Map.of(), HostTiming.real())).hasMessageStartingWith(said);
  }
}
