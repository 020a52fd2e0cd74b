package dev.migrationsentry.framework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.SchemaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What makes tables beside the migrations is found in all the places where people put it, and
/// nothing else is taken for it.
final class SchemaSourcesTest {
  @TempDir private Path folder;

  @BeforeEach
  void begin() throws IOException {
    write("migrations/001_jobs.sql", "create table jobs (id bigint primary key);\n");
  }

  @Test
  void aConstantInPython() throws IOException {
    write(
        "app/database.py",
        """
        # create table comments (id int)
        SCHEMA_SQL = \"""
        -- jobs
        CREATE TABLE IF NOT EXISTS jobs (id BIGINT PRIMARY KEY);
        \"""
        ADDED = ("alter table jobs "
                 'add column if not exists state text')
        HELP = "this will create table after table"


        async def begin(connection):
            await connection.execute(SCHEMA_SQL)
        """);
    assertThat(found()).containsExactly("SCHEMA_SQL app/database.py:4 2");
  }

  @Test
  void atemplateInTypeScript() throws IOException {
    write(
        "src/db.ts",
        """
        const pattern = /create table "'`/;
        // create table nothing (id int)
        export const schema: string = `
          CREATE TABLE jobs (id bigint);
        `;
        const other = `create table ${name} (id int)`;
        """);
    assertThat(found()).containsExactly("schema src/db.ts:4 1");
  }

  @Test
  void callsOfMappers() throws IOException {
    write("app/main.py", "def begin():\n    Base.metadata.create_all(bind=engine)\n");
    write("src/a.js", "await sequelize.sync({ alter: true });\n");
    write("src/b.ts", "export default new DataSource({ type: 'postgres', synchronize: true });\n");
    write("package.json", "{ \"scripts\": { \"start\": \"prisma db push && node .\" } }\n");
    assertThat(found())
        .containsExactlyInAnyOrder(
            "metadata.create_all app/main.py:2 0",
            "sequelize.sync src/a.js:1 0",
            "synchronize: true src/b.ts:1 0",
            "prisma db push package.json:1 0");
  }

  @Test
  void filesWithTheWholeSchema() throws IOException {
    write("db/init-db.sql", "create extension pgcrypto;\ncreate table jobs (id int);\n");
    write("db/structure.sql", "-- PostgreSQL database dump\ncreate table jobs (id int);\n");
    write("db/notes.sql", "create table jobs (id int);\n");
    write("mysql/schema.sql", "create table jobs (id int);\n");
    assertThat(found()).containsExactly("init-db.sql db/init-db.sql:2 2");
  }

  @Test
  void whatIsNoSecondSource() throws IOException {
    write("tests/conftest.py", "Base.metadata.create_all(engine)\n");
    write("app/test_jobs.py", "Base.metadata.create_all(engine)\n");
    write("node_modules/x/schema.sql", "create table jobs (id int);\n");
    write("src/cache.py", "import sqlite3\nSQL = 'create table jobs (id int)'\n");
    write("src/c.ts", "const options = { synchronize: false };\ndocument.sync();\n");
    write("package.json", "{ \"scripts\": { \"dev:push\": \"prisma db push\" } }\n");
    write("src/d.js", "const broken = 'never closed\nlet x = \"create table\n");
    assertThat(found()).isEmpty();
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /// Title, place and number of statements of each.
  private List<String> found() {
    if (!(Histories.find(DirectoryFiles.open(folder), Options.NONE)
        instanceof Discovery.Found found)) {
      throw new AssertionError("no history");
    }
    History history = found.histories().getFirst();
    return history.beside().stream().map(SchemaSourcesTest::line).toList();
  }

  private static String line(SchemaSource source) {
    return source.title()
        + " "
        + source.where().file().path()
        + ":"
        + source.where().line()
        + " "
        + source.statements().size();
  }
}
