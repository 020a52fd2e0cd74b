package dev.migrationsentry.rule;

import dev.migrationsentry.execution.LackedRight;
import dev.migrationsentry.execution.StatementRights;
import dev.migrationsentry.schema.Rights;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.sql.Identifiers;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The role that deploys may not do what a migration does.
public final class MissingRight implements Rule.FailureRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Optional<Finding> explain(Step step, ServerError error, Timeline timeline) {
    Rights rights = step.before().host().rights();
    if (rights == null || !error.sqlState().equals("42501")) {
      return Optional.empty();
    }
    String role = step.before().session().role();
    LackedRight lacked = StatementRights.lacked(step.statement(), step.before());
    return Optional.of(
        Failures.finding(
            this,
            step,
            error,
            timeline,
            lacked == null ? "Role " + role + " may not do this." : seen(lacked),
            lacked == null ? inCode(role) : safer(lacked, step),
            List.of()));
  }

  private static String seen(LackedRight lacked) {
    String object = lacked.kind().words() + " " + lacked.object();
    String owner = lacked.owner();
    String belongs = owner == null ? "" : ", which belongs to " + owner;
    return switch (lacked.right()) {
      case "owner" ->
          "Only the owner may do this with "
              + object
              + belongs
              + ", and role "
              + lacked.role()
              + " is neither the owner nor a member of it that inherits its rights.";
      case "superuser" ->
          "Only a superuser may make or change "
              + object
              + ", and role "
              + lacked.role()
              + " is none.";
      case "createrole", "createdb" ->
          "Role "
              + lacked.role()
              + " lacks the attribute "
              + lacked.right().toUpperCase(Locale.ROOT)
              + ".";
      case "member" ->
          "Role "
              + lacked.role()
              + " is no member of role "
              + lacked.object()
              + " that may do this.";
      default ->
          "Role "
              + lacked.role()
              + " lacks the privilege "
              + lacked.right().toUpperCase(Locale.ROOT)
              + " on "
              + object
              + belongs
              + ".";
    };
  }

  private static String safer(LackedRight lacked, Step step) {
    String role = Identifiers.quoted(lacked.role());
    String owner = lacked.owner();
    String before =
        "Let somebody who may run this once before the deploy, then take a new snapshot and run check again:\n  ";
    return switch (lacked.right()) {
      case "owner" ->
          owner == null
              ? "Deploy with the role that owns it."
              : before
                  + "grant "
                  + Identifiers.quoted(owner)
                  + " to "
                  + role
                  + ";\n"
                  + "That gives it all rights of that role; or deploy with the role that owns it.";
      case "superuser" ->
          lacked.kind() == ObjectKind.EXTENSION
              ? "Let an administrator run this in the database before the deploy, and write IF NOT EXISTS in the migration, so that it skips what is there:\n  create extension if not exists "
                  + Identifiers.quoted(lacked.object())
                  + ";"
              : "Take it out of the migrations, and let an administrator run it before the deploy.";
      case "createrole", "createdb" ->
          "Roles belong to the server and not to the database: let an administrator make them before the deploy. Or, where the role shall have that right:\n  alter role "
              + role
              + " "
              + lacked.right()
              + ";";
      case "member" ->
          before + "grant " + Identifiers.quoted(lacked.object()) + " to " + role + ";";
      default ->
          before
              + "grant "
              + lacked.right()
              + " on "
              + target(lacked)
              + " to "
              + role
              + ";"
              + (schemaPublic(lacked) && step.before().major() >= 15
                  ? "\nSince PostgreSQL 15 not everybody may create in schema public; a database that was upgraded may still allow it elsewhere."
                  : "");
    };
  }

  private static boolean schemaPublic(LackedRight lacked) {
    return lacked.kind() == ObjectKind.SCHEMA
        && lacked.object().equals("public")
        && lacked.right().equals("create");
  }

  private static String target(LackedRight lacked) {
    return switch (lacked.kind()) {
      case VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE, TABLE -> "table " + lacked.object();
      case DATABASE -> "database " + Identifiers.quoted(lacked.object());
      case AGGREGATE, PROCEDURE, FUNCTION -> "routine " + lacked.object();
      case DOMAIN -> "type " + lacked.object();
      default -> lacked.kind().words() + " " + lacked.object();
    };
  }

  private static String inCode(String role) {
    return "The right is missing inside of the code that this statement runs; grant it to "
        + Identifiers.quoted(role)
        + " before the deploy, or deploy with the role that has it.";
  }
}
