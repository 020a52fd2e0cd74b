package dev.migrationsentry.rule;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.execution.Executor;
import dev.migrationsentry.framework.Folder;
import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.RecordedNames;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Host;
import dev.migrationsentry.schema.InstallableExtension;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Rights;
import dev.migrationsentry.schema.RoleRights;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Session;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.World;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// The project that a block of a rule's page stands for: `-- next migration` begins another file,
/// `-- file: NAME` one of a given name, and `-- file: NAME on main` one that is on the branch
/// already, `-- file: NAME edited since main` one that was another there. `-- from: REVISION` makes
/// the replay start where a database is at that revision, and `-- ledger: ID`, `-- ledger: ID
/// stamped` and `-- ledger: ID failed` where its ledger has these rows: of a migration that has
/// run, that never ran, that did not come to its end; with `-- ledger: none` all have run and
/// nothing records it. `-- server lacks: EXTENSION` says what the server of that database does not
/// have. `-- production: STATEMENTS` run before the migrations as a superuser, and `-- role: NAME`
/// says which role runs the migrations then. A comment `-- finding: RULE` at the end of a line
/// expects a finding there. In Python the comments begin with `#`, and the usual imports stand
/// before a text that sends anything.
final class PageProject implements ProjectFiles {
  private static final String NEXT = "-- next migration";
  private static final String FILE = "-- file: ";
  private static final String FROM = "-- from: ";
  private static final String LEDGER = "-- ledger: ";
  private static final String LACKS = "-- server lacks: ";
  private static final String PRODUCTION = "-- production: ";
  private static final String ROLE = "-- role: ";
  private static final String ON_MAIN = " on main";
  private static final String EDITED = " edited since main";
  private static final String EXPECTED = "-- finding: ";

  private static final String IMPORTS =
      """
      import sqlalchemy as sa
      from alembic import op
      from sqlalchemy.exc import ProgrammingError
      """;

  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Set<String> onMain = new TreeSet<>();
  private final Set<String> edited = new TreeSet<>();
  private final Set<String> expected = new TreeSet<>();
  private final List<String> from = new ArrayList<>();
  private final List<String> ledger = new ArrayList<>();
  private final List<String> lacks = new ArrayList<>();
  private final List<String> production = new ArrayList<>();
  private String role = "";

  PageProject(String block) {
    String name = "001_first.sql";
    StringBuilder text = new StringBuilder();
    int line = 0;
    int number = 1;
    boolean python = block.startsWith("# ");
    String imports = python && block.contains("op.") ? IMPORTS : "";
    for (String given : block.lines().toList()) {
      String written = python ? inSql(given) : given;
      if (written.startsWith(FROM)) {
        from.add(written.substring(FROM.length()).strip());
        continue;
      }
      if (written.startsWith(PRODUCTION)) {
        production.add(written.substring(PRODUCTION.length()).strip());
        continue;
      }
      if (written.startsWith(ROLE)) {
        role = written.substring(ROLE.length()).strip();
        continue;
      }
      if (written.startsWith(LACKS)) {
        lacks.add(written.substring(LACKS.length()).strip());
        continue;
      }
      if (written.startsWith(LEDGER)) {
        int mark = written.indexOf(EXPECTED);
        ledger.add(written.substring(LEDGER.length(), mark < 0 ? written.length() : mark).strip());
        if (mark >= 0) {
          String rule = written.substring(mark + EXPECTED.length()).strip();
          expected.add("ledger:" + ledger.size() + " " + rule);
        }
        continue;
      }
      if (written.equals(NEXT) || written.startsWith(FILE)) {
        if (!text.isEmpty()) {
          texts.put(name, text.toString());
        }
        text.setLength(0);
        text.append(imports);
        line = (int) imports.lines().count();
        number++;
        name = String.format(Locale.ROOT, "%03d_next.sql", number);
        if (written.startsWith(FILE)) {
          boolean there = written.endsWith(ON_MAIN);
          boolean edit = written.endsWith(EDITED);
          int mark = there ? ON_MAIN.length() : edit ? EDITED.length() : 0;
          name = written.substring(FILE.length(), written.length() - mark);
          if (there || edit) {
            onMain.add(name);
          }
          if (edit) {
            edited.add(name);
          }
        }
        continue;
      }
      line++;
      int mark = written.indexOf(EXPECTED);
      if (mark >= 0) {
        expected.add(name + ":" + line + " " + written.substring(mark + EXPECTED.length()).strip());
      }
      text.append(mark >= 0 ? written.substring(0, mark) : written).append('\n');
    }
    texts.put(name, text.toString());
  }

  /// A line of Python with its marks written as in SQL.
  private static String inSql(String line) {
    for (String mark : List.of(NEXT, FILE, FROM, LEDGER, LACKS, PRODUCTION, ROLE)) {
      if (line.startsWith("#" + mark.substring(2))) {
        return ("--" + line.substring(1)).replace("#" + EXPECTED.substring(2), EXPECTED);
      }
    }
    return line.replace("#" + EXPECTED.substring(2), EXPECTED);
  }

  /// The findings that the block expects: `file:line rule`.
  Set<String> expected() {
    return expected;
  }

  /// The worlds that the block is replayed from.
  List<World> worlds(History history, World empty) {
    if (!role.isEmpty()) {
      return List.of(World.live("production", limited(empty.database()), history, null));
    }
    if (!lacks.isEmpty()) {
      return List.of(World.live("production", lacking(empty.database()), history, null));
    }
    List<String> revisions =
        from.stream().map(written -> Objects.requireNonNull(history.revision(written))).toList();
    if (!ledger.isEmpty()) {
      return List.of(live(history, empty));
    }
    return List.of(revisions.isEmpty() ? empty : empty.at(history, revisions));
  }

  /// The database that the statements before have made, for a role that is no superuser.
  private Database limited(Database database) {
    String superuser = database.session().role();
    RoleRights all = new RoleRights(superuser, true, true, true, List.of());
    Rights rights =
        Rights.of(
            superuser, true, HashTreePMap.singleton(superuser, all), "shop", superuser, false);
    Database now = database.on(database.host().with(rights));
    for (Statement statement :
        SqlReader.read(new SourceFile("production", String.join(";", production)))) {
      now = ((Outcome.Done) Executor.execute(statement, now)).after();
    }
    Rights made = Objects.requireNonNull(now.host().rights());
    PMap<Integer, String> owners = made.owners();
    for (SchemaObject object : now.schema().objects()) {
      owners = owners.plus(object.id(), Objects.requireNonNull(made.owner(object.id())));
    }
    Rights known =
        new Rights(
            role,
            true,
            made.roles(),
            made.database(),
            superuser,
            false,
            now.schema().nextId(),
            owners,
            made.grants());
    Session session = now.session();
    return now.on(now.host().with(known))
        .with(new Session(session.searchPath(), role, session.settings()));
  }

  private Database lacking(Database database) {
    Map<String, InstallableExtension> there = new TreeMap<>();
    Builtin.of(database.major())
        .extensions()
        .forEach(name -> there.put(name, InstallableExtension.named(name)));
    lacks.forEach(there::remove);
    return database.on(new Host(there, null));
  }

  private World live(History history, World empty) {
    List<Ledger.Row> rows = new ArrayList<>();
    List<Migration> ran = new ArrayList<>();
    if (ledger.contains("none")) {
      World used = empty.having(history, history.migrations(), "production");
      return World.live("production", used.database(), history, null);
    }
    for (String written : ledger) {
      String[] words = written.split(" ", -1);
      String state = words.length > 1 ? words[1] : "";
      Ledger.Ending ending = state.equals("failed") ? Ledger.Ending.FAILED : Ledger.Ending.APPLIED;
      rows.add(new Ledger.Row(words[0], null, null, ending, null));
      Migration migration = new RecordedNames(history).find(words[0]);
      if (migration != null && state.isEmpty()) {
        ran.add(migration);
      }
    }
    boolean heads = history.graph() != null;
    Ledger recorded =
        new Ledger(
            "ledger",
            history.framework(),
            "the page says so",
            heads ? Ledger.Extent.HEADS : Ledger.Extent.EACH,
            rows);
    List<Migration> made = heads && !ran.isEmpty() ? recorded.applied(history) : ran;
    World database = empty.having(history, made, "production");
    return World.live("production", database.database(), history, recorded);
  }

  /// The files that are on the branch already.
  Set<String> onMain() {
    return onMain;
  }

  /// Those of them that send something else there.
  Set<String> edited() {
    return edited;
  }

  @Override
  public Folder root() {
    List<String> files = new ArrayList<>();
    Map<String, List<String>> folders = new TreeMap<>();
    for (String path : new TreeSet<>(texts.keySet())) {
      int slash = path.indexOf('/');
      if (slash < 0) {
        files.add(path);
      } else {
        folders
            .computeIfAbsent(path.substring(0, slash), ignored -> new ArrayList<>())
            .add(path.substring(slash + 1));
      }
    }
    List<Folder> inside = new ArrayList<>();
    folders.forEach((name, names) -> inside.add(new Folder(name, name, names, List.of())));
    return new Folder("", "migrations", files, inside);
  }

  @Override
  public List<String> rootNames() {
    return List.of("migrations");
  }

  @Override
  public List<Folder> above() {
    return List.of();
  }

  @Override
  public byte[] read(String path) throws IOException {
    String text = texts.get(path);
    if (text == null) {
      throw new FileNotFoundException(path);
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public List<String> skipped() {
    return List.of();
  }

  @Override
  public String shownRoot() {
    return "migrations";
  }
}
