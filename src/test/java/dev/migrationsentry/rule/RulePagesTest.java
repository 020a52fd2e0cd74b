package dev.migrationsentry.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.Sentry;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Reference;
import dev.migrationsentry.report.Report;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pages can't lie: their blocks are checked.
class RulePagesTest {
  static Stream<String> rules() {
    return Rules.ALL.stream().map(Rule::id);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void badBlocksHaveExactlyTheFindingsThatTheyName(String id) {
    List<String> blocks = new ArrayList<>(blocks(id, "```sql bad"));
    blocks.addAll(blocks(id, "```python bad"));
    assertThat(written(id, "bad")).isNotEmpty();
    boolean named = blocks.isEmpty();
    for (String block : blocks) {
      PageProject project = new PageProject(block);
      assertThat(findings(project)).isEqualTo(project.expected());
      named |= project.expected().stream().anyMatch(expected -> expected.endsWith(" " + id));
    }
    assertThat(named).as("a bad block expects a finding of the page's own rule").isTrue();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void goodBlocksAreClean(String id) {
    List<String> blocks = new ArrayList<>(blocks(id, "```sql good"));
    blocks.addAll(blocks(id, "```python good"));
    assertThat(written(id, "good")).isNotEmpty();
    for (String block : blocks) {
      assertThat(findings(new PageProject(block))).isEmpty();
    }
  }

  @Test
  void everyPageBelongsToARule() {
    for (Rule rule : Rules.ALL) {
      assertThat(RulePage.of(rule).title()).as(rule.id()).isNotBlank();
    }
    assertThat(Rules.ALL.stream().map(Rule::id).distinct()).hasSameSizeAs(Rules.ALL);
  }

  static Set<String> findings(PageProject project) {
    if (!(Histories.find(project, Options.NONE) instanceof Discovery.Found found)) {
      throw new AssertionError("no history in the block");
    }
    List<History> histories =
        found.histories().stream()
            .map(history ->
                history.comparedWith(
                    project.onMain().isEmpty()
                        ? null
                        : new Reference("main", project.onMain(), project.edited())))
            .toList();
    Set<String> findings = new TreeSet<>();
    Report report =
        Sentry.check(histories, history -> project.worlds(history, World.empty(18)), List.of());
    for (Report.CheckedHistory history : report.histories()) {
      for (Finding finding : history.findings()) {
        findings.add(
            finding.where().file().path() + ":" + finding.where().line() + " " + finding.rule());
      }
    }
    return findings;
  }

  /// The blocks of a page in any language.
  private static List<String> written(String id, String kind) {
    List<String> blocks = new ArrayList<>(blocks(id, "```sql " + kind));
    blocks.addAll(blocks(id, "```python " + kind));
    return blocks;
  }

  static List<String> blocks(String id, String opening) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : RulePage.of(Rules.of(id).orElseThrow()).text().lines().toList()) {
      if (line.equals(opening)) {
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
