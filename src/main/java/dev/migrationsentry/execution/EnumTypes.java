package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Transaction;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.TypeStatement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// Enums and their labels (manual, CREATE TYPE and ALTER TYPE).
final class EnumTypes {
  private EnumTypes() {}

  static void create(TypeStatement.CreateEnum statement, Draft draft) {
    Namespace namespace = draft.names().creationNamespace(statement.type());
    int id = TypeStatements.newId(draft, namespace, statement.type());
    List<String> labels = new ArrayList<>();
    for (TypeStatement.Label label : statement.labels()) {
      checkLength(label);
      labels.add(label.value());
    }
    Set<String> seen = new HashSet<>();
    for (TypeStatement.Label label : statement.labels()) {
      if (!seen.add(label.value())) {
        throw Refusal.of(
            "23505",
            "duplicate key value violates unique constraint \"pg_enum_typid_label_index\"",
            label.span());
      }
    }
    UserType.EnumType type =
        new UserType.EnumType(
            id, statement.type().name(), namespace.id(), TreePVector.from(labels));
    draft.replace(type);
    TypeStatements.created(draft, type);
  }

  static void add(TypeStatement.AddEnumValue statement, Draft draft) {
    UserType.EnumType type =
        TypeStatements.named(draft, statement.type(), UserType.EnumType.class, "an enum");
    TypeStatement.Label label = statement.label();
    checkLength(label);
    PVector<String> labels = type.labels();
    if (labels.contains(label.value())) {
      if (statement.ifNotExists()) {
        draft.skipped(type);
        return;
      }
      throw exists(type, label);
    }
    TypeStatement.Label neighbor = statement.neighbor();
    int at = labels.size();
    if (neighbor != null) {
      at = position(type, neighbor) + (statement.after() ? 1 : 0);
    }
    draft.replace(type.with(labels.plus(at, label.value())));
    draft.altered(type);
    Transaction transaction = draft.transaction();
    // Since PostgreSQL 17 the labels of a type that is as new as they are can be used.
    if (transaction != null && (draft.major() < 17 || !transaction.created(type.id()))) {
      draft.transaction(transaction.withNewEnumLabel(type.id(), label.value()));
    }
  }

  static void rename(TypeStatement.RenameEnumValue statement, Draft draft) {
    UserType.EnumType type =
        TypeStatements.named(draft, statement.type(), UserType.EnumType.class, "an enum");
    checkLength(statement.to());
    int at = position(type, statement.from());
    if (type.labels().contains(statement.to().value())) {
      throw exists(type, statement.to());
    }
    draft.replace(type.with(type.labels().with(at, statement.to().value())));
    draft.altered(type);
    Transaction transaction = draft.transaction();
    if (transaction != null
        && transaction.newEnumLabels().contains(type.id() + ":" + statement.from().value())) {
      draft.transaction(transaction.withNewEnumLabel(type.id(), statement.to().value()));
    }
  }

  private static int position(UserType.EnumType type, TypeStatement.Label label) {
    int at = type.labels().indexOf(label.value());
    if (at < 0) {
      throw Refusal.of(
              "22023", "\"" + label.value() + "\" is not an existing enum label", label.span())
          .restingOn(type.name());
    }
    return at;
  }

  private static Refusal exists(UserType.EnumType type, TypeStatement.Label label) {
    return Refusal.of("42710", "enum label \"" + label.value() + "\" already exists", label.span())
        .restingOn(type.name());
  }

  private static void checkLength(TypeStatement.Label label) {
    if (label.value().getBytes(StandardCharsets.UTF_8).length > Name.MAX_BYTES) {
      throw Refusal.of("42602", "invalid enum label \"" + label.value() + "\"", label.span())
          .detail("Labels must be " + Name.MAX_BYTES + " bytes or less.");
    }
  }
}
