package dev.migrationsentry.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A mistake of a rule costs no other rule anything, and is said.
class RuleMistakesTest {
  private static final class MistakenStepRule implements Rule.StepRule {
    @Override
    public Severity severity() {
      return Severity.WARNING;
    }

    @Override
    public Stream<Finding> check(Step step, Timeline timeline) {
      return Stream.of(step).map(one -> timeline.steps().get(-1)).map(one -> null);
    }
  }

  private static final class MistakenFailureRule implements Rule.FailureRule {
    @Override
    public Severity severity() {
      return Severity.ERROR;
    }

    @Override
    public Optional<Finding> explain(Step step, ServerError error, Timeline timeline) {
      throw new IllegalStateException("a mistake");
    }
  }

  @Test
  void theOtherRulesStillSpeak() {
    History history =
        history("create table a (id int);\n-- file: migrations/2.sql\ndrop table a;\n");
    List<Finding> findings = findings(history, List.of(new MistakenStepRule(), new DropTable()));
    assertThat(findings)
        .extracting(Finding::rule)
        .containsExactly("unanalysable-sql", "unanalysable-sql", "drop-table");
    assertThat(findings.getFirst().seen())
        .startsWith(
            "The rule mistaken-step-rule could not look at this: a fault of Migration Sentry, ")
        .endsWith("; please report it.");
  }

  @Test
  void aFailureIsNotLost() {
    History history = history("drop table missing;\n");
    List<Rule> mistaken = List.of(new MistakenFailureRule());
    assertThat(findings(history, mistaken))
        .extracting(Finding::rule)
        .containsExactly("unanalysable-sql", "fails-on-empty-database");
    List<Rule> several = new ArrayList<>(mistaken);
    several.add(new FailsOnEmptyDatabase());
    assertThat(findings(history, several))
        .extracting(Finding::rule)
        .containsExactly("unanalysable-sql", "fails-on-empty-database");
  }

  @Test
  void anErrorWithoutAMessageIsAFinding() {
    History history = history("do $$ begin raise exception ''; end $$;\n");
    assertThat(findings(history, Rules.ALL))
        .extracting(Finding::seen)
        .containsExactly("The statement fails without a message.");
  }

  private static List<Finding> findings(History history, List<Rule> rules) {
    return Rules.check(history, World.empty(18), rules).findings();
  }

  private static History history(String sql) {
    PageProject project = new PageProject("-- file: migrations/1.sql\n" + sql);
    return ((Discovery.Found) Histories.find(project, Options.NONE)).histories().getFirst();
  }
}
