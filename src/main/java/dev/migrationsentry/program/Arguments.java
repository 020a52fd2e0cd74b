package dev.migrationsentry.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values that a call passes.
///
/// @param positional those without a name
/// @param named those with a name, in their order
/// @param uncertain why there may be others, as after `*unknown`, or null
public record Arguments(
    List<Value> positional, Map<String, Value> named, @Nullable String uncertain) {
  /// No values.
  public static final Arguments NONE = new Arguments(List.of(), Map.of(), null);

  /// Copies both.
  public Arguments {
    positional = List.copyOf(positional);
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  /// Values without names.
  public static Arguments of(Value... positional) {
    return new Arguments(List.of(positional), Map.of(), null);
  }

  /// The value of a parameter that is passed at a position or by name, or null.
  ///
  /// @param position from 0; negative for a parameter that is passed by name only
  public @Nullable Value get(int position, String name) {
    Value byName = named.get(name);
    if (byName != null) {
      return byName;
    }
    return position >= 0 && position < positional.size() ? positional.get(position) : null;
  }

  /// The value of a parameter that is passed by name only, or null.
  public @Nullable Value get(String name) {
    return named.get(name);
  }

  /// The same without the first positional values.
  public Arguments without(int count) {
    return new Arguments(
        positional.subList(Math.min(count, positional.size()), positional.size()),
        named,
        uncertain);
  }

  /// The same with one more value before the others.
  public Arguments after(Value first) {
    List<Value> all = new ArrayList<>();
    all.add(first);
    all.addAll(positional);
    return new Arguments(all, named, uncertain);
  }
}
