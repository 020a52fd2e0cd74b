package dev.migrationsentry.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Rule;
import dev.migrationsentry.rule.RulePage;
import dev.migrationsentry.rule.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pages of the rules about deploys: their blocks are checked.
class DeployPagesTest {
  static Stream<Rule> rules() {
    return DeployRules.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void badBlocksHaveExactlyTheFindingsThatTheyName(Rule rule) {
    List<String> blocks = blocks(rule, "bad");
    assertThat(blocks).isNotEmpty();
    for (String block : blocks) {
      DeployedProject project = new DeployedProject(block);
      assertThat(findings(project)).isEqualTo(project.expected());
      assertThat(project.expected()).anyMatch(expected -> expected.endsWith(" " + rule.id()));
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void goodBlocksAreClean(Rule rule) {
    List<String> blocks = blocks(rule, "good");
    assertThat(blocks).isNotEmpty();
    for (String block : blocks) {
      assertThat(findings(new DeployedProject(block))).as(block).isEmpty();
    }
  }

  @Test
  void noIdIsTakenTwice() {
    List<String> ids =
        Stream.concat(Rules.ALL.stream(), DeployRules.ALL.stream()).map(Rule::id).toList();
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void aCommentAboveAllowsAFinding() {
    DeployedProject project =
        new DeployedProject(
            """
            # file: render.yaml
            services:
              - type: web
                name: shop
                runtime: python
                # migration-sentry: allow ignored-migration-failure a demo without data
                preDeployCommand: alembic upgrade head || true
            """);
    assertThat(findings(project)).isEmpty();
  }

  static Set<String> findings(DeployedProject project) {
    Deployment deployment =
        Deployments.read(
            project,
            project.migrations(),
            command -> command.equals("gate") ? Set.of("--wait", "--dry-run") : Set.of());
    assertThat(deployment.leftOut()).isEmpty();
    Set<String> findings = new TreeSet<>();
    for (Finding finding : deployment.findings()) {
      findings.add(
          finding.where().file().path() + ":" + finding.where().line() + " " + finding.rule());
    }
    return findings;
  }

  private static List<String> blocks(Rule rule, String kind) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : RulePage.of(rule).text().lines().toList()) {
      if (line.equals("```deploy " + kind)) {
        block = new StringBuilder();
      } else if (line.equals("```") && block != null) {
        blocks.add(block.toString());
        block = null;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }
}
