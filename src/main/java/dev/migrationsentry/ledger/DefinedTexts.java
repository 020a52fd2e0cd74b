package dev.migrationsentry.ledger;

import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.schema.ExpressionTexts;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.Identifiers;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.RoutineStatement;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TriggerStatement;
import dev.migrationsentry.sql.ast.ViewStatement;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.stream.Collectors;

/// The expressions of a live database as PostgreSQL prints them: those of the model
/// ([ExpressionTexts]), and the definitions of what the model does not keep as a whole: functions,
/// triggers, rules and the bounds of partitions.
final class DefinedTexts {
  private static final String FUNCTION = "function ";
  private static final List<String> KINDS =
      List.of(
          "create or replace function ",
          "create or replace procedure ",
          "create trigger ",
          "create constraint trigger ",
          "create rule ",
          "create event trigger ",
          "create table ");

  private DefinedTexts() {}

  /// The texts, each by what it belongs to: `default of public.users.created_at`.
  static NavigableMap<String, String> of(Snapshot snapshot, LiveWorld world) {
    NavigableMap<String, String> texts = ExpressionTexts.of(world.schema().database().schema());
    texts.keySet().removeIf(key -> key.startsWith(FUNCTION));
    for (String definition : snapshot.definitions()) {
      String start = definition.substring(0, Math.min(40, definition.length()));
      if (KINDS.stream().anyMatch(start.toLowerCase(Locale.ROOT)::startsWith)) {
        List<Statement> statements = SqlReader.read(new SourceFile("database", definition));
        if (statements.size() == 1) {
          add(statements.getFirst(), definition, texts);
        }
      }
    }
    texts.replaceAll((key, text) -> text.replace("\r\n", "\n"));
    return texts;
  }

  private static void add(
      Statement statement, String definition, NavigableMap<String, String> texts) {
    switch (statement) {
      case RoutineStatement.CreateFunction function ->
          texts.put(FUNCTION + shown(function.name()) + "(" + inputs(function) + ")", definition);
      case TriggerStatement.CreateTrigger trigger ->
          texts.put("trigger " + shown(trigger.table()) + " " + shown(trigger.name()), definition);
      case TriggerStatement.CreateEventTrigger trigger ->
          texts.put("event trigger " + shown(trigger.name()), definition);
      case ViewStatement.CreateRule rule ->
          texts.put("rule " + shown(rule.table()) + " " + shown(rule.name()), definition);
      case CreateTable table when table.bound() != null ->
          texts.put("bound of table " + shown(table.table()), table.bound().span().text());
      case Statement ignored -> {}
    }
  }

  private static String inputs(RoutineStatement.CreateFunction function) {
    return function.parameters().stream()
        .filter(one -> !one.mode().equals("out") && !one.mode().equals("table"))
        .map(one -> one.type().span().text())
        .collect(Collectors.joining(", "));
  }

  private static String shown(QualifiedName name) {
    return name.parts().stream().map(DefinedTexts::shown).collect(Collectors.joining("."));
  }

  private static String shown(Name name) {
    return Identifiers.quotedUnlessPlain(name.stored());
  }
}
