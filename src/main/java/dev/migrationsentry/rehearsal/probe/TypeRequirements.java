package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.TypeText;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.sql.ast.Expression;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Values that a new type can hold.
final class TypeRequirements {
  private static final Map<String, String> LARGEST =
      Map.of(
          "int2", "-32768 and 32767",
          "int4", "-2147483648 and 2147483647",
          "int8", "-9223372036854775808 and 9223372036854775807");

  private static final List<String> INTEGERS = List.of("int2", "int4", "int8");

  private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar");

  /// Functions whose result is a text when their first argument is.
  private static final Set<String> TEXT_FUNCTIONS =
      Set.of("btrim", "ltrim", "rtrim", "lower", "upper", "replace", "regexp_replace");

  private TypeRequirements() {}

  static void collect(Passage passage, List<Retyped> retyped) {
    retyped.forEach(column -> ask(passage, column));
  }

  private static void ask(Passage passage, Retyped retyped) {
    Subject subject = passage.subject(retyped.table());
    if (subject == null || isInherited(passage, subject, retyped)) {
      return;
    }
    Column now = retyped.now();
    DataType target = ValueChanges.base(passage, now.type());
    String requirement =
        "column "
            + subject.title(now.number())
            + " of "
            + subject.title()
            + " becomes "
            + name(passage, now);
    try {
      Fragment value = retyped.value();
      NotProbed unknown = retyped.unknown();
      if (value == null) {
        throw unknown == null ? new NotProbed("its value is not known") : unknown;
      }
      if (target instanceof DataType.Created created
          && passage.schema().object(created.id()) instanceof UserType.EnumType labels
          && passage.after().types().isNewEnum(target)) {
        labels(passage, subject, retyped, value, labels, requirement);
        return;
      }
      lengths(passage, subject, retyped, value, target, requirement);
      if (!isSafe(passage, retyped, target)) {
        casts(passage, subject, retyped, value, target, requirement);
      }
    } catch (NotProbed reason) {
      passage.refuse(requirement, reason);
    }
  }

  private static boolean isInherited(Passage passage, Subject subject, Retyped retyped) {
    return subject.now() instanceof Table table
        && passage.ancestors(table).stream()
            .anyMatch(parent -> {
              Column inherited = parent.column(retyped.now().name());
              return inherited != null && inherited.type().equals(retyped.now().type());
            });
  }

  /// A type as people write it.
  private static String name(Passage passage, Column column) {
    return new TypeText(passage.schema(), object -> true).withModifiers(column.type());
  }

  private static Question question(
      Passage passage, Subject subject, Retyped retyped, ProbeKind kind, String requirement) {
    Set<Integer> columns =
        retyped.using() == null
            ? Set.of(retyped.now().number())
            : Moment.columns(retyped.using(), subject.now());
    return new Question(passage, subject, kind, requirement)
        .about(columns.isEmpty() ? Set.of(retyped.now().number()) : columns);
  }

  private static void labels(
      Passage passage,
      Subject subject,
      Retyped retyped,
      Fragment value,
      UserType.EnumType type,
      String requirement) {
    String labels =
        type.labels().stream()
            .map(label -> "'" + label.replace("'", "''") + "'")
            .collect(Collectors.joining(", "));
    // Without labels there is no value at all.
    question(passage, subject, retyped, ProbeKind.MISSING_LABEL, requirement)
        .where(
            Fragment.of(
                value.grouped(),
                labels.isEmpty() ? "::text is not null" : "::text not in (" + labels + ")"));
  }

  /// Texts and bits that are too long: an assignment refuses them where a cast would cut them.
  private static void lengths(
      Passage passage,
      Subject subject,
      Retyped retyped,
      Fragment value,
      DataType target,
      String requirement) {
    if (target instanceof DataType.Array array) {
      Fragment condition =
          array.element() instanceof DataType.Builtin element
              ? tooLong(Fragment.text("element"), element)
              : null;
      if (condition != null) {
        String texts = "::" + passage.after().types().sql(array.element().unmodified()) + "[]";
        question(passage, subject, retyped, ProbeKind.TOO_LONG, requirement)
            .where(
                Fragment.of(
                    "exists (select 1 from unnest(",
                    Fragment.of(value.grouped(), texts),
                    ") as element where ",
                    condition,
                    ")"));
      }
    } else if (target instanceof DataType.Builtin builtin
        && !fits(
            ValueChanges.base(passage, retyped.old().type()), builtin, retyped.using() != null)) {
      Fragment condition = tooLong(value, builtin);
      if (condition != null) {
        question(passage, subject, retyped, ProbeKind.TOO_LONG, requirement).where(condition);
      }
    }
  }

  private static @Nullable Fragment tooLong(Fragment value, DataType.Builtin target) {
    if (target.modifiers().isEmpty()) {
      return null;
    }
    int length = target.modifiers().getFirst();
    return switch (target.name()) {
      // Spaces at the end are cut in silence (manual, section 8.3).
      case "varchar", "bpchar" ->
          Fragment.of(
              "rtrim(substr(", value.grouped(), "::text, " + (length + 1) + "), ' ') <> ''");
      case "varbit" -> Fragment.of("length(", value.grouped(), "::varbit) > " + length);
      case "bit" -> Fragment.of("length(", value.grouped(), "::varbit) <> " + length);
      default -> null;
    };
  }

  /// Whether a type with a length can't be too short for another one.
  private static boolean fits(DataType from, DataType.Builtin to, boolean converted) {
    return !converted
        && from instanceof DataType.Builtin builtin
        && (builtin.name().equals(to.name())
            || (TEXTS.contains(builtin.name()) && TEXTS.contains(to.name())))
        && !builtin.modifiers().isEmpty()
        && !to.modifiers().isEmpty()
        && !to.name().equals("bit")
        && builtin.modifiers().getFirst() <= to.modifiers().getFirst();
  }

  /// Whether every value can be converted.
  private static boolean isSafe(Passage passage, Retyped retyped, DataType target) {
    if (target instanceof DataType.Builtin builtin
        && TEXTS.contains(builtin.name())
        && (retyped.using() == null || retyped.using() instanceof Expression.ColumnReference)) {
      return true;
    }
    if (retyped.using() != null) {
      return false;
    }
    DataType source = ValueChanges.base(passage, retyped.old().type());
    if (!(source instanceof DataType.Builtin from) || !(target instanceof DataType.Builtin to)) {
      return source.equals(target);
    }
    if (from.name().equals(to.name())) {
      return !to.name().equals("numeric") || isWider(from.modifiers(), to.modifiers());
    }
    int width = INTEGERS.indexOf(to.name());
    if (INTEGERS.contains(from.name())) {
      return width >= INTEGERS.indexOf(from.name())
          || Set.of("float4", "float8").contains(to.name())
          || (to.name().equals("numeric") && to.modifiers().isEmpty());
    }
    return to.name().equals("varbit") || to.name().equals("bit") || to.name().equals("inet");
  }

  private static boolean isWider(List<Integer> from, List<Integer> to) {
    if (to.isEmpty()) {
      return true;
    }
    return from.size() == 2
        && to.size() == 2
        && to.get(1) >= from.get(1)
        && to.get(0) - to.get(1) >= from.get(0) - from.get(1);
  }

  private static void casts(
      Passage passage,
      Subject subject,
      Retyped retyped,
      Fragment value,
      DataType target,
      String requirement) {
    Moment moment = passage.after();
    Question question = question(passage, subject, retyped, ProbeKind.NOT_CASTABLE, requirement);
    DataType source = ValueChanges.base(passage, retyped.old().type());
    if (retyped.using() == null
        && source instanceof DataType.Builtin from
        && target instanceof DataType.Builtin to
        && INTEGERS.contains(from.name())
        && INTEGERS.contains(to.name())) {
      question.where(Fragment.of(value.grouped(), " not between " + LARGEST.get(to.name())));
      return;
    }
    Fragment overflow = overflow(retyped, value, source, target);
    if (overflow != null) {
      question.where(overflow);
      return;
    }
    String from = " from " + subject.from(false, "");
    List<String> conditions = subject.conditions("", List.of());
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    String cast = moment.cast(value, target).sql("");
    question.ask(
        "select 1" + from + where + " having count(" + cast + ") < 0",
        keys(passage, subject, retyped, target, from, conditions));
  }

  /// The condition of numbers that have more digits before the point than a new type takes, or null
  /// where it is another conversion.
  private static @Nullable Fragment overflow(
      Retyped retyped, Fragment value, DataType source, DataType target) {
    if (retyped.using() != null
        || !(source instanceof DataType.Builtin from)
        || !(target instanceof DataType.Builtin to)
        || !(INTEGERS.contains(from.name()) || from.name().equals("numeric"))
        || !to.name().equals("numeric")
        || to.modifiers().isEmpty()) {
      return null;
    }
    int scale = to.modifiers().size() > 1 ? to.modifiers().get(1) : 0;
    int digits = to.modifiers().getFirst() - scale;
    Fragment number = Fragment.of(value.grouped(), "::numeric");
    return Fragment.of(
        "abs(round(", number, ", " + scale + ")) >= 1e" + digits + " and ", number, " <> 'NaN'");
  }

  /// The keys of rows that can't be converted: since PostgreSQL 16 the server can tell for texts
  /// without failing.
  private static @Nullable String keys(
      Passage passage,
      Subject subject,
      Retyped retyped,
      DataType target,
      String from,
      List<String> conditions) {
    if (passage.before().now().major() < 16) {
      return null;
    }
    Fragment text = text(passage, retyped);
    if (text == null) {
      return null;
    }
    String type = passage.after().types().sql(target).replace("'", "''");
    return "select "
        + String.join(", ", subject.key(""))
        + from
        + " where "
        + (conditions.isEmpty() ? "" : String.join(" and ", conditions) + " and ")
        + "not pg_input_is_valid("
        + text.grouped().sql("")
        + "::text, '"
        + type
        + "') limit "
        + Probe.MOST_KEYS;
  }

  /// The text that is converted, or null where it is none.
  private static @Nullable Fragment text(Passage passage, Retyped retyped) {
    Expression using = retyped.using();
    if (using == null) {
      return isText(retyped.old()) ? retyped.value() : null;
    }
    if (using instanceof Expression.Cast cast
        && passage.before().now().schema().object(retyped.table()) instanceof Relation old) {
      Expression inner = cast.operand();
      boolean text =
          switch (inner) {
            case Expression.ColumnReference column -> {
              Column of = old.column(column.parts().getLast().stored());
              yield of != null && isText(of);
            }
            case Expression.FunctionCall call -> TEXT_FUNCTIONS.contains(call.name().name());
            case Expression.SpecialCall call -> call.name().equals("trim");
            default -> false;
          };
      return text ? passage.before().expression(inner, old) : null;
    }
    return null;
  }

  private static boolean isText(Column column) {
    return column.type() instanceof DataType.Builtin builtin && TEXTS.contains(builtin.name());
  }
}
