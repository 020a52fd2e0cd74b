package dev.migrationsentry.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names of a running function, of a module or of a class body.
final class Frame {
  private final Map<String, Value> names = new LinkedHashMap<>();
  private final Set<String> global = new HashSet<>();
  private final Set<String> nonlocal = new HashSet<>();
  private final List<String> starred = new ArrayList<>();
  private final List<Value> possibleResults = new ArrayList<>();
  private final boolean classBody;
  private final @Nullable Frame enclosing;
  private final Unit unit;
  private @Nullable String doubtOfRest;
  private @Nullable List<Value> yielded;

  private Frame(Unit unit, @Nullable Frame enclosing, boolean classBody) {
    this.unit = unit;
    this.enclosing = enclosing;
    this.classBody = classBody;
  }

  static Frame module(Unit unit) {
    return new Frame(unit, null, false);
  }

  static Frame function(Frame definedIn) {
    return new Frame(definedIn.unit, definedIn.nearest(), false);
  }

  static Frame classBody(Frame definedIn) {
    return new Frame(definedIn.unit, definedIn, true);
  }

  /// The frame whose names functions that are defined here see: a class body hides its own.
  private Frame nearest() {
    return classBody && enclosing != null ? enclosing.nearest() : this;
  }

  Unit unit() {
    return unit;
  }

  /// The names of this frame alone, in the order of their first assignment.
  Map<String, Value> names() {
    return names;
  }

  @Nullable Value find(String name) {
    if (global.contains(name)) {
      return unit.attribute(name);
    }
    Value found = nonlocal.contains(name) ? null : names.get(name);
    if (found != null) {
      return found;
    }
    return enclosing == null ? unit.defined(name) : enclosing.find(name);
  }

  void assign(String name, Value value) {
    if (global.contains(name)) {
      unit.globals().names.put(name, value);
    } else if (nonlocal.contains(name) && enclosing != null) {
      enclosing.assignWhereItIs(name, value);
    } else {
      names.put(name, value);
    }
  }

  private void assignWhereItIs(String name, Value value) {
    if (names.containsKey(name) || enclosing == null) {
      names.put(name, value);
    } else {
      enclosing.assignWhereItIs(name, value);
    }
  }

  void delete(String name) {
    names.remove(name);
  }

  void declareGlobal(List<String> declared) {
    global.addAll(declared);
  }

  void declareNonlocal(List<String> declared) {
    nonlocal.addAll(declared);
  }

  /// Remembers `from library import *`.
  void star(String library) {
    starred.add(library);
  }

  /// The library that a name may come from that nothing defines, or null.
  @Nullable String starred() {
    Frame globals = unit.globals();
    return globals.starred.isEmpty() ? null : globals.starred.getLast();
  }

  /// Why it is not known whether the rest of the function runs, or null.
  @Nullable String doubtOfRest() {
    return doubtOfRest;
  }

  /// Marks the rest of the function as in doubt, since it may have returned.
  void mayHaveReturned(@Nullable Value result, String why) {
    doubtOfRest = why;
    if (result != null) {
      possibleResults.add(result);
    }
  }

  List<Value> possibleResults() {
    return possibleResults;
  }

  /// Collects what a generator yields.
  void give(Value value) {
    if (yielded == null) {
      yielded = new ArrayList<>();
    }
    yielded.add(value);
  }

  @Nullable List<Value> yielded() {
    return yielded;
  }

  /// The names of all frames that code here can change.
  List<Map<String, Value>> snapshot() {
    List<Map<String, Value>> all = new ArrayList<>();
    for (Frame frame = this; frame != null; frame = frame.enclosing) {
      all.add(new HashMap<>(frame.names));
    }
    return all;
  }

  void restore(List<Map<String, Value>> snapshot) {
    int at = 0;
    for (Frame frame = this; frame != null; frame = frame.enclosing) {
      Map<String, Value> then = snapshot.get(at++);
      frame.names.keySet().retainAll(then.keySet());
      frame.names.putAll(then);
    }
  }

  /// Makes all names unknown that differ from the other way things may have gone.
  void merge(List<Map<String, Value>> other, String why) {
    int at = 0;
    for (Frame frame = this; frame != null; frame = frame.enclosing) {
      Map<String, Value> there = other.get(at++);
      for (Map.Entry<String, Value> entry : there.entrySet()) {
        Value here = frame.names.get(entry.getKey());
        if (here == null || !here.equals(entry.getValue())) {
          frame.names.put(entry.getKey(), either(here, entry.getValue(), why));
        }
      }
      for (Map.Entry<String, Value> entry : frame.names.entrySet()) {
        if (!there.containsKey(entry.getKey())) {
          entry.setValue(either(null, entry.getValue(), why));
        }
      }
    }
  }

  /// One of two values; a name that only one way assigns has its value or is never looked at.
  private static Value either(@Nullable Value one, Value other, String why) {
    return one == null || one.equals(other) ? other : new Value.Unknown(why);
  }
}
