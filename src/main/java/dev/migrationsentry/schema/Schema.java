package dev.migrationsentry.schema;

import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.IntTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// Everything a database contains, as an immutable value.
///
/// Every change yields a new schema that shares all but the change with the old one, so that a step
/// of a replay costs the size of its change. Objects are found by id, or by name in a [Space]; what
/// depends on what is kept as PostgreSQL keeps it in `pg_depend`. The schema does not check
/// anything: whoever changes it has asked PostgreSQL's questions before.
public final class Schema {
  private static final PVector<Dependency> NO_DEPENDENCIES = TreePVector.empty();
  private static final PVector<Integer> NO_IDS = TreePVector.empty();

  private final PMap<Integer, SchemaObject> objects;
  private final PMap<SchemaKey, PVector<Integer>> names;
  private final PMap<Integer, PVector<Dependency>> byReferenced;
  private final PMap<Integer, PVector<Dependency>> byDependent;
  private final PMap<String, String> uncertain;
  private final int nextId;

  private Schema(
      PMap<Integer, SchemaObject> objects,
      PMap<SchemaKey, PVector<Integer>> names,
      PMap<Integer, PVector<Dependency>> byReferenced,
      PMap<Integer, PVector<Dependency>> byDependent,
      PMap<String, String> uncertain,
      int nextId) {
    this.objects = objects;
    this.names = names;
    this.byReferenced = byReferenced;
    this.byDependent = byDependent;
    this.uncertain = uncertain;
    this.nextId = nextId;
  }

  /// A schema that contains nothing, not even `public`.
  public static Schema empty() {
    return new Schema(
        IntTreePMap.empty(),
        HashTreePMap.empty(),
        IntTreePMap.empty(),
        IntTreePMap.empty(),
        HashTreePMap.empty(),
        1);
  }

  /// The spaces in which a name is unique: two objects of one name in one space and scope can't be
  /// (routines excepted).
  public enum Space {
    NAMESPACE,
    /// Tables, views, sequences, indexes and composite types of a namespace.
    RELATION,
    /// Types of a namespace, and the row types of its tables, views and composite types.
    TYPE,
    /// Functions, procedures and aggregates of a namespace: several may share a name.
    ROUTINE,
    /// Constraints of a table or domain: the scope is its id.
    CONSTRAINT,
    /// Constraints of all tables and domains of a namespace: several may share a name, but a name
    /// that the server chooses is none of them.
    CONSTRAINT_NAME,
    /// Triggers of a table.
    TRIGGER,
    /// Policies of a table.
    POLICY,
    /// Rules of a table or view.
    RULE,
    ROLE,
    EXTENSION,
    /// Operators of a namespace: several may share a name.
    OPERATOR,
    /// Operator classes of a namespace: the access method and a space before the name. In scope 0
    /// all of an access method by its name.
    OPERATOR_CLASS,
    CAST,
    /// Everything else: see [Schema#other].
    OTHER
  }

  /// The id that the next new object has to take.
  public int nextId() {
    return nextId;
  }

  /// The object of an id, or null when there is none (any more).
  public @Nullable SchemaObject object(int id) {
    return objects.get(id);
  }

  /// The object of an id that is known to exist.
  ///
  /// @throws IllegalStateException when there is none, or it is of another class: a fault of the
  ///   model
  public <T extends SchemaObject> T get(int id, Class<T> kind) {
    SchemaObject object = objects.get(id);
    if (!kind.isInstance(object)) {
      throw new IllegalStateException(
          "object " + id + " is " + object + ", not a " + kind.getSimpleName());
    }
    return kind.cast(object);
  }

  /// All objects, in no particular order.
  public Collection<SchemaObject> objects() {
    return objects.values();
  }

  /// The object of a name, or null; in [Space#ROUTINE] the first one.
  ///
  /// @param scope the namespace's id, the table's id for what belongs to a table, 0 for what is
  ///   global
  public @Nullable SchemaObject find(Space space, int scope, String name) {
    PVector<Integer> ids = names.get(new SchemaKey(space, scope, name));
    return ids == null ? null : objects.get(ids.getFirst());
  }

  /// All objects of a name: more than one only in [Space#ROUTINE].
  public List<SchemaObject> findAll(Space space, int scope, String name) {
    List<SchemaObject> found = new ArrayList<>();
    for (int id : names.getOrDefault(new SchemaKey(space, scope, name), NO_IDS)) {
      SchemaObject object = objects.get(id);
      if (object != null) {
        found.add(object);
      }
    }
    return found;
  }

  /// The namespace of a name, or null.
  public @Nullable Namespace namespace(String name) {
    return (Namespace) find(Space.NAMESPACE, 0, name);
  }

  /// All namespaces.
  public List<Namespace> namespaces() {
    List<Namespace> found = new ArrayList<>();
    for (SchemaObject object :
        findAll(
            SchemaKey.NAMESPACES.space(),
            SchemaKey.NAMESPACES.scope(),
            SchemaKey.NAMESPACES.name())) {
      found.add((Namespace) object);
    }
    return found;
  }

  /// The relation of a name in a namespace, or null.
  public @Nullable Relation relation(int namespace, String name) {
    return (Relation) find(Space.RELATION, namespace, name);
  }

  /// An installed extension whose contents are not known, so that it may have brought any type or
  /// function; null when there is none.
  public GlobalObject.@Nullable Extension unknownExtension() {
    SchemaKey key = SchemaKey.UNKNOWN_EXTENSIONS;
    return (GlobalObject.Extension) find(key.space(), key.scope(), key.name());
  }

  /// An installed extension whose contents are not known, and which may have brought a table, view
  /// or type of a name: one that is known to bring it, if there is one; null when there is none.
  public GlobalObject.@Nullable Extension unknownExtension(String name) {
    GlobalObject.Extension possible = null;
    SchemaKey key = SchemaKey.UNKNOWN_EXTENSIONS;
    for (SchemaObject object : findAll(key.space(), key.scope(), key.name())) {
      if (object instanceof GlobalObject.Extension extension) {
        if (ExternalNames.has(extension.name(), name)) {
          return extension;
        }
        if (possible == null && ExternalNames.mayHave(extension.name(), name)) {
          possible = extension;
        }
      }
    }
    return possible;
  }

  /// The cast between two types, or null.
  public GlobalObject.@Nullable Cast cast(DataType source, DataType target) {
    return (GlobalObject.Cast) find(Space.CAST, 0, SchemaKey.castName(source, target));
  }

  /// The operator class of an access method in a namespace, or null.
  public GlobalObject.@Nullable OperatorClass operatorClass(
      int namespace, String method, String name) {
    return (GlobalObject.OperatorClass) find(Space.OPERATOR_CLASS, namespace, method + " " + name);
  }

  /// The object of a kind that has no space of its own, or null.
  ///
  /// @param namespace 0 for objects outside of namespaces
  public @Nullable SchemaObject other(ObjectKind kind, int namespace, String name) {
    SchemaKey key = SchemaKey.other(kind, namespace, name);
    return find(key.space(), key.scope(), key.name());
  }

  /// The tables that inherit from a table directly, or are its partitions.
  public List<Table> children(int table) {
    List<Table> found = new ArrayList<>();
    for (Dependency dependency : dependents(table)) {
      if (dependency.dependentColumn() == 0
          && objects.get(dependency.dependent()) instanceof Table child
          && child.ancestors().contains(table)
          && !found.contains(child)) {
        found.add(child);
      }
    }
    return found;
  }

  /// What depends on an object or on one of its columns.
  public Collection<Dependency> dependents(int id) {
    return byReferenced.getOrDefault(id, NO_DEPENDENCIES);
  }

  /// What an object depends on.
  public Collection<Dependency> dependencies(int id) {
    return byDependent.getOrDefault(id, NO_DEPENDENCIES);
  }

  /// The objects of a class that belong to a table (or view, or domain): its constraints, indexes,
  /// triggers, policies, rules.
  public <T extends SchemaObject> List<T> belongingTo(int table, Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (Dependency dependency : dependents(table)) {
      SchemaObject object = objects.get(dependency.dependent());
      if (kind.isInstance(object)
          && tableOf(object) == table
          && !found.contains(kind.cast(object))) {
        found.add(kind.cast(object));
      }
    }
    return found;
  }

  /// The indexes of a table or materialized view, also those behind its constraints.
  public List<Index> indexes(int table) {
    List<Index> found = new ArrayList<>(belongingTo(table, Index.class));
    for (Constraint constraint : belongingTo(table, Constraint.class)) {
      int index =
          switch (constraint) {
            case Constraint.Key key -> key.index();
            case Constraint.Exclude exclude -> exclude.index();
            case Constraint.Check ignored -> 0;
            case Constraint.ForeignKey ignored -> 0;
            case Constraint.NotNull ignored -> 0;
          };
      if (index != 0 && objects.get(index) instanceof Index of && !found.contains(of)) {
        found.add(of);
      }
    }
    return found;
  }

  /// With a new object, whose id must be [#nextId()], or another version of an object that is
  /// there.
  public Schema with(SchemaObject object) {
    SchemaObject old = objects.get(object.id());
    PMap<SchemaKey, PVector<Integer>> newNames = names;
    if (old == null || !SchemaKey.of(old).equals(SchemaKey.of(object))) {
      if (old != null) {
        newNames = unnamed(newNames, old);
      }
      for (SchemaKey key : SchemaKey.of(object)) {
        newNames = newNames.plus(key, newNames.getOrDefault(key, NO_IDS).plus(object.id()));
      }
    }
    return new Schema(
        objects.plus(object.id(), object),
        newNames,
        byReferenced,
        byDependent,
        uncertain,
        Math.max(nextId, object.id() + 1));
  }

  /// The same in use: nothing is known of the rows of its tables and materialized views.
  public Schema inUse() {
    Schema used = this;
    for (SchemaObject object : objects.values()) {
      if (object instanceof Table table) {
        used = used.with(table.with(Rows.UNKNOWN));
      } else if (object instanceof View view && view.materialized()) {
        used = used.with(view.with(view.populated(), Rows.UNKNOWN));
      }
    }
    return used;
  }

  /// The same without some objects and all that depends on them.
  public Schema withoutAll(Collection<Integer> ids) {
    Schema left = this;
    for (int id : ids) {
      if (left.object(id) != null) {
        List<Integer> dependents = new ArrayList<>();
        left.dependents(id).forEach(dependency -> dependents.add(dependency.dependent()));
        dependents.remove(Integer.valueOf(id));
        left = left.without(id).withoutAll(dependents);
      }
    }
    return left;
  }

  /// Without an object and without the dependencies in which it takes part.
  public Schema without(int id) {
    SchemaObject old = objects.get(id);
    if (old == null) {
      return this;
    }
    Schema cleared = withoutDependencies(id);
    PMap<Integer, PVector<Dependency>> dependent = cleared.byDependent;
    for (Dependency dependency : cleared.dependents(id)) {
      dependent = remove(dependent, dependency.dependent(), dependency);
    }
    return new Schema(
        objects.minus(id),
        unnamed(names, old),
        cleared.byReferenced.minus(id),
        dependent,
        uncertain,
        nextId);
  }

  /// With one more dependency; one that is there already is not doubled.
  public Schema with(Dependency dependency) {
    PVector<Dependency> known = byDependent.getOrDefault(dependency.dependent(), NO_DEPENDENCIES);
    if (known.contains(dependency)) {
      return this;
    }
    return new Schema(
        objects,
        names,
        add(byReferenced, dependency.referenced(), dependency),
        add(byDependent, dependency.dependent(), dependency),
        uncertain,
        nextId);
  }

  /// Without one dependency.
  public Schema without(Dependency dependency) {
    return new Schema(
        objects,
        names,
        remove(byReferenced, dependency.referenced(), dependency),
        remove(byDependent, dependency.dependent(), dependency),
        uncertain,
        nextId);
  }

  /// Without all that an object depends on: for its new version, which brings its own.
  public Schema withoutDependencies(int id) {
    PMap<Integer, PVector<Dependency>> referenced = byReferenced;
    for (Dependency dependency : dependencies(id)) {
      referenced = remove(referenced, dependency.referenced(), dependency);
    }
    return new Schema(objects, names, referenced, byDependent.minus(id), uncertain, nextId);
  }

  /// With a name of which it is not known whether, or in which shape, an object has it: a statement
  /// that was not understood may have made, changed or dropped it. The name `*` stands for any.
  ///
  /// @param name an unqualified name
  /// @param why a clause for people
  public Schema withUncertain(String name, String why) {
    return new Schema(objects, names, byReferenced, byDependent, uncertain.plus(name, why), nextId);
  }

  /// With a name about which all is known again: what it means was seen.
  public Schema withCertain(String name) {
    return uncertain.containsKey(name)
        ? new Schema(objects, names, byReferenced, byDependent, uncertain.minus(name), nextId)
        : this;
  }

  /// Why an unqualified name can't be relied on, or null when it can.
  public @Nullable String uncertainty(String name) {
    String why = uncertain.get(name);
    return why != null ? why : uncertain.get("*");
  }

  /// All names that can't be relied on; `*` among them stands for any.
  public Collection<String> uncertainNames() {
    return uncertain.keySet();
  }

  private static int tableOf(SchemaObject object) {
    return switch (object) {
      case Constraint constraint -> constraint.table();
      case TableAttachment attachment -> attachment.table();
      case Index index -> index.table();
      case GlobalObject.Statistics statistics -> statistics.table();
      case Relation ignored -> 0;
      case Namespace ignored -> 0;
      case UserType ignored -> 0;
      case Routine ignored -> 0;
      case GlobalObject ignored -> 0;
    };
  }

  private static PMap<SchemaKey, PVector<Integer>> unnamed(
      PMap<SchemaKey, PVector<Integer>> names, SchemaObject object) {
    PMap<SchemaKey, PVector<Integer>> left = names;
    for (SchemaKey key : SchemaKey.of(object)) {
      PVector<Integer> ids = left.getOrDefault(key, NO_IDS).minus((Object) object.id());
      left = ids.isEmpty() ? left.minus(key) : left.plus(key, ids);
    }
    return left;
  }

  private static PMap<Integer, PVector<Dependency>> add(
      PMap<Integer, PVector<Dependency>> map, int id, Dependency dependency) {
    return map.plus(id, map.getOrDefault(id, NO_DEPENDENCIES).plus(dependency));
  }

  private static PMap<Integer, PVector<Dependency>> remove(
      PMap<Integer, PVector<Dependency>> map, int id, Dependency dependency) {
    PVector<Dependency> left = map.getOrDefault(id, NO_DEPENDENCIES).minus((Object) dependency);
    return left.isEmpty() ? map.minus(id) : map.plus(id, left);
  }
}
