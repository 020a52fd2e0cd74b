package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.Optional;
import java.util.stream.Stream;

/// An opinion about migrations. A rule is a pure function without state; its id is its class's name
/// in kebab case, and its page is the resource `rule/ID.md` beside this package.
public sealed interface Rule {
  /// How bad its findings are, unless it says otherwise for one.
  Severity severity();

  /// The id: the class's name in kebab case.
  default String id() {
    StringBuilder id = new StringBuilder();
    for (char letter : getClass().getSimpleName().toCharArray()) {
      if (Character.isUpperCase(letter) && !id.isEmpty()) {
        id.append('-');
      }
      id.append(Character.toLowerCase(letter));
    }
    return id.toString();
  }

  /// Looks at what a statement does.
  non-sealed interface StepRule extends Rule {
    /// What it has to say of a step, whether or not it fails.
    ///
    /// @param timeline the replay up to this step
    Stream<Finding> check(Step step, Timeline timeline);
  }

  /// Explains a predicted failure. Of all rules of this kind the first one in [Rules#ALL] that
  /// knows the cause speaks.
  non-sealed interface FailureRule extends Rule {
    /// The finding, when this rule knows the cause of the failure.
    ///
    /// @param timeline the replay up to this step
    Optional<Finding> explain(Step step, ServerError error, Timeline timeline);
  }

  /// Looks at a replay as a whole: also at what migrations would have sent after a failure.
  non-sealed interface TimelineRule extends Rule {
    /// What it has to say of the replay.
    Stream<Finding> check(Timeline timeline);
  }

  /// Looks at a history as a whole, without a world.
  non-sealed interface HistoryRule extends Rule {
    /// What it has to say of the history.
    Stream<Finding> check(History history);
  }

  /// Looks at how a project is deployed, and at no migration: `platform` says what it is given.
  non-sealed interface ProjectRule extends Rule {}
}
