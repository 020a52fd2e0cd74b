package dev.migrationsentry.rule;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.schema.Host;
import dev.migrationsentry.schema.InstallableExtension;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// CREATE EXTENSION asks for files that the server of the database does not have.
public final class MissingExtension implements Rule.FailureRule {
  private static final Set<String> STATES = Set.of("0A000", "58P01", "22023");

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Optional<Finding> explain(Step step, ServerError error, Timeline timeline) {
    ServerError.Subject subject = error.subject();
    Host host = step.before().host();
    Map<String, InstallableExtension> there = host.extensions();
    if (there == null
        || subject == null
        || subject.kind() != ObjectKind.EXTENSION
        || !STATES.contains(error.sqlState())) {
      return Optional.empty();
    }
    String name = subject.name();
    int major = step.before().major();
    String world = timeline.world().name();
    InstallableExtension here = there.get(name);
    return Optional.of(
        Failures.finding(
            this,
            step,
            error,
            timeline,
            here == null
                ? "The server of "
                    + world
                    + " does not have the files of extension "
                    + name
                    + ": nobody, not even a superuser, can create it there."
                : "The server of "
                    + world
                    + " has extension "
                    + name
                    + " in other versions only: "
                    + String.join(", ", here.versions())
                    + ".",
            here == null ? install(name, major) : otherVersion(here),
            List.of()));
  }

  private static String install(String name, int major) {
    String where =
        Builtin.of(major).extensions().contains(name)
            ? "it is part of PostgreSQL's contrib: the package postgresql-contrib or postgresql"
                + major
                + "-contrib"
            : "its package for PostgreSQL " + major + ", or the provider's list of extensions";
    return "Have an administrator install it on that server before the deploy ("
        + where
        + "), take a new snapshot, and run check again. If it can't be had there, change the migration to do without it.";
  }

  private static String otherVersion(InstallableExtension here) {
    return "Leave the version away, so that the server takes its own ("
        + here.version()
        + "):\n  create extension if not exists \""
        + here.name()
        + "\";\nor have an administrator install the version that the migration needs first.";
  }
}
