package dev.migrationsentry.execution;

import dev.migrationsentry.resolution.Resolved;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.ColumnConstraint;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// CREATE DOMAIN: the server's `DefineDomain`, in its order.
final class DomainCreation {
  private final Draft draft;
  private final TypeStatement.CreateDomain statement;
  private final DomainConstraints constraints;
  private final List<Resolved.Reference> references = new ArrayList<>();

  private DomainCreation(Draft draft, TypeStatement.CreateDomain statement) {
    this.draft = draft;
    this.statement = statement;
    this.constraints = new DomainConstraints(draft);
  }

  static void execute(TypeStatement.CreateDomain statement, Draft draft) {
    new DomainCreation(draft, statement).execute();
  }

  private void execute() {
    QualifiedName name = statement.domain();
    Namespace namespace = draft.names().creationNamespace(name);
    int id = TypeStatements.newId(draft, namespace, name);
    DataType base = new TypeNames(draft).resolve(statement.type());
    if (TypeStatements.isPseudo(draft, base)) {
      throw Refusal.of(
          "42804",
          "\"" + TypeNames.text(statement.type()) + "\" is not a valid base type for a domain",
          statement.type().span());
    }
    QualifiedName written = statement.collation();
    String collation = written == null ? null : Collations.of(draft, written, base, written.span());
    Expression defaultValue = checkConstraints(base);
    UserType.DomainType domain =
        new UserType.DomainType(
            id, name.name(), namespace.id(), base, collation, false, defaultValue);
    draft.replace(domain);
    TypeStatements.created(draft, domain);
    TypeStatements.dependOnType(draft, domain.id(), base);
    for (Resolved.Reference reference : references) {
      draft.depend(
          new Dependency(
              domain.id(), 0, reference.object(), reference.column(), Dependency.Kind.NORMAL));
    }
    boolean isNotNull = false;
    for (ColumnConstraint constraint : statement.constraints()) {
      if (constraint instanceof ColumnConstraint.Check check) {
        constraints.addCheck(domain, check.name(), check.condition(), true);
      } else if (constraint instanceof ColumnConstraint.NotNull notNull && !isNotNull) {
        isNotNull = true;
        constraints.addNotNull(domain, notNull.name());
      }
    }
  }

  /// Checks what is written behind the type.
  ///
  /// @return the default, which is the base type's own when none is written
  private @Nullable Expression checkConstraints(DataType base) {
    Expression defaultValue = inherited(base);
    boolean hasDefault = false;
    boolean nullWritten = false;
    boolean notNullWritten = false;
    for (ColumnConstraint constraint : statement.constraints()) {
      Span at = constraint.span();
      switch (constraint) {
        case ColumnConstraint.Default written -> {
          if (hasDefault) {
            throw Refusal.of("42601", "multiple default expressions", at);
          }
          hasDefault = true;
          defaultValue =
              constraints.defaultValue(
                  statement.domain().name(), base, written.value(), references);
        }
        case ColumnConstraint.NotNull notNull -> {
          if (notNull.noInherit() && draft.major() >= 18) {
            throw Refusal.of(
                "42P17", "not-null constraints for domains cannot be marked NO INHERIT", at);
          }
          if (nullWritten) {
            throw conflicting(at);
          }
          if (notNullWritten && draft.major() >= 18) {
            throw Refusal.of("42P17", "redundant NOT NULL constraint definition", at);
          }
          notNullWritten = true;
        }
        case ColumnConstraint.Null ignored -> {
          if (notNullWritten) {
            throw conflicting(at);
          }
          nullWritten = true;
        }
        case ColumnConstraint.Misplaced misplaced ->
            throw misplaced.span().text().toLowerCase(Locale.ROOT).endsWith("enforced")
                ? unsupported("42P17", "enforceability", at)
                : unsupported("0A000", "deferrability", at);
        case ColumnConstraint.Check check -> {
          if (check.attributes().notEnforced()) {
            throw unsupported("42P17", "enforceability", at);
          }
          if (check.noInherit()) {
            throw Refusal.of(
                "42P17", "check constraints for domains cannot be marked NO INHERIT", at);
          }
        }
        case ColumnConstraint.Unique unique ->
            throw impossible(unique.primaryKey() ? "primary key" : "unique", at);
        case ColumnConstraint.References ignored -> throw impossible("foreign key", at);
        case ColumnConstraint.Generated ignored -> throw generated(4, at);
        case ColumnConstraint.Identity ignored -> throw generated(3, at);
      }
    }
    return defaultValue;
  }

  private @Nullable Expression inherited(DataType base) {
    return base instanceof DataType.Created created
            && draft.schema().object(created.id()) instanceof UserType.DomainType domain
        ? domain.defaultValue()
        : null;
  }

  private static Refusal conflicting(Span at) {
    return Refusal.of("42601", "conflicting NULL/NOT NULL constraints", at);
  }

  private static Refusal unsupported(String sqlState, String attribute, Span at) {
    return Refusal.of(
        sqlState, "specifying constraint " + attribute + " not supported for domains", at);
  }

  /// The refusal of a constraint that only tables can have.
  static Refusal impossible(String kind, Span at) {
    return Refusal.of("42601", kind + " constraints not possible for domains", at);
  }

  /// @param kind the number by which older servers name the clause
  private Refusal generated(int kind, Span at) {
    return draft.major() >= 18
        ? Refusal.of("0A000", "specifying GENERATED not supported for domains", at)
        : Refusal.of("XX000", "unrecognized constraint subtype: " + kind, at);
  }
}
