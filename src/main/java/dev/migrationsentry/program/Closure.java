package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.Parameter;
import dev.migrationsentry.python.ast.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A function or lambda of the code, with the names around it.
///
/// @param defaults the values of parameters, computed where the function was defined
/// @param self what a method was looked up on, or null
/// @param owner the class in whose body it stands, or null
record Closure(
    String name,
    List<Parameter> parameters,
    List<Statement> body,
    Map<String, Value> defaults,
    Frame definedIn,
    Binding binding,
    @Nullable Value self,
    @Nullable ClassOfCode owner)
    implements Value.Defined {

  /// What a lookup on an object passes first.
  enum Binding {
    INSTANCE,
    CLASS,
    NOTHING,
    PROPERTY
  }

  Closure {
    parameters = List.copyOf(parameters);
    body = List.copyOf(body);
  }

  Closure bound(Value newSelf) {
    return new Closure(name, parameters, body, defaults, definedIn, binding, newSelf, owner);
  }

  Closure with(Binding other) {
    return new Closure(name, parameters, body, defaults, definedIn, other, self, owner);
  }

  Closure of(ClassOfCode newOwner) {
    return new Closure(name, parameters, body, defaults, definedIn, binding, self, newOwner);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Closure that && body == that.body && self == that.self;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(body);
  }

  @Override
  public String toString() {
    return "function " + name;
  }
}
