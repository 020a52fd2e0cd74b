package dev.migrationsentry.schema;

import dev.migrationsentry.sql.Identifiers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The lines of triggers, policies and rules in a [Description].
final class DescribedAttachments {
  private DescribedAttachments() {}

  static void add(
      List<String> lines, Schema schema, DescribedNames names, TableAttachment attachment) {
    if (!(schema.object(attachment.table()) instanceof Relation table)) {
      return;
    }
    String on = names.of(table) + " " + Identifiers.quotedUnlessPlain(attachment.name());
    switch (attachment) {
      case TableAttachment.Trigger trigger -> {
        if (trigger.parent() == 0) {
          lines.add(trigger(names, table, on, trigger));
        }
      }
      case TableAttachment.Policy policy ->
          lines.add(
              "policy "
                  + on
                  + (policy.permissive() ? "" : " restrictive")
                  + " for "
                  + policy.command()
                  + " to "
                  + roles(schema, policy)
                  + (policy.using() == null ? "" : " using")
                  + (policy.withCheck() == null ? "" : " with check"));
      case TableAttachment.RewriteRule rule ->
          lines.add(
              "rule "
                  + on
                  + " on "
                  + rule.event()
                  + (rule.instead() ? " instead" : "")
                  + enabled(rule.enabled()));
    }
  }

  static String enabled(TableAttachment.Enabled enabled) {
    return switch (enabled) {
      case ORIGIN -> "";
      case DISABLED -> " disabled";
      case REPLICA -> " enabled replica";
      case ALWAYS -> " enabled always";
    };
  }

  private static String roles(Schema schema, TableAttachment.Policy policy) {
    if (policy.roles().isEmpty()) {
      return "public";
    }
    List<String> roles = new ArrayList<>();
    for (int id : policy.roles()) {
      SchemaObject role = id == 0 ? null : schema.object(id);
      roles.add(role == null ? "public" : role.name());
    }
    if (roles.isEmpty()) {
      roles.add("public");
    }
    Collections.sort(roles);
    return String.join(", ", roles.stream().map(Identifiers::quotedUnlessPlain).toList());
  }

  private static String trigger(
      DescribedNames names, Relation table, String on, TableAttachment.Trigger trigger) {
    List<String> events = new ArrayList<>();
    for (String event : List.of("insert", "update", "delete", "truncate")) {
      if (trigger.events().contains(event)) {
        boolean columns = event.equals("update") && !trigger.columns().isEmpty();
        events.add(
            columns
                ? "update of " + names.columns(table, trigger.columns().stream().sorted().toList())
                : event);
      }
    }
    return "trigger "
        + on
        + " "
        + trigger.timing()
        + " "
        + String.join(" or ", events)
        + " for each "
        + (trigger.forEachRow() ? "row" : "statement")
        + " execute "
        + (trigger.function() == 0
            ? "pg_catalog." + trigger.functionName()
            : names.of(trigger.function()))
        + (trigger.when() ? " when" : "")
        + (trigger.constraint() ? " constraint" : "")
        + (trigger.deferrable() ? " deferrable" : "")
        + (trigger.initiallyDeferred() ? " initially deferred" : "")
        + enabled(trigger.enabled());
  }
}
