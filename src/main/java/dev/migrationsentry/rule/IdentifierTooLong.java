package dev.migrationsentry.rule;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.timeline.Introductions;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A name is longer than the 63 bytes that PostgreSQL keeps of it.
public final class IdentifierTooLong implements Rule.StepRule {
  /// How the code of a migration ends when SQLAlchemy refuses a name.
  private static final String REFUSAL = "sqlalchemy.exc.IdentifierError: Identifier '";

  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public Stream<Finding> check(Step step, Timeline timeline) {
    String refused = step.statement() instanceof Opaque opaque ? refused(opaque) : null;
    if (refused != null) {
      return Stream.of(refusal(refused, step, timeline));
    }
    return Introductions.by(step.statement()).stream()
        .filter(introduced -> bytes(introduced.written()) > Name.MAX_BYTES)
        .map(introduced -> finding(introduced, step, timeline));
  }

  /// The name that SQLAlchemy refuses before anything is sent, or null when the code has ended
  /// otherwise.
  static @Nullable String refused(Opaque opaque) {
    int start = opaque.reason().indexOf(REFUSAL);
    int end = start < 0 ? -1 : opaque.reason().indexOf('\'', start + REFUSAL.length());
    return end < 0 ? null : opaque.reason().substring(start + REFUSAL.length(), end);
  }

  private Finding refusal(String name, Step step, Timeline timeline) {
    SourceFile file = step.migration().file();
    int at = file.text().indexOf(name);
    return new Finding(
        id(),
        Severity.ERROR,
        timeline.world().name(),
        at < 0 ? step.statement().span() : file.span(at, at + name.length()),
        step.migration().title(),
        null,
        "The name "
            + name
            + " has "
            + bytes(name)
            + " bytes; PostgreSQL keeps "
            + Name.MAX_BYTES
            + ".",
        "SQLAlchemy refuses it before anything is sent: \"sqlalchemy.exc.IdentifierError: Identifier '"
            + name
            + "' exceeds maximum length of "
            + Name.MAX_BYTES
            + " characters\", and the migration stops here. SQLite takes the name, so that tests on it pass.",
        "Choose a name of at most " + Name.MAX_BYTES + " bytes.",
        List.of(),
        false);
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
