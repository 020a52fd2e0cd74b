package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.sql.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Conditions that all rows have to meet: CHECK of tables and of domains.
final class CheckRequirements {
  private CheckRequirements() {}

  static void collect(Passage passage) {
    Set<Constraint.Check> checks = new LinkedHashSet<>(passage.created(Constraint.Check.class));
    for (Constraint.Check check : passage.changed(Constraint.Check.class)) {
      if (passage.before().now().schema().object(check.id()) instanceof Constraint.Check old
          && !binds(old)) {
        checks.add(check);
      }
    }
    Set<Integer> domains = new LinkedHashSet<>();
    for (Constraint.Check check : checks) {
      if (passage.schema().object(check.table()) instanceof UserType.DomainType domain) {
        domains.add(domain.id());
      }
    }
    for (int table : passage.rewrittenTables()) {
      for (Constraint.Check check : passage.schema().belongingTo(table, Constraint.Check.class)) {
        Relation names = passage.after().namesFor(check.id(), table);
        if (names != null
            && Moment.columns(check.condition(), names).stream()
                .anyMatch(passage.rewritten(table)::contains)) {
          checks.add(check);
        }
      }
    }
    checks.stream().filter(CheckRequirements::binds).forEach(check -> ofTable(passage, check));
    ofDomains(passage, domains);
  }

  private static boolean binds(Constraint.Check check) {
    return check.validated() && check.enforced();
  }

  private static void ofTable(Passage passage, Constraint.Check check) {
    Table table = passage.after().table(check.table());
    Subject subject = table == null ? null : passage.subject(table.id());
    if (table == null || subject == null || isInherited(passage, table, check)) {
      return;
    }
    String requirement =
        "check " + Identifiers.quoted(check.name()) + " of " + subject.title() + " holds";
    Relation names = passage.after().namesFor(check.id(), table.id());
    if (names == null) {
      return;
    }
    try {
      Fragment condition = passage.after().expression(check.condition(), names);
      Set<Integer> columns = Moment.columns(check.condition(), names);
      new Question(passage, subject, ProbeKind.VIOLATED_CHECK, requirement)
          .about(columns)
          .rows(
              subject.conditions("", List.of(Fragment.of("not (", condition, ")"))),
              "",
              check.noInherit());
    } catch (NotProbed reason) {
      passage.refuse(requirement, reason);
    }
  }

  /// Whether a question to the parent is about this table too.
  private static boolean isInherited(Passage passage, Table table, Constraint.Check check) {
    return check.inheritedFrom() > 0
        && passage.ancestors(table).stream()
            .flatMap(parent ->
                passage.schema().belongingTo(parent.id(), Constraint.Check.class).stream())
            .anyMatch(other -> other.name().equals(check.name()) && binds(other));
  }

  /// The columns of a domain that has become stricter, and columns that are of a domain now.
  private static void ofDomains(Passage passage, Set<Integer> stricter) {
    Set<Integer> domains = new LinkedHashSet<>(stricter);
    for (UserType.DomainType domain : passage.changed(UserType.DomainType.class)) {
      if (passage.before().now().schema().object(domain.id()) instanceof UserType.DomainType old
          && domain.notNull()
          && !old.notNull()) {
        domains.add(domain.id());
      }
    }
    Set<Integer> tables = new LinkedHashSet<>(passage.rewrittenTables());
    if (!domains.isEmpty()) {
      for (SchemaObject object : passage.schema().objects()) {
        if (object instanceof Table table && passage.after().table(table.id()) != null) {
          tables.add(table.id());
        }
      }
    }
    passage.changed(Table.class).forEach(table -> tables.add(table.id()));
    for (int id : tables) {
      Table table = passage.after().table(id);
      if (table == null) {
        continue;
      }
      Relation then =
          passage.before().now().schema().object(id) instanceof Relation old ? old : table;
      for (Column column : table.columns()) {
        Column old = then.column(column.number());
        boolean typed =
            old == null
                || !old.type().equals(column.type())
                || passage.rewritten(id).contains(column.number());
        UserType.DomainType domain = domain(passage, column.type());
        if (domain != null && (typed || isOneOf(passage, domain, domains))) {
          ofColumn(passage, table, column, domain);
        }
      }
    }
  }

  private static boolean isOneOf(
      Passage passage, UserType.DomainType domain, Set<Integer> domains) {
    UserType.DomainType under = domain(passage, domain.base());
    return domains.contains(domain.id()) || (under != null && isOneOf(passage, under, domains));
  }

  private static UserType.@Nullable DomainType domain(Passage passage, DataType type) {
    return type instanceof DataType.Created created
            && passage.schema().object(created.id()) instanceof UserType.DomainType domain
        ? domain
        : null;
  }

  private static void ofColumn(
      Passage passage, Table table, Column column, UserType.DomainType domain) {
    Subject subject = passage.subject(table.id());
    if (subject == null) {
      return;
    }
    String requirement =
        "column "
            + subject.title(column.number())
            + " of "
            + subject.title()
            + " fits the domain "
            + Identifiers.quoted(domain.name());
    try {
      Fragment value = passage.after().value(table.id(), column.number()).grouped();
      List<Fragment> refused = new ArrayList<>();
      refusals(passage, domain, value, refused);
      if (!refused.isEmpty()) {
        new Question(passage, subject, ProbeKind.VIOLATED_CHECK, requirement)
            .about(Set.of(column.number()))
            .where(Fragment.joined(refused, " or ").grouped());
      }
    } catch (NotProbed reason) {
      passage.refuse(requirement, reason);
    }
  }

  /// The conditions under which a domain, or one under it, refuses a value.
  private static void refusals(
      Passage passage, UserType.DomainType domain, Fragment value, List<Fragment> refused) {
    UserType.DomainType under = domain(passage, domain.base());
    if (under != null) {
      refusals(passage, under, value, refused);
    }
    if (domain.notNull()) {
      refused.add(Fragment.of(value, " is null"));
    }
    Moment moment = passage.after();
    Fragment based = moment.cast(value, domain.base()).grouped();
    for (Constraint.Check check :
        passage.schema().belongingTo(domain.id(), Constraint.Check.class)) {
      if (binds(check)) {
        Fragment condition =
            new ExpressionSql(moment.types())
                .of(
                    check.condition(),
                    name -> {
                      if (!name.span().text().equalsIgnoreCase("value")) {
                        throw new NotProbed("what " + name.span().text() + " means is not known");
                      }
                      return based;
                    });
        refused.add(Fragment.of("not (", condition, ")"));
      }
    }
  }
}
