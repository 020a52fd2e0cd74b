package dev.migrationsentry.cli;

import java.nio.file.Path;
import java.util.List;

/// Runners of others, as the command of a gate. They find their database in `RUNNER_URL`.
enum ForeignRunner {
  /// A script whose migrations commit together with their rows in the ledger.
  SCRIPT,

  /// A script that runs each statement by itself and records the migration afterwards, so that it
  /// may leave something that its ledger does not know of.
  CARELESS_SCRIPT,

  /// dbmate.
  DBMATE,

  /// Alembic, all revisions in one transaction.
  ALEMBIC;

  private static final List<String> STATEMENTS =
      List.of("create table runs (n int)", "create table b (id int)", "alter table b add c text");

  /// Whether what it leaves is always in its ledger as well.
  boolean isAtomic() {
    return this != CARELESS_SCRIPT;
  }

  /// Skips the test where it is not installed.
  void needIt() throws Exception {
    switch (this) {
      case SCRIPT, CARELESS_SCRIPT -> RehearsedProject.needs("psql", "--version");
      case DBMATE -> RehearsedProject.needs(dbmate(), "--version");
      case ALEMBIC -> RehearsedProject.needs("/usr/bin/python3", "-c", "import alembic, psycopg2");
    }
  }

  private static String dbmate() {
    return Path.of("target/npm/node_modules/.bin/dbmate").toAbsolutePath().toString();
  }

  /// Writes three migrations, each of which adds its number to the table `runs`.
  void write(GatedFolder folder) throws Exception {
    if (this == ALEMBIC) {
      folder.alembic();
    }
    for (int i = 1; i <= STATEMENTS.size(); i++) {
      String statement = STATEMENTS.get(i - 1);
      String row = "insert into runs values (" + i + ")";
      if (this == ALEMBIC) {
        folder.revision(
            "a" + i,
            i == 1 ? null : "a" + (i - 1),
            "op.execute('%s'); op.execute('%s')".formatted(statement, row));
      } else {
        folder.write(
            "db/migrations/2026010100000" + i + "_step.sql",
            "-- migrate:up\n" + statement + ";\n" + row + ";\n-- migrate:down\n");
      }
    }
    folder.write("run.sh", this == SCRIPT ? script("-1 ", " ") : script("", "\n    ask "));
  }

  private static String script(String option, String between) {
    return """
    set -e
    ask() { psql -X -q -At -v ON_ERROR_STOP=1 "$RUNNER_URL" "$@"; }
    ask -c 'create table if not exists schema_migrations (version varchar(128) primary key)'
    for file in db/migrations/*.sql; do
      version=$(basename "$file" _step.sql)
      if [ "$(ask -c "select count(*) from schema_migrations where version = '$version'")" = 0 ]; then
        ask «OPTION»-f "$file"«BETWEEN»-c "insert into schema_migrations values ('$version')"
      fi
    done
    """
        .replace("«OPTION»", option)
        .replace("«BETWEEN»", between);
  }

  /// How it is started.
  List<String> command() {
    return switch (this) {
      case SCRIPT, CARELESS_SCRIPT -> List.of("sh", "run.sh");
      case DBMATE ->
          List.of(
              "sh", "-c", "exec '" + dbmate() + "' --url \"$RUNNER_URL\" --no-dump-schema migrate");
      case ALEMBIC ->
          List.of(
              "sh", "-c", "DATABASE_URL=$RUNNER_URL exec /usr/bin/python3 -m alembic upgrade head");
    };
  }

  /// How its addresses end: all in plain text, so that a proxy can read it.
  String plain() {
    return this == DBMATE ? "?sslmode=disable" : "?sslmode=disable&gssencmode=disable";
  }

  /// Its ledger, and whether a migration is recorded there.
  String recorded(int migration) {
    return this == ALEMBIC
        ? "select count(*) from alembic_version where version_num >= 'a" + migration + "'"
        : "select count(*) from schema_migrations where version = '2026010100000" + migration + "'";
  }

  /// The name of its ledger.
  String ledger() {
    return this == ALEMBIC ? "alembic_version" : "schema_migrations";
  }
}
