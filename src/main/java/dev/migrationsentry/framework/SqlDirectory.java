package dev.migrationsentry.framework;

import dev.migrationsentry.framework.Sighting.Certainty;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Note;
import dev.migrationsentry.migration.NoteKind;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.migration.Version;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A directory of SQL files that a program of the project's own runs.
///
/// Nothing says how that program sorts. Nearly all sort by name, character by character, as the
/// sort of JavaScript, Go and Python does; counters without zeros in front (`9_b.sql`, `10_a.sql`)
/// would make no sense then, so these are sorted by number. Folders that are named by numbers
/// (`12/01_name.up.sql`) are sorted by number as well.
final class SqlDirectory implements Framework {
  private static final Runner RUNNER =
      new Runner(
          "sql-directory",
          "the project's own runner",
          OrderBy.NAME,
          TransactionMode.PER_MIGRATION,
          true,
          "write \"-- no_tx\" as the first line of the file, if the project's own runner knows that"
              + " marker",
          "records file names as a rule, so that two files with one number both run",
          ConnectionReset.NOTHING,
          List.of());

  /// Folders below a folder of migrations that hold something else.
  private static final Set<String> ASIDE =
      Set.of(
          "archive",
          "archived",
          "_archive",
          "_archived",
          "old",
          "backup",
          "backups",
          "disabled",
          "deprecated",
          "down",
          "rollback",
          "rollbacks",
          "undo",
          "seed",
          "seeds",
          "seeders",
          "snapshots",
          "templates",
          "meta",
          "queries",
          "ignore",
          "ignored");

  private static final Set<String> NO_TRANSACTION =
      Set.of(
          "no_tx",
          "no-tx",
          "notx",
          "no-transaction",
          "no_transaction",
          "no transaction",
          "notransaction",
          "disable-transaction",
          "transaction: false",
          "transaction:false");

  @Override
  public Runner runner() {
    return RUNNER;
  }

  @Override
  public String pattern() {
    return "sql-directory: *.sql in a folder named like migrations";
  }

  @Override
  public @Nullable Sighting sight(Folder folder, Project project, boolean named) {
    boolean files = folder.sqlFiles().stream().anyMatch(name -> !PairedFiles.isDown(name));
    List<Folder> numbered = numberedFolders(folder);
    if (!files && numbered.isEmpty()) {
      return null;
    }
    List<Folder> folders = files ? List.of(folder) : numbered;
    if (named) {
      return Sighting.of(this, folder, folders, Certainty.SURROUNDED);
    }
    if (!isForMigrations(folder, project)) {
      return null;
    }
    Sighting sighting = Sighting.of(this, folder, folders, Certainty.PLAIN);
    return isAside(folder.name())
        ? sighting.notChecked("has a name for something beside the migrations")
        : sighting;
  }

  /// Whether a name speaks of something beside the migrations.
  static boolean isAside(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return ASIDE.contains(lower)
        || lower.startsWith("data-migration")
        || lower.startsWith("data_migration");
  }

  static boolean isForMigrations(Folder folder, Project project) {
    List<String> names = project.namesUp(folder);
    for (int i = 0; i < Math.min(3, names.size()); i++) {
      String name = names.get(i).toLowerCase(Locale.ROOT);
      if (i > 0 && isAside(name)) {
        return false;
      }
      if (isMigrations(name)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a folder's name says that migrations are in it.
  static boolean isMigrations(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("migration")
        || lower.equals("migrate")
        || lower.equals("upgrades")
        || lower.equals("patches");
  }

  /// The folders below that are named by a number and hold SQL files.
  private static List<Folder> numberedFolders(Folder folder) {
    List<Folder> found = new ArrayList<>();
    for (Folder below : folder.folders()) {
      if (Names.isNumber(below.name()) && !below.sqlFiles().isEmpty()) {
        found.add(below);
      }
    }
    return found;
  }

  private record Placed(@Nullable Version folder, Draft draft) {}

  @Override
  public History read(Sighting sighting, Project project) {
    List<Placed> placed = new ArrayList<>();
    List<String[]> ignored = new ArrayList<>();
    boolean nested =
        sighting.folders().size() > 1 || !sighting.folders().getFirst().equals(sighting.folder());
    for (Folder folder : sighting.folders()) {
      Version number = nested ? Version.of(folder.name()) : null;
      List<String> own = new ArrayList<>();
      for (String name : folder.sqlFiles()) {
        String engine = Engines.foreign(Names.without(name, ".sql"));
        if (engine.isEmpty() || !isVariant(name, folder)) {
          own.add(name);
        } else {
          ignored.add(new String[] {folder.pathOf(name), "is for " + engine});
        }
      }
      List<String> lonely = new ArrayList<>();
      for (PairedFiles.Pair pair : PairedFiles.of(own, lonely)) {
        String digits = Names.leadingDigits(pair.up());
        String id = nested ? folder.name() + "/" + pair.up() : pair.up();
        Version version =
            digits.isEmpty() ? null : Version.of(nested ? folder.name() + "." + digits : digits);
        placed.add(
            new Placed(
                number,
                Draft.of(id, id, version, folder.pathOf(pair.up()))
                    .withDown(pair.down() == null ? null : folder.pathOf(pair.down()))));
      }
      for (String name : lonely) {
        ignored.add(new String[] {folder.pathOf(name), "takes back a migration that is not there"});
      }
    }
    OrderBy order = nested || hasCounters(placed) ? OrderBy.NUMBER : OrderBy.NAME;
    Comparator<Placed> byName = Comparator.comparing(one -> one.draft.id());
    Comparator<Version> numbers = Comparator.nullsLast(Comparator.naturalOrder());
    placed.sort(
        switch (order) {
          case NUMBER, VERSION, JOURNAL, GRAPH ->
              Comparator.comparing(Placed::folder, numbers)
                  .thenComparing(one -> one.draft.version(), numbers)
                  .thenComparing(byName);
          case NAME -> byName;
        });
    HistoryReader reader =
        new HistoryReader(project, sighting, RUNNER.ordering(order))
            .sections(SqlDirectory::sections)
            .mode(SqlDirectory::mode)
            .psql();
    ignored.forEach(one -> reader.ignore(one[0], one[1]));
    return reader.read(placed.stream().map(Placed::draft).toList());
  }

  /// Whether a file with an engine's name in its own has a counterpart for PostgreSQL, so that the
  /// word is no part of a title like `add_oracle_price`.
  private static boolean isVariant(String name, Folder folder) {
    String digits = Names.leadingDigits(name);
    for (String other : folder.sqlFiles()) {
      if (!other.equals(name)
          && Names.leadingDigits(other).equals(digits)
          && Engines.foreign(Names.without(other, ".sql")).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /// Whether every name starts with a short number without zeros in front, of different lengths.
  private static boolean hasCounters(List<Placed> placed) {
    int shortest = Integer.MAX_VALUE;
    int longest = 0;
    for (Placed one : placed) {
      String digits = Names.leadingDigits(one.draft.id());
      if (digits.isEmpty()
          || digits.length() > 6
          || (digits.length() > 1 && digits.charAt(0) == '0')) {
        return false;
      }
      shortest = Math.min(shortest, digits.length());
      longest = Math.max(longest, digits.length());
    }
    return shortest < longest;
  }

  /// Nothing says whether the project's own runner opens a transaction. A statement that can't run
  /// in one and stands alone in its file was put there for that reason.
  private static HistoryReader.Mode mode(Script up, Sections parts) {
    if (parts.mode() != null) {
      return new HistoryReader.Mode(parts.mode(), parts.marker(), List.of());
    }
    if (up.statements().size() == 1) {
      Span only = up.statements().getFirst().span();
      if (OutsideTransaction.needsOrReindexes(only)) {
        String text =
            up.file().path()
                + " holds only a statement that can't run in a transaction: it is taken as run"
                + " outside of one. If the project's own runner opens one, PostgreSQL refuses it"
                + " (25001)";
        Note note = new Note(NoteKind.HINT, List.of(only), text);
        return new HistoryReader.Mode(TransactionMode.IMPLICIT_STRING, null, List.of(note));
      }
    }
    return new HistoryReader.Mode(RUNNER.transaction(), null, List.of());
  }

  /// A home-made marker stands in one of the comment lines at the top of the file.
  static Sections sections(SourceFile file) {
    Lines lines = new Lines(file);
    while (lines.next()) {
      String comment = lines.comment();
      if (comment.isEmpty() && !lines.isBlank() && !lines.line().strip().startsWith("--")) {
        break;
      }
      for (String marker : NO_TRANSACTION) {
        boolean alone =
            comment.startsWith(marker)
                && (comment.length() == marker.length()
                    || !Character.isLetterOrDigit(comment.charAt(marker.length())));
        if (alone || comment.endsWith(" " + marker)) {
          return Sections.whole(
              HistoryReader.whole(file), TransactionMode.IMPLICIT_STRING, lines.span());
        }
      }
    }
    return Sections.whole(HistoryReader.whole(file));
  }
}
