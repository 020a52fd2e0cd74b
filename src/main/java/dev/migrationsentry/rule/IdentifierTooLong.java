package dev.migrationsentry.rule;

import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.timeline.Introductions;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// A name is longer than the 63 bytes that PostgreSQL keeps of it.
public final class IdentifierTooLong implements Rule.StepRule {
  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public Stream<Finding> check(Step step, Timeline timeline) {
    return Introductions.by(step.statement()).stream()
        .filter(introduced -> bytes(introduced.written()) > Name.MAX_BYTES)
        .map(introduced -> finding(introduced, step, timeline));
  }

  private static int bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  private Finding finding(Introductions.Introduction introduced, Step step, Timeline timeline) {
    return new Finding(
        id(),
        severity(),
        timeline.world().name(),
        introduced.span(),
        step.migration().title(),
        null,
        "The name of this "
            + introduced.kind().words()
            + " has "
            + bytes(introduced.written())
            + " bytes; PostgreSQL keeps "
            + Name.MAX_BYTES
            + ": "
            + introduced.name()
            + ".",
        "PostgreSQL cuts it with no more than a notice. Tools that look for the full name do not find the object, and a second name with the same beginning collides with it.",
        "Choose a name of at most " + Name.MAX_BYTES + " bytes.",
        List.of(),
        false);
  }
}
