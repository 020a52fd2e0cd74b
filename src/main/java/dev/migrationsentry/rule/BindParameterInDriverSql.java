package dev.migrationsentry.rule;

import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.List;
import java.util.Optional;

/// A text with `:name` in it is handed to the driver, which fills in no such parameters, so that
/// PostgreSQL gets the colon.
public final class BindParameterInDriverSql implements Rule.FailureRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Optional<Finding> explain(Step step, ServerError error, Timeline timeline) {
    if (!(step.statement() instanceof Opaque) || !error.sqlState().equals("42601")) {
      return Optional.empty();
    }
    String name = parameter(error.at());
    if (name.isEmpty()) {
      return Optional.empty();
    }
    boolean python = step.migration().file().path().endsWith(".py");
    String sql = step.statement().span().text().strip();
    return Optional.of(
        Failures.finding(
            this,
            step,
            error,
            timeline,
            "Parameter :"
                + name
                + " reaches PostgreSQL as it is written, since "
                + (python
                    ? "exec_driver_sql hands the text to the driver, and the driver knows %("
                        + name
                        + ")s only."
                    : timeline.history().runner().title() + " fills in no parameters."),
            python
                ? "Let SQLAlchemy fill in the parameter:\n  bind.execute(sa.text("
                    + quoted(sql)
                    + "), {\""
                    + name
                    + "\": …})\nor keep exec_driver_sql and write %("
                    + name
                    + ")s for :"
                    + name
                    + "."
                : "Write the value itself in place of :" + name + ".",
            List.of()));
  }

  /// The name behind a colon at a place, or an empty text.
  private static String parameter(Span at) {
    String text = at.file().text();
    int start = at.start();
    if (start >= text.length()
        || text.charAt(start) != ':'
        || start + 1 >= text.length()
        || !Character.isJavaIdentifierStart(text.charAt(start + 1))) {
      return "";
    }
    int end = start + 1;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    return text.substring(start + 1, end);
  }

  /// A text as a literal of Python.
  private static String quoted(String text) {
    return text.contains("\n") || text.contains("\"")
        ? "\"\"\"" + text + "\"\"\""
        : "\"" + text + "\"";
  }
}
