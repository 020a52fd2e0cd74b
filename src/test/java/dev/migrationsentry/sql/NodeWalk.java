package dev.migrationsentry.sql;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Node;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything below a node of the syntax tree, by way of the components of the records. The walk
/// knows no record by name, so that it also sees those that are added later.
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
  record Place(Node node, @Nullable Node around) {
    /// Whether the node's range is sound and lies within that of the node around it.
    boolean orderly() {
      Span span = node.span();
      if (span.start() < 0 || span.start() > span.end()) {
        return false;
      }
      return around == null
          || (around.span().start() <= span.start() && span.end() <= around.span().end());
    }
  }

  /// A node and all nodes below it.
  static List<Place> below(Node node) {
    List<Place> places = new ArrayList<>();
    Deque<Place> open = new ArrayDeque<>();
    open.push(new Place(node, null));
    while (!open.isEmpty()) {
      Place place = open.pop();
      places.add(place);
      pushComponents(place.node(), place.node(), open);
    }
    return places;
  }

  /// All strings below a node, and the same cut to the length of an identifier.
  static Set<String> words(Collection<? extends Node> nodes) {
    Set<String> words = new HashSet<>();
    Deque<Object> open = new ArrayDeque<>(nodes);
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case String word -> {
          words.add(word);
          words.add(Name.truncate(word));
        }
        case Span _ -> {}
        case Collection<?> many -> many.forEach(open::push);
        case Optional<?> one -> one.ifPresent(open::push);
        case Record record -> {
          for (RecordComponent component : COMPONENTS.get(record.getClass())) {
            Object value = value(component, record);
            if (value != null) {
              open.push(value);
            }
          }
        }
        default -> {}
      }
    }
    return words;
  }

  private static void pushComponents(Object holder, Node around, Deque<Place> open) {
    if (!(holder instanceof Record)) {
      return;
    }
    for (RecordComponent component : COMPONENTS.get(holder.getClass())) {
      push(value(component, holder), around, open);
    }
  }

  private static void push(@Nullable Object value, Node around, Deque<Place> open) {
    switch (value) {
      case null -> {}
      case Node node -> open.push(new Place(node, around));
      case Collection<?> many -> many.forEach(one -> push(one, around, open));
      case Optional<?> one -> push(one.orElse(null), around, open);
      case Span _ -> {}
      case Record record -> pushComponents(record, around, open);
      default -> {}
    }
  }

  private static @Nullable Object value(RecordComponent component, Object holder) {
    try {
      return component.getAccessor().invoke(holder);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
