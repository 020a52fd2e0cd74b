package dev.migrationsentry.framework;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.SchemaSource;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks for what else in a project makes tables: files with the whole schema, SQL in programs, and
/// the calls and commands by which an ORM makes what its models say. Tests and what belongs to the
/// histories themselves are left out.
final class SchemaSources {
  private static final int MOST_FILES = 5_000;
  private static final int LARGEST = 400_000;

  private static final Set<String> SCHEMA_WORDS =
      Set.of("schema", "structure", "init", "ddl", "tables");
  private static final Set<String> SCRIPTS = Set.of("js", "ts", "mjs", "cjs", "mts", "cts");
  private static final Set<String> ASIDE =
      Set.of("docs", "doc", "examples", "example", "samples", "benchmarks", "archive", "legacy");

  /// What the dumps that runners keep of their result contain.
  private static final List<String> DUMPS =
      List.of(
          "-- PostgreSQL database dump",
          "-- Dumped from database version",
          "schema_migrations",
          "ar_internal_metadata",
          "goose_db_version",
          "flyway_schema_history");

  private final Project project;
  private final Set<String> ofHistories = new HashSet<>();
  private final List<SchemaSource> found = new ArrayList<>();
  private int looked;

  private SchemaSources(Project project, List<History> histories) {
    this.project = project;
    for (History history : histories) {
      for (Migration migration : history.migrations()) {
        ofHistories.add(parent(migration.file().path()));
      }
    }
  }

  /// The histories, each with what makes tables beside it: a source belongs to the history that is
  /// nearest to it in the tree.
  static List<History> attach(Project project, List<History> histories) {
    SchemaSources search = new SchemaSources(project, histories);
    search.visit(project.root());
    if (search.found.isEmpty()) {
      return histories;
    }
    IdentityHashMap<History, List<SchemaSource>> near = new IdentityHashMap<>();
    for (SchemaSource source : search.found) {
      near.computeIfAbsent(nearest(histories, source), asked -> new ArrayList<>()).add(source);
    }
    return histories.stream()
        .map(history -> history.beside(near.getOrDefault(history, List.of())))
        .toList();
  }

  private static History nearest(List<History> histories, SchemaSource source) {
    String path = source.where().file().path();
    History best = histories.getFirst();
    int most = -1;
    for (History history : histories) {
      String start =
          history.migrations().isEmpty() ? "" : history.migrations().getFirst().file().path();
      int shared = 0;
      String[] one = path.split("/", -1);
      String[] other = start.split("/", -1);
      while (shared < Math.min(one.length, other.length) - 1 && one[shared].equals(other[shared])) {
        shared++;
      }
      if (shared > most) {
        most = shared;
        best = history;
      }
    }
    return best;
  }

  private void visit(Folder folder) {
    boolean migrations =
        (!folder.path().isEmpty() && SqlDirectory.isMigrations(folder.name()))
            || ofHistories.contains(folder.path());
    for (String file : migrations ? List.<String>of() : folder.files()) {
      look(folder, file);
    }
    for (Folder below : folder.folders()) {
      boolean aside =
          SkippedFolders.isForTests(below.name())
              || ASIDE.contains(below.name().toLowerCase(Locale.ROOT))
              || ofHistories.contains(below.path())
              || SqlDirectory.isMigrations(below.name());
      if (!aside) {
        visit(below);
      }
    }
  }

  private void look(Folder folder, String file) {
    String lower = file.toLowerCase(Locale.ROOT);
    String ending = lower.substring(lower.lastIndexOf('.') + 1);
    boolean python = ending.equals("py");
    boolean sql = ending.equals("sql") && isWholeSchema(lower);
    boolean script = SCRIPTS.contains(ending) && !lower.endsWith(".d.ts");
    boolean manifest = lower.equals("package.json");
    if ((!python && !sql && !script && !manifest) || isTest(lower) || looked >= MOST_FILES) {
      return;
    }
    looked++;
    String path = folder.pathOf(file);
    LoadedText loaded = project.take(path);
    String text = loaded.text();
    if (!loaded.isReadable() || text.length() > LARGEST) {
      return;
    }
    if (sql) {
      schemaFile(path, file, text);
    } else if (manifest) {
      commands(path, text);
    } else if (mayMakeTables(text)) {
      program(new SourceFile(path, text), python);
    }
  }

  /// `schema.sql`, `init-db.sql`, `app_structure.sql`, but not `001_init.sql`.
  private static boolean isWholeSchema(String name) {
    String stem = name.substring(0, name.length() - ".sql".length());
    return !Names.startsWithDigit(stem)
        && SCHEMA_WORDS.stream().anyMatch(word -> Names.hasWord(stem, word));
  }

  private static boolean isTest(String name) {
    return name.startsWith("test_")
        || name.endsWith("conftest.py")
        || name.equals("env.py")
        || name.contains("_test.")
        || name.contains(".test.")
        || name.contains(".spec.");
  }

  private static boolean mayMakeTables(String text) {
    return text.contains("create_all")
        || text.contains("synchronize")
        || text.contains(".sync(")
        || containsIgnoringCase(text, "create table");
  }

  private static boolean containsIgnoringCase(String text, String wanted) {
    for (int at = text.length() - wanted.length(); at >= 0; at--) {
      if (text.regionMatches(true, at, wanted, 0, wanted.length())) {
        return true;
      }
    }
    return false;
  }

  private void schemaFile(String path, String file, String text) {
    boolean foreign =
        !Engines.foreignInPath(path).isEmpty() || !Engines.foreignInText(text).isEmpty();
    if (foreign || DUMPS.stream().anyMatch(text::contains)) {
      return;
    }
    SourceFile source = new SourceFile(path, text);
    List<Statement> statements = SqlReader.read(source);
    Statement table = firstTable(statements);
    if (table != null) {
      found.add(new SchemaSource(file, table.span(), statements));
    }
  }

  private void program(SourceFile source, boolean python) {
    List<ScriptWords.Word> words = ScriptWords.of(source.text(), python);
    ProgramTexts texts = ProgramTexts.of(source, words);
    Statement table = firstTable(texts.statements());
    if (table != null && !isForAnotherEngine(source.text())) {
      String name = texts.name();
      found.add(
          new SchemaSource(
              name == null ? "the SQL in the program" : name, table.span(), texts.statements()));
    }
    for (int i = 2; i + 1 < words.size(); i++) {
      String call = python ? pythonCall(words, i) : scriptCall(words, i);
      if (call != null) {
        ScriptWords.Word word = words.get(i);
        found.add(new SchemaSource(call, source.span(word.start(), word.end()), List.of()));
        return; // One place tells; a file often has the same call twice.
      }
    }
  }

  /// SQL that stands in a program for SQLite is SQLite's.
  private static boolean isForAnotherEngine(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean postgres =
        lower.contains("postgres") || lower.contains("asyncpg") || lower.contains("psycopg");
    return !Engines.foreignInText(text).isEmpty()
        || (!postgres
            && (lower.contains("sqlite")
                || lower.contains("mysql")
                || lower.contains("duckdb")
                || lower.contains("clickhouse")));
  }

  /// `metadata.create_all`, as a call or handed on.
  private static @Nullable String pythonCall(List<ScriptWords.Word> words, int i) {
    boolean called = words.get(i).is("create_all") && words.get(i - 1).is(".");
    return called ? words.get(i - 2).text() + ".create_all" : null;
  }

  /// `sequelize.sync(`, `synchronize: true`.
  private static @Nullable String scriptCall(List<ScriptWords.Word> words, int i) {
    String owner = words.get(i - 2).text();
    if (words.get(i).is("sync")
        && words.get(i - 1).is(".")
        && words.get(i + 1).is("(")
        && owner.toLowerCase(Locale.ROOT).contains("sequelize")) {
      return owner + ".sync";
    }
    boolean synchronizes =
        words.get(i).is("synchronize")
            && words.get(i + 1).is(":")
            && i + 2 < words.size()
            && words.get(i + 2).is("true");
    return synchronizes ? "synchronize: true" : null;
  }

  /// Commands of `package.json` that change the schema from models when the program is built,
  /// deployed or started.
  private void commands(String path, String text) {
    List<ScriptWords.Word> words = ScriptWords.of(text, false);
    for (int i = 0; i + 2 < words.size(); i++) {
      ScriptWords.Word command = words.get(i + 2);
      boolean pushes =
          command.kind() == ScriptWords.Kind.TEXT
              && (command.text().contains("prisma db push")
                  || command.text().contains("drizzle-kit push"));
      if (pushes && words.get(i + 1).is(":") && isOfDeploy(words.get(i).text())) {
        String title =
            command.text().contains("prisma db push") ? "prisma db push" : "drizzle-kit push";
        found.add(
            new SchemaSource(
                title, new SourceFile(path, text).span(command.start(), command.end()), List.of()));
        return;
      }
    }
  }

  private static boolean isOfDeploy(String script) {
    String lower = script.toLowerCase(Locale.ROOT);
    boolean own = lower.contains("dev") || lower.contains("test") || lower.contains("local");
    return !own
        && List.of("start", "deploy", "build", "postinstall", "release", "prod").stream()
            .anyMatch(lower::contains);
  }

  private static @Nullable Statement firstTable(List<Statement> statements) {
    for (Statement statement : statements) {
      if (statement instanceof CreateTable) {
        return statement;
      }
    }
    return null;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
