package dev.migrationsentry.execution;

import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.EnumSet;
import java.util.Set;

/// Which actions of ALTER TABLE which relations take: the server's `ATSimplePermissions`.
final class AlterPermissions {
  private AlterPermissions() {}

  private enum Target {
    TABLE,
    PARTITIONED_TABLE,
    VIEW,
    MATERIALIZED_VIEW,
    INDEX,
    PARTITIONED_INDEX,
    COMPOSITE_TYPE,
    FOREIGN_TABLE,
    SEQUENCE
  }

  private static final Set<Target> TABLES =
      EnumSet.of(Target.TABLE, Target.PARTITIONED_TABLE, Target.FOREIGN_TABLE);
  private static final Set<Target> OWN_TABLES = EnumSet.of(Target.TABLE, Target.PARTITIONED_TABLE);

  /// Refuses an action that the relation does not take.
  static void check(Relation relation, AlterTable.Action action, int major) {
    boolean ofPartition =
        action instanceof AlterTable.AttachPartition
            || action instanceof AlterTable.DetachPartition;
    if (ofPartition && target(relation) == Target.TABLE && major < 18) {
      throw Refusal.of(
              "42P17", "table \"" + relation.name() + "\" is not partitioned", action.span())
          .restingOn(relation.name());
    }
    if (!allowed(action).contains(target(relation))) {
      throw Refusal.of(
              "42809",
              "ALTER action "
                  + words(action)
                  + " cannot be performed on relation \""
                  + relation.name()
                  + "\"",
              action.span())
          .detail("This operation is not supported for " + plural(relation) + ".")
          .restingOn(relation.name());
    }
  }

  private static Target target(Relation relation) {
    return switch (relation) {
      case Table table ->
          switch (table.kind()) {
            case ORDINARY -> Target.TABLE;
            case PARTITIONED -> Target.PARTITIONED_TABLE;
            case FOREIGN -> Target.FOREIGN_TABLE;
          };
      case View view -> view.materialized() ? Target.MATERIALIZED_VIEW : Target.VIEW;
      case Index ignored -> Target.INDEX;
      case CompositeType ignored -> Target.COMPOSITE_TYPE;
      case Sequence ignored -> Target.SEQUENCE;
    };
  }

  /// Relations of a kind in PostgreSQL's words.
  static String plural(Relation relation) {
    return switch (target(relation)) {
      case TABLE -> "tables";
      case PARTITIONED_TABLE -> "partitioned tables";
      case VIEW -> "views";
      case MATERIALIZED_VIEW -> "materialized views";
      case INDEX -> "indexes";
      case PARTITIONED_INDEX -> "partitioned indexes";
      case COMPOSITE_TYPE -> "composite types";
      case FOREIGN_TABLE -> "foreign tables";
      case SEQUENCE -> "sequences";
    };
  }

  private static Set<Target> with(Set<Target> targets, Target... more) {
    Set<Target> all = EnumSet.copyOf(targets);
    all.addAll(Set.of(more));
    return all;
  }

  private static Set<Target> allowed(AlterTable.Action action) {
    return switch (action) {
      case AlterTable.AddColumn ignored -> with(TABLES, Target.COMPOSITE_TYPE);
      case AlterTable.DropColumn ignored -> with(TABLES, Target.COMPOSITE_TYPE);
      case AlterTable.SetType ignored -> with(TABLES, Target.COMPOSITE_TYPE);
      case AlterTable.SetDefault ignored -> with(TABLES, Target.VIEW);
      case AlterTable.SetNotNull ignored -> TABLES;
      case AlterTable.SetExpression ignored -> TABLES;
      case AlterTable.AddIdentity ignored -> with(TABLES, Target.VIEW);
      case AlterTable.SetIdentity ignored -> with(TABLES, Target.VIEW);
      case AlterTable.DropIdentity ignored -> with(TABLES, Target.VIEW);
      case AlterTable.SetColumnProperty property ->
          switch (property.property()) {
            case "statistics" ->
                with(TABLES, Target.MATERIALIZED_VIEW, Target.INDEX, Target.PARTITIONED_INDEX);
            case "storage" -> with(TABLES, Target.MATERIALIZED_VIEW);
            case "compression" -> with(OWN_TABLES, Target.MATERIALIZED_VIEW);
            default -> with(TABLES, Target.MATERIALIZED_VIEW, Target.INDEX);
          };
      case AlterTable.AddConstraint ignored -> TABLES;
      case AlterTable.ValidateConstraint ignored -> TABLES;
      case AlterTable.AlterConstraint ignored -> OWN_TABLES;
      case AlterTable.DropConstraint ignored -> TABLES;
      case AlterTable.AttachPartition ignored ->
          EnumSet.of(Target.PARTITIONED_TABLE, Target.INDEX, Target.PARTITIONED_INDEX);
      case AlterTable.DetachPartition ignored -> EnumSet.of(Target.PARTITIONED_TABLE);
      case AlterTable.Inherit ignored -> TABLES;
      case AlterTable.EnableTrigger enable ->
          enable.kind() == ObjectKind.RULE ? with(OWN_TABLES, Target.VIEW) : with(TABLES);
      case AlterTable.RowSecurity ignored -> OWN_TABLES;
      case AlterTable.ReplicaIdentity ignored -> with(OWN_TABLES, Target.MATERIALIZED_VIEW);
      case AlterTable.ClusterOn ignored -> with(OWN_TABLES, Target.MATERIALIZED_VIEW);
      case AlterTable.SetOptions ignored ->
          EnumSet.of(
              Target.TABLE,
              Target.PARTITIONED_TABLE,
              Target.VIEW,
              Target.MATERIALIZED_VIEW,
              Target.INDEX);
      case AlterTable.SetProperty ignored -> EnumSet.allOf(Target.class);
      case AlterTable.OwnerTo ignored -> EnumSet.allOf(Target.class);
    };
  }

  private static String words(AlterTable.Action action) {
    return switch (action) {
      case AlterTable.AddColumn ignored -> "ADD COLUMN";
      case AlterTable.DropColumn ignored -> "DROP COLUMN";
      case AlterTable.SetType ignored -> "ALTER COLUMN ... SET DATA TYPE";
      case AlterTable.SetDefault ignored -> "ALTER COLUMN ... SET DEFAULT";
      case AlterTable.SetNotNull set ->
          set.notNull() ? "ALTER COLUMN ... SET NOT NULL" : "ALTER COLUMN ... DROP NOT NULL";
      case AlterTable.SetExpression set ->
          set.value() == null
              ? "ALTER COLUMN ... DROP EXPRESSION"
              : "ALTER COLUMN ... SET EXPRESSION";
      case AlterTable.AddIdentity ignored -> "ALTER COLUMN ... ADD IDENTITY";
      case AlterTable.SetIdentity ignored -> "ALTER COLUMN ... SET";
      case AlterTable.DropIdentity ignored -> "ALTER COLUMN ... DROP IDENTITY";
      case AlterTable.SetColumnProperty property ->
          switch (property.property()) {
            case "statistics" -> "ALTER COLUMN ... SET STATISTICS";
            case "storage" -> "ALTER COLUMN ... SET STORAGE";
            case "compression" -> "ALTER COLUMN ... SET COMPRESSION";
            case "reset" -> "ALTER COLUMN ... RESET";
            default -> "ALTER COLUMN ... SET";
          };
      case AlterTable.AddConstraint ignored -> "ADD CONSTRAINT";
      case AlterTable.ValidateConstraint ignored -> "VALIDATE CONSTRAINT";
      case AlterTable.AlterConstraint ignored -> "ALTER CONSTRAINT";
      case AlterTable.DropConstraint ignored -> "DROP CONSTRAINT";
      case AlterTable.AttachPartition ignored -> "ATTACH PARTITION";
      case AlterTable.DetachPartition ignored -> "DETACH PARTITION";
      case AlterTable.Inherit inherit -> inherit.inherit() ? "INHERIT" : "NO INHERIT";
      case AlterTable.EnableTrigger enable -> enabling(enable);
      case AlterTable.RowSecurity set ->
          switch (set.setting()) {
            case "enable" -> "ENABLE ROW SECURITY";
            case "disable" -> "DISABLE ROW SECURITY";
            case "force" -> "FORCE ROW SECURITY";
            default -> "NO FORCE ROW SECURITY";
          };
      case AlterTable.ReplicaIdentity ignored -> "REPLICA IDENTITY";
      case AlterTable.ClusterOn cluster ->
          cluster.index() == null ? "SET WITHOUT CLUSTER" : "CLUSTER ON";
      case AlterTable.SetOptions set -> set.reset() ? "RESET" : "SET";
      case AlterTable.SetProperty ignored -> "SET";
      case AlterTable.OwnerTo ignored -> "OWNER TO";
    };
  }

  private static String enabling(AlterTable.EnableTrigger enable) {
    String what = enable.kind() == ObjectKind.RULE ? " RULE" : " TRIGGER";
    return switch (enable.setting()) {
      case "enable always" -> "ENABLE ALWAYS" + what;
      case "enable replica" -> "ENABLE REPLICA" + what;
      case "disable" -> "DISABLE" + what;
      default -> "ENABLE" + what;
    };
  }
}
