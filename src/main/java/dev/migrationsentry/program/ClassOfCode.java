package dev.migrationsentry.program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A class that the code defines.
final class ClassOfCode implements Value.Defined {
  private final String name;
  private final List<Value> bases;
  private final List<String> fields;
  private final Map<String, Value> attributes = new LinkedHashMap<>();
  private final List<Value.Instance> members = new ArrayList<>();

  /// @param fields the annotated names in its body, in their order
  ClassOfCode(String name, List<Value> bases, List<String> fields) {
    this.name = name;
    this.bases = List.copyOf(bases);
    this.fields = List.copyOf(fields);
  }

  @Override
  public String name() {
    return name;
  }

  List<Value> bases() {
    return bases;
  }

  /// Its own attributes; changes show.
  Map<String, Value> attributes() {
    return attributes;
  }

  @Override
  public @Nullable Value attribute(String attribute) {
    Value own = attributes.get(attribute);
    if (own != null) {
      return own;
    }
    for (Value base : bases) {
      Value inherited = base instanceof ClassOfCode above ? above.attribute(attribute) : null;
      if (inherited != null) {
        return inherited;
      }
    }
    return null;
  }

  /// The annotated names of its bases and its own.
  List<String> fields() {
    List<String> all = new ArrayList<>();
    for (Value base : bases) {
      if (base instanceof ClassOfCode above) {
        all.addAll(above.fields());
      }
    }
    all.addAll(fields);
    return all;
  }

  /// The names of the library classes above it.
  List<String> libraries() {
    List<String> all = new ArrayList<>();
    for (Value base : bases) {
      switch (base) {
        case ClassOfCode above -> all.addAll(above.libraries());
        case Value.Library library -> all.add(library.name());
        case Value.Construct made -> all.add(made.name());
        default -> {}
      }
    }
    return all;
  }

  /// Whether an object of a class is one of this class too.
  boolean includes(ClassOfCode other) {
    if (other == this) {
      return true;
    }
    for (Value base : other.bases) {
      if (base instanceof ClassOfCode above && includes(above)) {
        return true;
      }
    }
    return false;
  }

  boolean isEnum() {
    for (String library : libraries()) {
      String last = library.substring(library.lastIndexOf('.') + 1);
      if (last.endsWith("Enum") || last.equals("Flag") || last.equals("IntFlag")) {
        return true;
      }
    }
    return false;
  }

  /// Whether members of the enum equal their own values: `class Color(str, Enum)`.
  boolean isMixed() {
    for (String library : libraries()) {
      String last = library.substring(library.lastIndexOf('.') + 1);
      if (last.equals("str")
          || last.equals("int")
          || last.equals("StrEnum")
          || last.contains("Int")) {
        return true;
      }
    }
    return false;
  }

  boolean isException() {
    for (String library : libraries()) {
      if (library.endsWith("Exception") || library.endsWith("Error")) {
        return true;
      }
    }
    return false;
  }

  void addMember(Value.Instance member) {
    members.add(member);
  }

  @Override
  public List<Value.Instance> members() {
    return List.copyOf(members);
  }

  @Override
  public String toString() {
    return "class " + name;
  }
}
