package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `rehearse -- prisma migrate deploy` with the engine that Prisma 6 brings inside of its npm
/// package; the usual one is downloaded from elsewhere at its first use.
final class RehearsePrismaTest extends RehearsedProject {
  private static final Path PACKAGES = Path.of("target/prisma/node_modules").toAbsolutePath();

  private void project() throws Exception {
    needs("node", "-e", "require('" + PACKAGES.resolve("prisma/package.json") + "')");
    write(
        "prisma.config.ts",
        """
        import { PrismaPg } from "@prisma/adapter-pg";
        import Result from "pg/lib/result.js";
        import { defineConfig } from "prisma/config";

        // The adapter knows no columns of type name (19), which the engine itself selects.
        const { addFields } = (Result as any).prototype;
        (Result as any).prototype.addFields = function (fields: any[]) {
          fields.filter((field) => field.dataTypeID === 19).forEach((field) => (field.dataTypeID = 25));
          return addFields.call(this, fields);
        };
        export default defineConfig({
          adapter: async () => new PrismaPg({ connectionString: process.env.DATABASE_URL }),
          engine: "js",
          experimental: { adapter: true },
        } as any);
        """);
    write(
        "prisma/schema.prisma",
        """
        datasource db {
          provider = "postgresql"
          url      = env("DATABASE_URL")
        }

        model Orders {
          id Int @id
        }
        """);
    write("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
    write(
        "prisma/migrations/20260101000000_orders/migration.sql",
        "create table orders (id int primary key);\ninsert into orders values (1);\n");
    write(
        "prisma/migrations/20260102000000_state/migration.sql",
        "alter table orders add state text;\nalter table orders add shop int not null;\n");
    Files.createSymbolicLink(folder.resolve("node_modules"), PACKAGES);
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void namesTheLineThatTheServerRefuses(int major) throws Exception {
    project();
    Said said =
        rehearse(
            List.of("--postgres", Integer.toString(major)),
            "env",
            "PRISMA_QUERY_ENGINE_LIBRARY=/dev/null",
            "node_modules/.bin/prisma",
            "migrate",
            "deploy");
    assertThat(said.out())
        .contains("works  20260101000000_orders     2 statements")
        .contains("prisma/migrations/20260102000000_state/migration.sql:2:1")
        .contains("proved:    23502 column \"shop\" of relation \"orders\" contains null values")
        .contains("4 of 4 predicted outcomes agree");
    assertThat(said.code()).isEqualTo(1);
  }
}
