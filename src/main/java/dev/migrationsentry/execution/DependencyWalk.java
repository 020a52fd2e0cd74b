package dev.migrationsentry.execution;

import dev.migrationsentry.execution.Address.Facet;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Behavior;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds what a DROP takes along, and whether it may: the server's `findDependentObjects` and
/// `reportDependentObjects`.
final class DependencyWalk {
  private static final int MOST_LINES = 100;

  private final Draft draft;
  private final Span at;
  private final Map<Address, Target> targets = new LinkedHashMap<>();
  private final List<Address> originals;

  /// How an object was reached.
  private enum Way {
    ORIGINAL,
    NORMAL,
    AUTO,
    INTERNAL,
    PARTITION,
    EXTENSION,
    /// From a part of it.
    REVERSE,
    /// It is a part of something, whichever way it was reached.
    IS_PART
  }

  private static final class Target {
    final Set<Way> ways = EnumSet.noneOf(Way.class);
    @Nullable Address because;
    @Nullable Address whole;
  }

  private record Frame(Address address, Set<Way> ways, @Nullable Frame above) {}

  private DependencyWalk(Draft draft, List<Address> originals, Span at) {
    this.draft = draft;
    this.originals = originals;
    this.at = at;
  }

  /// All that goes when some objects are dropped, the dependent ones before what they depend on.
  ///
  /// @throws Refusal 2BP01 when something else depends on them and behavior is not CASCADE, or when
  ///   they are parts of something else
  static List<Address> of(Draft draft, List<Address> originals, Behavior behavior, Span at) {
    DependencyWalk walk = new DependencyWalk(draft, originals, at);
    for (Address original : originals) {
      walk.visit(original, EnumSet.of(Way.ORIGINAL), null);
    }
    walk.report(behavior);
    return List.copyOf(walk.targets.keySet());
  }

  private void visit(Address address, Set<Way> ways, @Nullable Frame above) {
    for (Frame frame = above; frame != null; frame = frame.above()) {
      if (covers(frame.address(), address)) {
        if (frame.address().equals(address)) {
          frame.ways().addAll(ways);
        }
        return;
      }
    }
    if (isTarget(address, ways)) {
      return;
    }
    Set<Way> own = EnumSet.copyOf(ways);
    Address whole = null;
    for (Dependency dependency : draft.schema().dependencies(address.object())) {
      if (address.facet() != Facet.SELF || dependency.dependentColumn() != address.column()) {
        continue;
      }
      Address owner =
          new Address(dependency.referenced(), dependency.referencedColumn(), Facet.SELF);
      switch (dependency.kind()) {
        case INTERNAL, EXTENSION -> {
          if (onStack(owner, above)) {
            continue;
          }
          if (above == null) {
            if (originals.contains(owner)) {
              // It goes when its owner does.
              return;
            }
            throw partOf(address, owner);
          }
          visit(owner, EnumSet.of(Way.REVERSE), above);
          Target reached = targets.get(address);
          if (reached != null) {
            reached.ways.addAll(ways);
          }
          return;
        }
        case PARTITION -> {
          own.add(Way.IS_PART);
          whole = owner;
        }
        case NORMAL, AUTO, OWNER, PRIVILEGE, POLICY, DEFAULT -> {}
      }
    }
    Frame frame = new Frame(address, own, above);
    for (Reached dependent : dependents(address)) {
      visit(dependent.address(), EnumSet.copyOf(dependent.ways()), frame);
    }
    Target target = targets.computeIfAbsent(address, ignored -> new Target());
    target.ways.addAll(own);
    target.because = above == null ? null : above.address();
    target.whole = whole;
  }

  private static boolean covers(Address whole, Address part) {
    return whole.equals(part)
        || (whole.object() == part.object()
            && !isType(part)
            && whole.facet() == Facet.SELF
            && (whole.column() == 0 || whole.column() == part.column()));
  }

  private static boolean onStack(Address address, @Nullable Frame above) {
    for (Frame frame = above; frame != null; frame = frame.above()) {
      if (covers(frame.address(), address)) {
        return true;
      }
    }
    return false;
  }

  private boolean isTarget(Address address, Set<Way> ways) {
    Target target = targets.get(address);
    if (target != null) {
      target.ways.addAll(ways);
      return true;
    }
    return !isType(address) && isPartOfTarget(address);
  }

  /// Whether the object, or the column, that something belongs to goes anyway.
  private boolean isPartOfTarget(Address address) {
    Address whole = new Address(address.object(), 0, Facet.SELF);
    Address self = address.as(Facet.SELF);
    return (!address.equals(whole) && targets.containsKey(whole))
        || (!address.equals(self) && targets.containsKey(self));
  }

  private record Reached(Address address, Set<Way> ways) {}

  /// What depends on something, the youngest first.
  private List<Reached> dependents(Address address) {
    Map<Address, Set<Way>> found = new LinkedHashMap<>();
    if (address.isDefault()) {
      return List.of();
    }
    for (Dependency dependency : draft.schema().dependents(address.object())) {
      if (address.column() != 0 && dependency.referencedColumn() != address.column()) {
        continue;
      }
      Facet as = Address.referenced(draft.schema(), dependency);
      Way way = way(dependency);
      boolean member =
          draft.schema().object(dependency.dependent()) instanceof GlobalObject.Publication;
      if (way == null || member) {
        continue;
      }
      Address dependent = Address.dependent(draft.schema(), dependency);
      if (as != address.facet()) {
        if (address.facet() != Facet.SELF) {
          continue;
        }
        // What uses the type of a row or of arrays depends on that one.
        dependent = address.as(as);
        way = Way.INTERNAL;
      }
      Set<Way> ways = found.computeIfAbsent(dependent, ignored -> EnumSet.noneOf(Way.class));
      ways.add(way);
      boolean ofTable =
          draft.schema().object(address.object()) instanceof Table
              && address.column() == 0
              && way != Way.NORMAL;
      if ((ofTable || way == Way.INTERNAL) && isPartition(dependent)) {
        // Parts of a partitioned table's objects go with their own table as well.
        ways.add(Way.PARTITION);
      }
    }
    List<Reached> sorted = new ArrayList<>();
    found.forEach((dependent, ways) -> sorted.add(new Reached(dependent, ways)));
    sorted.sort(
        Comparator.comparing((Reached reached) -> isType(reached.address()))
            .thenComparingInt(reached -> -reached.address().object())
            .thenComparingInt(reached -> reached.address().column()));
    return sorted;
  }

  /// The types that exist with an object are older than all that depends on it.
  private static boolean isType(Address address) {
    return address.facet() == Facet.ROW_TYPE || address.facet() == Facet.ARRAY_TYPE;
  }

  private boolean isPartition(Address address) {
    for (Dependency dependency : draft.schema().dependencies(address.object())) {
      if (dependency.kind() == Dependency.Kind.PARTITION) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Way way(Dependency dependency) {
    return switch (dependency.kind()) {
      case NORMAL -> Way.NORMAL;
      // Until PostgreSQL 14 a generated column goes silently with the columns that it uses.
      case DEFAULT ->
          draft.major() < 15 && dependency.dependent() == dependency.referenced()
              ? Way.AUTO
              : Way.NORMAL;
      case AUTO -> Way.AUTO;
      case INTERNAL -> Way.INTERNAL;
      case PARTITION -> Way.PARTITION;
      case EXTENSION -> Way.EXTENSION;
      case OWNER, PRIVILEGE, POLICY -> null;
    };
  }

  private Refusal partOf(Address part, Address owner) {
    return Refusal.of(
            "2BP01",
            "cannot drop "
                + part.describe(draft)
                + " because "
                + owner.describe(draft)
                + " requires it",
            at)
        .hint("You can drop " + owner.describe(draft) + " instead.")
        .restingOn(names(List.of(part, owner)));
  }

  private List<String> names(List<Address> addresses) {
    List<String> names = new ArrayList<>();
    for (Address address : addresses) {
      var object = draft.schema().object(address.object());
      if (object != null) {
        names.add(object.name());
      }
    }
    return names;
  }

  private void report(Behavior behavior) {
    List<Map.Entry<Address, Target>> reversed =
        new ArrayList<>(List.copyOf(targets.entrySet()).reversed());
    for (Map.Entry<Address, Target> entry : reversed) {
      Target target = entry.getValue();
      if (target.ways.contains(Way.IS_PART)
          && !target.ways.contains(Way.PARTITION)
          && target.whole != null) {
        throw partOf(entry.getKey(), target.whole);
      }
    }
    if (behavior == Behavior.CASCADE) {
      return;
    }
    List<String> lines = new ArrayList<>();
    List<Address> obstacles = new ArrayList<>();
    int more = 0;
    for (Map.Entry<Address, Target> entry : reversed) {
      Target target = entry.getValue();
      Address because = target.because;
      if (target.ways.contains(Way.ORIGINAL)
          || target.ways.contains(Way.AUTO)
          || target.ways.contains(Way.INTERNAL)
          || target.ways.contains(Way.PARTITION)
          || target.ways.contains(Way.EXTENSION)
          || because == null
          || isPartOfTarget(entry.getKey())) {
        continue;
      }
      obstacles.add(entry.getKey());
      if (lines.size() < MOST_LINES) {
        lines.add(entry.getKey().describe(draft) + " depends on " + because.describe(draft));
      } else {
        more++;
      }
    }
    if (lines.isEmpty()) {
      return;
    }
    if (more > 0) {
      lines.add(
          "and "
              + more
              + (more == 1 ? " other object" : " other objects")
              + " (see server log for list)");
    }
    obstacles.addAll(originals);
    throw Refusal.of(
            "2BP01",
            originals.size() == 1
                ? "cannot drop "
                    + originals.getFirst().describe(draft)
                    + " because other objects depend on it"
                : "cannot drop desired object(s) because other objects depend on them",
            at)
        .detail(String.join("\n", lines))
        .hint("Use DROP ... CASCADE to drop the dependent objects too.")
        .restingOn(names(obstacles));
  }
}
