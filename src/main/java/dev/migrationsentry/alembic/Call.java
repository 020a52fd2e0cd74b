package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Fragment;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A call of a library with its arguments, read one by one. What is left unread at [#finish()] is
/// an argument that nobody knows, and then the call is not rendered.
final class Call {
  private static final List<String> OTHER_DATABASES =
      List.of("mysql_", "mariadb_", "sqlite_", "oracle_", "mssql_", "cockroachdb_", "snowflake_");

  private final String title;
  private final Arguments arguments;
  private final Span span;
  private final Set<String> read = new HashSet<>();

  /// @param title the call as people know it: `op.add_column`
  Call(String title, Arguments arguments, Span span) {
    this.title = title;
    this.arguments = arguments;
    this.span = span;
  }

  /// The call of a library's name.
  static Call of(Value.Construct construct) {
    return new Call(simple(construct.name()), construct.arguments(), construct.span());
  }

  /// The last part of a dotted name.
  static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /// Where the call stands.
  Span span() {
    return span;
  }

  /// The call as people know it.
  String title() {
    return title;
  }

  /// The arguments without a name.
  List<Value> positional() {
    return arguments.positional();
  }

  /// An argument, or null where it is missing or `None`.
  @Nullable Value value(int position, String name) {
    Value value = given(position, name);
    return value instanceof Value.None ? null : value;
  }

  /// An argument that is passed by name only, or null where it is missing or `None`.
  @Nullable Value value(String name) {
    return value(-1, name);
  }

  /// An argument as it is passed, `None` included, or null where it is missing.
  @Nullable Value given(int position, String name) {
    read.add(name);
    Value value = arguments.get(position, name);
    if (value instanceof Value.Unknown unknown) {
      throw new NotRendered(title + "'s " + name + " is not known: " + unknown.why());
    }
    return value;
  }

  /// An argument that must be there.
  Value required(int position, String name) {
    Value value = value(position, name);
    if (value == null) {
      throw new NotRendered(title + " lacks " + name);
    }
    return value;
  }

  /// Takes an argument that says nothing to PostgreSQL.
  void ignore(String... names) {
    read.addAll(List.of(names));
  }

  /// A name that must be there.
  Name name(int position, String name) {
    return nameOf(required(position, name), title + "'s " + name);
  }

  /// A name, or null.
  @Nullable Name optionalName(int position, String name) {
    Value value = value(position, name);
    return value == null ? null : nameOf(value, title + "'s " + name);
  }

  /// A text, or null.
  Value.@Nullable Text text(int position, String name) {
    Value value = value(position, name);
    return value == null ? null : textOf(value, title + "'s " + name);
  }

  /// A truth value, or null where it is missing or `None`.
  @Nullable Boolean truth(int position, String name) {
    Value value = value(position, name);
    return switch (value) {
      case null -> null;
      case Value.Truth truth -> truth.truth();
      case Value.Numeral numeral -> numeral.number().signum() != 0;
      default -> throw new NotRendered(title + "'s " + name + " is not known");
    };
  }

  /// Whether an argument is true.
  boolean isTrue(String name) {
    return Boolean.TRUE.equals(truth(-1, name));
  }

  /// A whole number, or null.
  @Nullable String number(int position, String name) {
    Value value = attribute(value(position, name));
    return switch (value) {
      case null -> null;
      case Value.Numeral numeral -> numeral.number().toPlainString();
      // A number of another library is not known, and stands as a parameter does.
      case Value.Unknown ignored -> Fragment.PARAMETER;
      case Value.Library ignored -> Fragment.PARAMETER;
      case Value.Operation ignored -> Fragment.PARAMETER;
      default -> throw new NotRendered(title + "'s " + name + " is not a known number");
    };
  }

  /// What a type was made with, where code reads it back: `self.impl.length`.
  private static @Nullable Value attribute(@Nullable Value value) {
    if (value instanceof Value.Member member
        && member.of() instanceof Value.Construct made
        && (member.name().equals("length") || member.name().equals("precision"))) {
      Value given = made.arguments().get(0, member.name());
      return given instanceof Value.None ? null : given;
    }
    return value;
  }

  /// The values of a list or a tuple.
  List<Value> list(int position, String name) {
    return items(required(position, name), title + "'s " + name);
  }

  /// The names in a list or a tuple; a single name stands for itself.
  List<Name> names(int position, String name) {
    Value value = required(position, name);
    if (value instanceof Value.Text) {
      return List.of(nameOf(value, name));
    }
    List<Name> names = new ArrayList<>();
    for (Value item : items(value, title + "'s " + name)) {
      names.add(nameOf(item, title + "'s " + name));
    }
    return names;
  }

  /// Makes sure that every argument was read.
  ///
  /// @throws NotRendered where one was not
  void finish() {
    if (arguments.uncertain() != null) {
      throw new NotRendered(
          "the arguments of " + title + " are not known: " + arguments.uncertain());
    }
    for (Map.Entry<String, Value> argument : arguments.named().entrySet()) {
      String name = argument.getKey();
      if (!read.contains(name)
          && !(argument.getValue() instanceof Value.None)
          && OTHER_DATABASES.stream().noneMatch(name::startsWith)) {
        throw new NotRendered("the argument " + name + " of " + title + " is not known");
      }
    }
  }

  /// The values of a list or a tuple.
  static List<Value> items(Value value, String what) {
    if (value instanceof Value.Sequence sequence) {
      if (sequence.uncertain() != null) {
        throw new NotRendered(what + " is not known: " + sequence.uncertain());
      }
      return List.copyOf(sequence.items());
    }
    throw new NotRendered(what + " is not a known list" + because(value));
  }

  /// A name as a string, `op.f(…)`, `quoted_name(…)` or what has a name.
  static Name nameOf(Value value, String what) {
    return switch (value) {
      case Value.Text text -> Name.of(text);
      case Value.Construct construct when isGenerated(construct) -> {
        Name plain = nameOf(first(construct, what), what);
        yield new Name(plain.text(), plain.quoted(), true);
      }
      case Value.Construct construct when simple(construct.name()).equals("quoted_name") -> {
        Name plain = nameOf(first(construct, what), what);
        yield new Name(plain.text(), Call.of(construct).truth(1, "quote"), plain.generated());
      }
      case Value.Construct construct
          when simple(construct.name()).equals("Column")
              || simple(construct.name()).equals("column") ->
          nameOf(first(construct, what), what);
      case Value.Member member -> Name.of(Sql.words(member.name(), member.span()));
      case Value.MemberCall call when call.name().equals("f") -> {
        Value argument = call.arguments().get(0, "name");
        if (argument == null) {
          throw new NotRendered(what + " is not known");
        }
        Name plain = nameOf(argument, what);
        yield new Name(plain.text(), plain.quoted(), true);
      }
      default -> throw new NotRendered(what + " is not a known name" + because(value));
    };
  }

  private static boolean isGenerated(Value.Construct construct) {
    String name = simple(construct.name());
    return name.equals("f") || name.equals("conv");
  }

  private static Value first(Value.Construct construct, String what) {
    List<Value> positional = construct.arguments().positional();
    Value value = positional.isEmpty() ? construct.arguments().get("name") : positional.getFirst();
    if (value == null) {
      throw new NotRendered(what + " is not known");
    }
    return value;
  }

  /// A string.
  static Value.Text textOf(Value value, String what) {
    return switch (value) {
      case Value.Text text -> text;
      case Value.Construct construct when isGenerated(construct) ->
          textOf(first(construct, what), what);
      case Value.Construct construct when isText(construct) -> textOf(first(construct, what), what);
      default -> throw new NotRendered(what + " is not a known text" + because(value));
    };
  }

  /// Whether a construct is `sqlalchemy.text(…)`.
  static boolean isText(Value.Construct construct) {
    String name = simple(construct.name());
    return name.equals("text") || name.equals("TextClause");
  }

  /// Why a value is not known, as the end of a sentence.
  static String because(Value value) {
    return value instanceof Value.Unknown unknown ? ": " + unknown.why() : "";
  }
}
