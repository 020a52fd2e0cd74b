package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Node;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything below a node, by way of the components of the records.
final class NodeWalk {
  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          return type.getRecordComponents();
        }
      };

  private NodeWalk() {}

  /// A node with the node around it.
  ///
  /// @param around null for the first one
  record Place(Node node, @Nullable Node around) {}

  /// A node and all nodes below it.
  static List<Place> below(Node node) {
    List<Place> places = new ArrayList<>();
    Deque<Place> open = new ArrayDeque<>();
    open.push(new Place(node, null));
    while (!open.isEmpty()) {
      Place place = open.pop();
      places.add(place);
      for (RecordComponent component : COMPONENTS.get(place.node().getClass())) {
        push(read(component, place.node()), place.node(), open);
      }
    }
    return places;
  }

  /// How many nodes of a type there are.
  static long count(Node node, Class<? extends Node> type) {
    return below(node).stream().filter(place -> type.isInstance(place.node())).count();
  }

  private static void push(@Nullable Object value, Node around, Deque<Place> open) {
    switch (value) {
      case Node below -> open.push(new Place(below, around));
      case List<?> list -> list.forEach(entry -> push(entry, around, open));
      case null, default -> {}
    }
  }

  private static @Nullable Object read(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
