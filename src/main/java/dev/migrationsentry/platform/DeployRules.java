package dev.migrationsentry.platform;

import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Rule;
import dev.migrationsentry.source.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The list of all rules about deploys, and how they are applied.
public final class DeployRules {
  private static final String MARK = "migration-sentry: allow ";

  static final List<DeployRule> RULES =
      List.of(
          new MigrationsOnSeveralServices(),
          new MigrationsAtEachStart(),
          new IgnoredMigrationFailure(),
          new PipeHidesFailure(),
          new GoesOnAfterFailure(),
          new StampAfterFailure(),
          new AutogenerateInProduction(),
          new UnknownRunnerOption(),
          new PermanentForce(),
          new MigrationsSwitchedOff(),
          new MissingVariable(),
          new PooledUrl(),
          new ScriptLineEnds(),
          new MigrationsNotShipped());

  /// Every rule.
  public static final List<Rule> ALL = List.copyOf(RULES);

  private DeployRules() {}

  static List<Finding> check(Deployment deployment) {
    List<Finding> findings = new ArrayList<>();
    Set<List<String>> said = new HashSet<>();
    for (DeployRule rule : RULES) {
      rule.check(deployment)
          .filter(finding -> !allowed(finding))
          // One place in a script that several services run is one finding.
          .filter(finding -> said.add(List.of(finding.rule(), finding.where().toString())))
          .forEach(findings::add);
    }
    findings.sort(
        Comparator.<Finding, String>comparing(finding -> finding.where().file().path())
            .thenComparingInt(finding -> finding.where().line()));
    return findings;
  }

  /// Whether the comment lines right above the place allow it, as they do above a statement.
  private static boolean allowed(Finding finding) {
    SourceFile file = finding.where().file();
    for (int line = finding.where().line() - 1; line > 0; line--) {
      String text = file.lineText(line).strip();
      if (!text.startsWith("#")) {
        return false;
      }
      int mark = text.indexOf(MARK);
      String rest = mark < 0 ? "" : text.substring(mark + MARK.length()).strip();
      if (rest.startsWith(finding.rule() + " ")
          && !rest.substring(finding.rule().length()).isBlank()) {
        return true;
      }
    }
    return false;
  }
}
