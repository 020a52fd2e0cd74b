package dev.migrationsentry.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An extension that `CREATE EXTENSION` may find.
///
/// @param name its name
/// @param version its default version, null when it is not part of contrib
/// @param requires the extensions that it needs
/// @param superuser whether only a superuser may create it, unless it is trusted
/// @param trusted whether who may create objects in the database may create it too
/// @param relocatable whether `ALTER EXTENSION … SET SCHEMA` works
/// @param schema the schema that it insists on, null when any will do
/// @param known how much of its contents is known
public record CatalogExtension(
    String name,
    @Nullable String version,
    List<String> requires,
    boolean superuser,
    boolean trusted,
    boolean relocatable,
    @Nullable String schema,
    Known known) {

  /// How much is known about an extension.
  public enum Known {
    /// All its objects: see [Builtin#contents].
    CONTENTS,
    /// It is part of contrib, so that the facts above hold, but its objects could not be read
    /// because its library needs something else installed (`plperl`, `plpython3u`).
    CONTROL_FILE,
    /// A well-known extension of someone else: only the name is known, and a server may lack it.
    NAME
  }

  public CatalogExtension {
    requires = List.copyOf(requires);
  }
}
