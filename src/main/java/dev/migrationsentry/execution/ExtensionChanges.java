package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogExtension;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.SchemaStatement;
import java.util.List;
import java.util.Optional;

/// ALTER EXTENSION.
final class ExtensionChanges {
  private ExtensionChanges() {}

  static void execute(SchemaStatement.AlterExtension statement, Draft draft) {
    String name = statement.name().stored();
    GlobalObject.Extension extension = SchemaStatements.extension(draft, name);
    if (extension == null) {
      throw Refusal.of(
              "42704", "extension \"" + name + "\" does not exist", statement.name().span())
          .about(ObjectKind.EXTENSION, name, null, List.of());
    }
    draft.altered(extension);
    if (statement.member() != null) {
      draft.doubt("depends on what belongs to extension " + name);
      return;
    }
    String version = statement.version();
    Optional<CatalogExtension> known = Builtin.of(draft.major()).extension(name);
    boolean isNewest =
        known.isPresent() && version != null && version.equals(known.get().version());
    if (version != null && !isNewest) {
      draft.doubt("depends on the versions of " + name + " that the server has");
    }
  }
}
