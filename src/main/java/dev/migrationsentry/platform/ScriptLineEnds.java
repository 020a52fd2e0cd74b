package dev.migrationsentry.platform;

import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Severity;
import dev.migrationsentry.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A script that a deploy runs was saved in a way that no shell understands.
final class ScriptLineEnds implements DeployRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(Deployment deployment) {
    List<Finding> findings = new ArrayList<>();
    for (Script script : deployment.scripts()) {
      SourceFile file = script.file();
      if (script.mark()) {
        findings.add(
            finding(
                file.span(0, 0),
                "The script begins with a byte order mark.",
                "The system does not see '#!' at its start, and the shell takes the mark for a part"
                    + " of the first command.",
                "Save it as UTF-8 without a mark."));
      }
      if (script.carriage() >= 0) {
        findings.add(
            finding(
                file.span(script.carriage(), script.carriage()),
                "The lines of the script end with a carriage return and a line feed.",
                "The shell takes the carriage return for a part of the last word in each line:"
                    + " 'bad interpreter', 'command not found', options that do not exist.",
                "Save it with line feeds alone, and write '*.sh text eol=lf' into .gitattributes so"
                    + " that it stays so."));
      }
    }
    return findings.stream();
  }
}
