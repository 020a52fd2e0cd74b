package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value of running Python code, as far as it is known before anything runs.
///
/// Values of the language are computed. What a library makes is kept as it was written:
/// `sa.Column("id", sa.Integer())` is a [Construct], `table.c.id == 5` an [Operation] on a [Member]
/// of a [Member]. Two values are equal when Python's `==` says so; what libraries made is equal
/// only to itself.
public sealed interface Value {
  /// Python's `None`.
  record None() implements Value {}

  /// `True` or `False`.
  record Truth(boolean truth) implements Value {}

  /// A number.
  ///
  /// @param whole whether it is an `int`
  record Numeral(BigDecimal number, boolean whole) implements Value {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Numeral that && number.compareTo(that.number) == 0;
    }

    @Override
    public int hashCode() {
      return number.stripTrailingZeros().hashCode();
    }
  }

  /// A string, with the places it was put together from.
  record Text(List<Fragment> fragments) implements Value {
    /// Copies the list.
    public Text {
      fragments = List.copyOf(fragments);
    }

    /// The whole text.
    public String text() {
      if (fragments.size() == 1) {
        return fragments.getFirst().text();
      }
      StringBuilder text = new StringBuilder();
      for (Fragment fragment : fragments) {
        text.append(fragment.text());
      }
      return text.toString();
    }

    /// A text that stands, or was made, at one place.
    public static Text of(String text, Span from) {
      return new Text(List.of(new Fragment(text, from)));
    }

    /// This text with another one after it.
    public Text plus(Text other) {
      List<Fragment> all = new ArrayList<>(fragments);
      all.addAll(other.fragments);
      return new Text(all);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Text that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
      return text().hashCode();
    }
  }

  /// `b"…"`.
  record Bytes(String text) implements Value {}

  /// A list, a tuple or a set. Lists and sets change in place; equality is by content.
  final class Sequence implements Value {
    /// Which kind of sequence.
    public enum Kind {
      LIST,
      TUPLE,
      SET
    }

    private final Kind kind;
    private final List<Value> items;
    private @Nullable String uncertain;
    private int birth;

    /// A sequence of values, which are copied.
    public Sequence(Kind kind, List<? extends Value> items) {
      this.kind = kind;
      this.items = new ArrayList<>(items);
    }

    /// A tuple.
    public static Sequence tuple(Value... items) {
      return new Sequence(Kind.TUPLE, List.of(items));
    }

    /// A list.
    public static Sequence list(List<? extends Value> items) {
      return new Sequence(Kind.LIST, items);
    }

    /// Remembers how deep in doubt the code was that made it.
    Sequence bornAt(int depth) {
      birth = depth;
      return this;
    }

    int birth() {
      return birth;
    }

    /// Which kind of sequence it is.
    public Kind kind() {
      return kind;
    }

    /// The values as they are now; for lists and sets changes show.
    public List<Value> items() {
      return items;
    }

    /// Why more or other values may be in it than [#items()] says, or null.
    public @Nullable String uncertain() {
      return uncertain;
    }

    /// Marks it as changed by code of which it is not known whether it runs.
    public void makeUncertain(String why) {
      uncertain = why;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other == this
          || (other instanceof Sequence that
              && kind == that.kind
              && uncertain == null
              && that.uncertain == null
              && (kind == Kind.SET
                  ? items.size() == that.items.size() && items.containsAll(that.items)
                  : items.equals(that.items)));
    }

    @Override
    public int hashCode() {
      int hash = kind.hashCode();
      for (Value item : items) {
        hash += item.hashCode();
      }
      return hash;
    }

    @Override
    public String toString() {
      return kind + items.toString();
    }
  }

  /// A dictionary, in the order of its insertions. It changes in place; equality is by content.
  final class Mapping implements Value {
    private final Map<Value, Value> entries;
    private @Nullable String uncertain;
    private int birth;

    /// A dictionary of entries, which are copied.
    public Mapping(Map<Value, Value> entries) {
      this.entries = new LinkedHashMap<>(entries);
    }

    /// Remembers how deep in doubt the code was that made it.
    Mapping bornAt(int depth) {
      birth = depth;
      return this;
    }

    int birth() {
      return birth;
    }

    /// The entries as they are now; changes show.
    public Map<Value, Value> entries() {
      return entries;
    }

    /// Why more or other entries may be in it, or null.
    public @Nullable String uncertain() {
      return uncertain;
    }

    /// Marks it as changed by code of which it is not known whether it runs.
    public void makeUncertain(String why) {
      uncertain = why;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other == this
          || (other instanceof Mapping that
              && uncertain == null
              && that.uncertain == null
              && entries.equals(that.entries));
    }

    @Override
    public int hashCode() {
      return entries.hashCode();
    }

    @Override
    public String toString() {
      return entries.toString();
    }
  }

  /// A name of a library that was not called: `sqlalchemy.Integer`.
  ///
  /// @param name with the name of the module that it was imported from, whatever the code calls it
  record Library(String name) implements Value {}

  /// The call of a library's name: `sqlalchemy.Column("id", sqlalchemy.Integer())`.
  ///
  /// @param name as in [Library]
  record Construct(String name, Arguments arguments, Span span) implements Value {
    @Override
    public boolean equals(@Nullable Object other) {
      return other == this;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /// An attribute of what a library made: `table.c`, and `table.c.id`, which is a member of it.
  record Member(Value of, String name, Span span) implements Value {}

  /// A call of a method of what a library made: `text("…").bindparams(…)`.
  ///
  /// @param of what has the method
  record MemberCall(Value of, String name, Arguments arguments, Span span) implements Value {
    @Override
    public boolean equals(@Nullable Object other) {
      return other == this;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /// An operator on what a library made: `table.c.id == 5`, `~x`, `table.c["id"]`.
  ///
  /// @param operator as in Python: `==`, `&`, `-`, `in`, `not in`; `[]` for a subscript, and in
  ///   front of its operand `~`, `-`, `+`
  /// @param operands one or two
  record Operation(String operator, List<Value> operands, Span span) implements Value {
    /// Copies the list.
    public Operation {
      operands = List.copyOf(operands);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other == this;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /// Something that lives while the code runs and that a library knows: a connection, a result.
  non-sealed interface Handle extends Value {
    /// What it is, for people.
    String title();
  }

  /// What only the interpreter looks into: a function, a class, a module of the repository.
  non-sealed interface Defined extends Value {
    /// Its name in the code.
    String name();

    /// The value of an attribute of a class or module, those of base classes in the code included;
    /// null where it has none.
    default @Nullable Value attribute(String attribute) {
      return null;
    }

    /// The members of an enum class, in their order; their attributes are `name` and `value`. Empty
    /// for everything else.
    default List<Instance> members() {
      return List.of();
    }
  }

  /// An object of a class that the code defines.
  final class Instance implements Value {
    private final Defined type;
    private final Map<String, Value> attributes = new LinkedHashMap<>();
    private final List<Value> libraryBases;

    /// A new object.
    ///
    /// @param libraryBases the classes of libraries that its class extends, as [Library]
    public Instance(Defined type, List<Value> libraryBases) {
      this.type = type;
      this.libraryBases = List.copyOf(libraryBases);
    }

    /// Its class.
    public Defined type() {
      return type;
    }

    /// Its own attributes; changes show.
    public Map<String, Value> attributes() {
      return attributes;
    }

    /// The classes of libraries that its class extends.
    public List<Value> libraryBases() {
      return libraryBases;
    }
  }

  /// A value that is known only when the code runs.
  ///
  /// @param why a clause for people: `depends on the rows of users`
  /// @param shape for a string what is known of it, with [Fragment#GAP] for what is not; else null
  record Unknown(String why, @Nullable Text shape) implements Value {
    /// A value of which nothing is known.
    public Unknown(String why) {
      this(why, null);
    }
  }

  /// Python's `None`.
  Value NONE = new None();

  /// A truth value.
  static Value of(boolean truth) {
    return new Truth(truth);
  }

  /// A whole number.
  static Value of(long number) {
    return new Numeral(BigDecimal.valueOf(number), true);
  }
}
