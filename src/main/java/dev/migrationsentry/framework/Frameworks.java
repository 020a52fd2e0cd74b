package dev.migrationsentry.framework;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The register of the runners that can be read.
public final class Frameworks {
  /// In the order in which they win when they are equally sure of a folder.
  static final List<Framework> ALL =
      List.of(
          new Alembic(),
          new Prisma(),
          new Drizzle(),
          new Knex(),
          new Diesel(),
          new Flyway(),
          new Goose(),
          new Dbmate(),
          new SqlMigrate(),
          new GraphileMigrate(),
          new Supabase(),
          new NodePgMigrate(),
          new Pop(),
          new PostgresMigrations(),
          new Sqlx(),
          new GolangMigrate(),
          new SqlDirectory());

  private Frameworks() {}

  /// The names that `--framework` takes.
  public static List<String> names() {
    return ALL.stream().map(framework -> framework.runner().name()).sorted().toList();
  }

  static @Nullable Framework named(String name) {
    for (Framework framework : ALL) {
      if (framework.runner().name().equals(name)) {
        return framework;
      }
    }
    return null;
  }
}
